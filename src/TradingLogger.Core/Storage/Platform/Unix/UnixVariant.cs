using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>Where the Unix systems differ: the numbers of flags, and how a file's status is had.</summary>
internal abstract class UnixVariant
{
    protected const int FileTypeMask = 0xF000;
    protected const int RegularFile = 0x8000;
    protected const int PermissionMask = 0xFFF;

    public static UnixVariant Current { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? new MacVariant() : new LinuxVariant();

    public abstract int ReadOnlyFlags { get; }

    public abstract int ReadWriteFlags { get; }

    public abstract int AppendFlags { get; }

    /// <summary>Makes a file that does not exist. Returns a descriptor, or -1 with the error number set.</summary>
    public abstract unsafe int CreateFile(byte* path, uint mode);

    /// <summary>The status of an open file.</summary>
    /// <exception cref="FileOperationException">The status could not be had.</exception>
    public abstract FileStatus GetStatus(int descriptor, string path);

    /// <summary>The status of what a path leads to, links not followed; null when there is nothing.</summary>
    /// <exception cref="FileOperationException">The status could not be had.</exception>
    public abstract FileStatus? GetStatus(string path);

    /// <summary>The kind of network file system that a path is on; null for another or when it cannot be had.</summary>
    public abstract unsafe string? FindNetworkFileSystem(byte* path);

    /// <summary>Waits until the disk has the file's data. Returns 0, or -1 with the error number set.</summary>
    public abstract int SyncData(int descriptor);

    /// <summary>Tells one run of the machine from every other; 0 when that is not known.</summary>
    public abstract ulong ReadBootId();

    /// <summary>Renames without ever replacing. Returns 0, or -1 with the error number set.</summary>
    public abstract unsafe int RenameExclusively(byte* path, byte* newPath);

    /// <summary>A number that stands for a GUID; 0 for a text that is none.</summary>
    protected static ulong ToNumber(string guid) =>
        Guid.TryParse(guid.Trim(), out Guid parsed) ? BitConverter.ToUInt64(parsed.ToByteArray(), 0) : 0;
}
