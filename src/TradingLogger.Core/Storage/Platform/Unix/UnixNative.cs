using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

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

/// <summary>Turns the error number of the last system call into an exception that names path and cause.</summary>
internal static class UnixError
{
    public static FileOperationException Last(string verb, string path)
    {
        int number = Marshal.GetLastWin32Error();
        string cause = new Win32Exception(number).Message;
        return new FileOperationException(FormattableString.Invariant($"Cannot {verb} '{path}': {cause} (error {number})."))
        {
            ErrorNumber = number,
        };
    }
}

/// <summary>Paths as Unix takes them: UTF-8 that ends with a zero byte.</summary>
internal static class UnixPath
{
    public static byte[] ToBytes(string path)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, 0, path.Length, bytes, 0);
        return bytes;
    }
}
