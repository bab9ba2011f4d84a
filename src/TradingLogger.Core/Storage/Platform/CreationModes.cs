namespace TradingLogging.Storage.Platform;

/// <summary>The permission bits that files and directories are made with. They are handed to the system in the call that makes
/// the name, so that it never has others; the system takes the bits of the process's umask away.</summary>
/// <param name="File">Of a log, a lock, an archive and a fallback.</param>
/// <param name="Directory">Of a directory, and of the parents made with it.</param>
internal readonly record struct CreationModes(int File, int Directory)
{
    private const int RightsOfOthers = 0x7;

    /// <summary>0640 and 0750: the owner writes, the group reads.</summary>
    public static CreationModes Default { get; } = new(0x1A0, 0x1E8);

    /// <summary>Whether a mode gives users a right who are neither owner nor in the group.</summary>
    public static bool IsForOthers(int mode) => (mode & RightsOfOthers) != 0;

    /// <summary>Reads modes as they are written in settings, such as <c>0640</c>.</summary>
    public static CreationModes From(string file, string directory) => new(Convert.ToInt32(file, 8), Convert.ToInt32(directory, 8));
}
