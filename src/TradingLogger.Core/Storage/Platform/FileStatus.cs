namespace TradingLogging.Storage.Platform;

/// <summary>What a path leads to.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Links">How many names it has; 0 for a deleted file.</param>
/// <param name="IsRegular">Whether it is an ordinary file, not a directory, link, pipe or device.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Length, long Links, bool IsRegular)
{
    private const int WritableByAll = 0x2;
    private const int Sticky = 0x200;

    /// <summary>The permission bits of Unix; 0 on Windows.</summary>
    public int Permissions { get; init; }

    /// <summary>The number of the user to whom it belongs; 0 on Windows.</summary>
    public uint Owner { get; init; }

    /// <summary>Whether every user of the machine may write the file, or replace the files in the directory. In a
    /// directory with the sticky bit, such as <c>/tmp</c>, nobody can replace files of others.</summary>
    public bool IsWorldWritable => (Permissions & (WritableByAll | Sticky)) == WritableByAll;
}

/// <summary>Identifies a file whatever its name: device and file number.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong FileNumber);
