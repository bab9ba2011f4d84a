using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>macOS on both processors.</summary>
[ExcludeFromCodeCoverage] // Runs on macOS only.
internal sealed unsafe class MacVariant : UnixVariant
{
    private const int ReadWrite = 2;
    private const int NonBlocking = 4;
    private const int Append = 8;
    private const int NoFollow = 0x100;
    private const int CloseOnExec = 0x1000000;
    private const int WriteOnly = 1;
    private const int CreateExclusively = 0xA00;
    private const int FullSync = 51;
    private const uint RenameExclusive = 4;
    private const uint IsLocal = 0x1000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public override int ReadOnlyFlags => NonBlocking | CloseOnExec | NoFollow;

    public override int WriteOnlyFlags => WriteOnly | ReadOnlyFlags;

    public override int ReadWriteFlags => ReadWrite | ReadOnlyFlags;

    public override int AppendFlags => Append | ReadWriteFlags;

    public override int CreateFile(byte* path, uint mode)
    {
        const int flags = WriteOnly | CreateExclusively | CloseOnExec;
        return IsArm ? OpenWithModeOnStack(path, flags, 0, 0, 0, 0, 0, 0, mode) : OpenWithMode(path, flags, mode);
    }

    public override FileStatus GetStatus(int descriptor, string path)
    {
        Stat status;
        int result = IsArm ? GetStatusOfDescriptor(descriptor, &status) : GetStatusOfDescriptor64(descriptor, &status);
        return result == 0 ? ToStatus(status) : throw SystemError.Last("look up", path);
    }

    public override FileStatus? GetStatus(string path)
    {
        Stat status;
        fixed (byte* name = UnixPath.ToBytes(path, stackalloc byte[UnixPath.UsualRoom]))
        {
            if ((IsArm ? GetStatusOfLink(name, &status) : GetStatusOfLink64(name, &status)) == 0)
                return ToStatus(status);
        }

        if (Marshal.GetLastWin32Error() == UnixNative.ErrorNoEntry)
            return null;
        throw SystemError.Last("look up", path);
    }

    public override string? FindNetworkFileSystem(byte* path)
    {
        FileSystem status;
        int result = IsArm ? GetFileSystem(path, &status) : GetFileSystem64(path, &status);
        return result == 0 && (status.Flags & IsLocal) == 0
            ? Marshal.PtrToStringAnsi((IntPtr)status.TypeName)
            : null;
    }

    // On macOS fsync does not wait for the cache of the drive.
    public override int SyncData(int descriptor) => Control(descriptor, FullSync);

    public override ulong ReadBootId()
    {
        const int longest = 64;
        byte* text = stackalloc byte[longest];
        nint length = longest;
        fixed (byte* name = UnixPath.ToBytes("kern.bootsessionuuid"))
        {
            // The length includes the zero byte at the end.
            return GetSystemValue(name, text, &length, newValue: null, newLength: 0) == 0 && length > 0
                ? ToNumber(Encoding.ASCII.GetString(text, (int)length - 1))
                : 0;
        }
    }

    public override int RenameExclusively(byte* path, byte* newPath) => RenameWithFlags(path, newPath, RenameExclusive);

    private static FileStatus ToStatus(in Stat status) => new(
        new FileIdentity((uint)status.Device, status.Inode),
        status.Size,
        status.Links,
        (status.Mode & FileTypeMask) == RegularFile)
    {
        Permissions = status.Mode & PermissionMask,
        Owner = status.User,
    };

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenWithMode(byte* path, int flags, uint mode);

    // On ARM variadic arguments are passed on the stack, like the ninth fixed argument.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenWithModeOnStack(
        byte* path, nint flags, nint third, nint fourth, nint fifth, nint sixth, nint seventh, nint eighth, nuint mode);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int GetStatusOfDescriptor(int descriptor, Stat* status);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int GetStatusOfDescriptor64(int descriptor, Stat* status);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    private static extern int GetStatusOfLink(byte* path, Stat* status);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static extern int GetStatusOfLink64(byte* path, Stat* status);

    [DllImport("libc", EntryPoint = "statfs", SetLastError = true)]
    private static extern int GetFileSystem(byte* path, FileSystem* status);

    [DllImport("libc", EntryPoint = "statfs$INODE64", SetLastError = true)]
    private static extern int GetFileSystem64(byte* path, FileSystem* status);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command);

    [DllImport("libc", EntryPoint = "sysctlbyname", SetLastError = true)]
    private static extern int GetSystemValue(byte* name, byte* value, nint* length, byte* newValue, nint newLength);

    [DllImport("libc", EntryPoint = "renamex_np", SetLastError = true)]
    private static extern int RenameWithFlags(byte* path, byte* newPath, uint flags);

    [StructLayout(LayoutKind.Explicit, Size = 4096)]
    private struct FileSystem
    {
        [FieldOffset(64)]
        public uint Flags;

        [FieldOffset(72)]
        public fixed byte TypeName[16];
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stat
    {
        [FieldOffset(0)]
        public int Device;

        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(6)]
        public ushort Links;

        [FieldOffset(8)]
        public ulong Inode;

        [FieldOffset(16)]
        public uint User;

        [FieldOffset(96)]
        public long Size;
    }
}
