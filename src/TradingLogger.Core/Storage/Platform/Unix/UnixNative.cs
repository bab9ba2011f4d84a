using System.Runtime.InteropServices;
using System.Text;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>The system calls that Linux and macOS have in common. All have fixed arguments: variadic calls (<c>open</c>
/// with a mode, <c>fcntl</c> with a pointer) pass their arguments differently on macOS on ARM.</summary>
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
    public const int ErrorNoSpace = 28;
    public const int ErrorQuota = 122;

    /// <summary>The path leads through too many links, or ends in a link that is not followed.</summary>
    public static readonly int ErrorLinks = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 62 : 40;

    /// <summary>How large the process may make a file, in bytes; <see cref="long.MaxValue"/> when that is not limited
    /// or not known.</summary>
    public static long ReadFileSizeLimit()
    {
        const int fileSize = 1;
        ulong* limits = stackalloc ulong[2];
        // The numbers have 64 bits only where a pointer has them.
        bool isKnown = IntPtr.Size == sizeof(ulong) && GetLimits(fileSize, limits) == 0;
        return isKnown ? (long)Math.Min(limits[0], long.MaxValue) : long.MaxValue;
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimits(int resource, ulong* limits);

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

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static extern nint Map(nint address, nint length, int protection, int flags, int descriptor, long offset);

    [DllImport("libc", EntryPoint = "munmap")]
    public static extern int Unmap(nint address, nint length);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static extern int ChangeMode(int descriptor, uint mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int Lock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "usleep")]
    public static extern int Sleep(uint microseconds);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    public static extern int Link(byte* path, byte* newPath);

    [DllImport("libc", EntryPoint = "unlink", SetLastError = true)]
    public static extern int Unlink(byte* path);
}

/// <summary>Paths as system calls take them: UTF-8 with a zero byte at the end.</summary>
internal static class UnixPath
{
    /// <summary>Bytes that most paths fit into.</summary>
    public const int UsualRoom = 256;

    public static byte[] ToBytes(string path)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, 0, path.Length, bytes, 0);
        return bytes;
    }

    /// <summary>The bytes of a path, without an object if they fit into the room.</summary>
    public static unsafe ReadOnlySpan<byte> ToBytes(string path, Span<byte> room)
    {
        if (Encoding.UTF8.GetByteCount(path) >= room.Length)
            return ToBytes(path);
        fixed (char* characters = path)
        fixed (byte* bytes = room)
        {
            int count = Encoding.UTF8.GetBytes(characters, path.Length, bytes, room.Length);
            room[count] = 0;
            return room[..(count + 1)];
        }
    }
}
