namespace TradingLogging.Storage.Platform;

/// <summary>What a path leads to at this moment.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Links">How many names it has; 0 when it has been deleted.</param>
/// <param name="IsRegular">Whether it is an ordinary file: no directory, link, pipe or device.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Length, long Links, bool IsRegular)
{
    private const int WritableByAll = 0x2;
    private const int Sticky = 0x200;

    /// <summary>The permission bits of Unix; 0 on Windows.</summary>
    public int Permissions { get; init; }

    /// <summary>Whether every user of the machine may write it or, of a directory, replace what is in it: in one with the sticky
    /// bit, such as <c>/tmp</c>, nobody can replace the files of others.</summary>
    public bool IsOpenToAll => (Permissions & (WritableByAll | Sticky)) == WritableByAll;
}
