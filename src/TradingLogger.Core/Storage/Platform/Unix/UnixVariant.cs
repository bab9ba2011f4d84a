using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>What differs between Linux and macOS: the numbers of flags, and the calls that read the status of a
/// file.</summary>
internal abstract class UnixVariant
{
    protected const int FileTypeMask = 0xF000;
    protected const int RegularFile = 0x8000;
    protected const int PermissionMask = 0xFFF;

    public static UnixVariant Current { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? new MacVariant() : new LinuxVariant();

    public abstract int ReadOnlyFlags { get; }

    public abstract int WriteOnlyFlags { get; }

    public abstract int ReadWriteFlags { get; }

    public abstract int AppendFlags { get; }

    /// <summary>Creates a file that does not exist. Returns a descriptor, or -1 with the error number set.</summary>
    public abstract unsafe int CreateFile(byte* path, uint mode);

    /// <summary>The status of an open file.</summary>
    /// <exception cref="FileOperationException">The status cannot be read.</exception>
    public abstract FileStatus GetStatus(int descriptor, string path);

    /// <summary>The status of what a path leads to; null when there is nothing. Links are not followed.</summary>
    /// <exception cref="FileOperationException">The status cannot be read.</exception>
    public abstract FileStatus? GetStatus(string path);

    /// <summary>The kind of network file system that a path is on; null for any other, or when it cannot be
    /// read.</summary>
    public abstract unsafe string? FindNetworkFileSystem(byte* path);

    /// <summary>The kind of file system that a path is on, where stores into a mapped file may need room; null for any
    /// other.</summary>
    public virtual unsafe string? FindUnmappableFileSystem(byte* path) => FindNetworkFileSystem(path);

    /// <summary>Waits until the disk has the data of the file. Returns 0, or -1 with the error number set.</summary>
    public abstract int SyncData(int descriptor);

    /// <summary>Where the last data before an offset ends; the offset itself when that is not known.</summary>
    public virtual long EndOfData(int descriptor, long end) => end;

    /// <summary>Takes room on the disk beyond the end of a file. Returns 0, or -1 with the error number set.</summary>
    public virtual int Reserve(int descriptor, long offset, long count) => 0;

    /// <summary>Identifies the run of the machine since it was started; 0 when that is not known.</summary>
    public abstract ulong ReadBootId();

    /// <summary>Renames without replacing. Returns 0, or -1 with the error number set.</summary>
    public abstract unsafe int RenameExclusively(byte* path, byte* newPath);

    /// <summary>A number made of a GUID; 0 for any other text.</summary>
    protected static ulong ToNumber(string guid) =>
        Guid.TryParse(guid.Trim(), out Guid parsed) ? BitConverter.ToUInt64(parsed.ToByteArray(), 0) : 0;
}
