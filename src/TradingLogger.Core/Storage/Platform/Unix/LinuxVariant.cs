using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>Linux. <c>statx</c> is used because its structure is the same on all processors.</summary>
internal sealed unsafe class LinuxVariant : UnixVariant
{
    private const int ReadWrite = 2;
    private const int NonBlocking = 0x800;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int WriteOnly = 1;
    private const int CreateExclusively = 0xC0;

    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int RenameNoReplace = 1;
    private const int KeepSize = 1;
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int ErrorNoSuchOffset = 6;
    private const int MostHoles = 1000;
    private const uint TypeModeLinksInodeAndSize = 0x307;

    // The only flag whose number differs on ARM.
    private static readonly int NoFollowLinks =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    public override int ReadOnlyFlags => NonBlocking | CloseOnExec | NoFollowLinks;

    public override int WriteOnlyFlags => WriteOnly | ReadOnlyFlags;

    public override int ReadWriteFlags => ReadWrite | ReadOnlyFlags;

    public override int AppendFlags => Append | ReadWriteFlags;

    public override int CreateFile(byte* path, uint mode) =>
        OpenWithMode(path, WriteOnly | CreateExclusively | CloseOnExec, mode);

    public override FileStatus GetStatus(int descriptor, string path)
    {
        byte empty = 0;
        Statx status;
        if (GetStatusExtended(descriptor, &empty, EmptyPath, TypeModeLinksInodeAndSize, &status) != 0)
            throw SystemError.Last("look up", path);
        return ToStatus(status);
    }

    public override FileStatus? GetStatus(string path)
    {
        Statx status;
        fixed (byte* name = UnixPath.ToBytes(path, stackalloc byte[UnixPath.UsualRoom]))
        {
            if (GetStatusExtended(CurrentDirectory, name, NoFollow, TypeModeLinksInodeAndSize, &status) == 0)
                return ToStatus(status);
        }

        if (Marshal.GetLastWin32Error() == UnixNative.ErrorNoEntry)
            return null;
        throw SystemError.Last("look up", path);
    }

    public override ulong ReadBootId()
    {
        try
        {
            return ToNumber(File.ReadAllText("/proc/sys/kernel/random/boot_id"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public override string? FindNetworkFileSystem(byte* path) => LinuxFileSystem.FindNetworkName(TypeOf(path));

    public override string? FindUnmappableFileSystem(byte* path) => LinuxFileSystem.FindUnmappableName(TypeOf(path));

    public override int Reserve(int descriptor, long offset, long count) =>
        Allocate(descriptor, KeepSize, offset, count);

    // From one hole to the next. A log has few of them. A file with many is not searched to its end.
    public override long EndOfData(int descriptor, long end)
    {
        long found = 0;
        for (int hole = 0; hole < MostHoles; hole++)
        {
            long data = Seek(descriptor, found, SeekData);
            if (data < 0)
                return Marshal.GetLastWin32Error() == ErrorNoSuchOffset ? found : end;
            if (data >= end)
                return found;
            found = Seek(descriptor, data, SeekHole);
            if (found < 0 || found >= end)
                return end;
        }

        return end;
    }

    public override int SyncData(int descriptor) => SyncDataOnly(descriptor);

    public override int RenameExclusively(byte* path, byte* newPath) =>
        RenameAt(CurrentDirectory, path, CurrentDirectory, newPath, RenameNoReplace);

    // 0 when it is not known.
    private static uint TypeOf(byte* path)
    {
        // The structure is smaller than this on every processor. It starts with the type, in the low half of a word.
        ulong* status = stackalloc ulong[32];
        return GetFileSystem(path, status) == 0 ? (uint)*status : 0;
    }

    private static FileStatus ToStatus(in Statx status) => new(
        new FileIdentity(((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode),
        (long)status.Size,
        status.Links,
        (status.Mode & FileTypeMask) == RegularFile)
    {
        Permissions = status.Mode & PermissionMask,
        Owner = status.User,
    };

    // Linux passes the mode like a fixed argument on every processor that .NET runs on.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenWithMode(byte* path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int GetStatusExtended(int directory, byte* path, int flags, uint mask, Statx* status);

    [DllImport("libc", EntryPoint = "statfs", SetLastError = true)]
    private static extern int GetFileSystem(byte* path, ulong* status);

    [DllImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static extern long Seek(int descriptor, long offset, int origin);

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static extern int Allocate(int descriptor, int mode, long offset, long count);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static extern int SyncDataOnly(int descriptor);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static extern int RenameAt(int directory, byte* path, int newDirectory, byte* newPath, uint flags);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}

/// <summary>The network file systems of Linux, by the numbers that <c>statfs(2)</c> lists.</summary>
internal static class LinuxFileSystem
{
    /// <summary>The name of a network file system; null for any other.</summary>
    public static string? FindNetworkName(uint type) => type switch
    {
        0x6969 => "nfs",
        0x517B => "smb",
        0xFF534D42 => "cifs",
        0xFE534D42 => "smb2",
        0x5346414F or 0x6B414653 => "afs",
        0x73757245 => "coda",
        0x00C36400 => "ceph",
        0x0BD00BD0 => "lustre",
        0x01021997 => "9p",
        _ => null,
    };

    /// <summary>The name of a file system that never writes in place, or whose server decides; null for any
    /// other.</summary>
    public static string? FindUnmappableName(uint type) => type switch
    {
        0x9123683E => "btrfs",
        0x2FC12FC1 => "zfs",
        0xCA451A4E => "bcachefs",
        0x3434 => "nilfs",
        0x65735546 => "fuse",
        _ => FindNetworkName(type),
    };
}
