using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>The system calls of Unix, by their own names. All have fixed arguments: a variadic one (<c>open</c> with a mode,
/// <c>fcntl</c> with a pointer) is called differently on macOS on ARM and would break there.</summary>
internal static unsafe partial class UnixNative
{
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LockUnlock = 8;

    public const int ErrorNoEntry = 2;
    public const int ErrorInterrupted = 4;
    public const int ErrorAccess = 13;
    public const int ErrorExists = 17;
    public const int ErrorNotPermitted = 1;
    public const int ErrorReadOnlyFileSystem = 30;

    /// <summary>A path that leads through too many links; also one that ends in a link, when links are not followed.</summary>
    public static readonly int ErrorLinks = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 62 : 40;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte* path, int flags);

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    public static extern int MakeDirectory(byte* path, uint mode);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int descriptor, byte* bytes, nint count);

    [DllImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static extern nint ReadAt(int descriptor, byte* bytes, nint count, long offset);

    [DllImport("libc", EntryPoint = "pwrite")]
    public static extern nint WriteAt(int descriptor, byte* bytes, nint count, long offset);

    [DllImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static extern int Truncate(int descriptor, long length);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int Lock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "usleep")]
    public static extern int Sleep(uint microseconds);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    public static extern int Link(byte* path, byte* newPath);

    [DllImport("libc", EntryPoint = "unlink", SetLastError = true)]
    public static extern int Unlink(byte* path);
}
