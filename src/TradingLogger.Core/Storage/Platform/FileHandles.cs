using System.Runtime.InteropServices;
using TradingLogging.Storage.Platform.Unix;
using TradingLogging.Storage.Platform.Windows;

namespace TradingLogging.Storage.Platform;

/// <summary>An open file. Every write goes to its end, atomically with regard to writes of other processes. Not
/// thread-safe.</summary>
internal abstract class AppendHandle : IDisposable
{
    /// <summary>Identifies the file.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Whether the file has no name any more.</summary>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public abstract bool IsDeleted { get; }

    /// <summary>Appends with one system call.</summary>
    /// <returns>How many bytes were written: all of them, or fewer when the disk is full.</returns>
    /// <exception cref="FileOperationException">Nothing was written.</exception>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Appends all bytes with one system call.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="path">The file, for the message.</param>
    /// <exception cref="FileOperationException">They were not written, or only a part of them.</exception>
    public void WriteAll(ReadOnlySpan<byte> bytes, string path)
    {
        if (Write(bytes) < bytes.Length)
            throw new FileOperationException($"Cannot write '{path}': the disk is full.");
    }

    /// <summary>Whether bytes stand behind the last line feed: a full disk or a power cut tore a line.</summary>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public bool EndsWithTornLine()
    {
        Span<byte> last = stackalloc byte[1];
        long length = GetLength();
        return length > 0 && Read(last, length - 1) == 1 && last[0] != (byte)'\n';
    }

    /// <summary>Takes room on the disk for a write, if the file system can do that, so that it does not fail in the
    /// middle.</summary>
    /// <param name="offset">Where the write starts.</param>
    /// <param name="count">Its size in bytes.</param>
    /// <exception cref="FileOperationException">The disk has not enough room.</exception>
    public virtual void Reserve(long offset, long count)
    {
    }

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; fewer than the span holds at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>The size in bytes.</summary>
    /// <exception cref="FileOperationException">The size cannot be read.</exception>
    public abstract long GetLength();

    /// <summary>Where the last data in a part of the file ends: what follows is a hole, which reads as zeros.</summary>
    /// <param name="end">The end of the part.</param>
    /// <returns><paramref name="end"/> when there is no hole before it, or the file system does not tell.</returns>
    public virtual long EndOfData(long end) => end;

    /// <summary>Sets the size of the file.</summary>
    /// <exception cref="FileOperationException">The size could not be set.</exception>
    public abstract void Truncate(long length);

    /// <summary>Gives the file permission bits of Unix. Does nothing on Windows.</summary>
    /// <exception cref="FileOperationException">They could not be set.</exception>
    public virtual void SetPermissions(int permissions)
    {
    }

    /// <summary>Waits until the disk has what was written.</summary>
    /// <exception cref="FileOperationException">The disk may not have it.</exception>
    public abstract void Sync();

    public abstract void Dispose();
}

/// <summary>A file open for reading. Others may write, rename and delete it meanwhile, and no lock is taken: .NET's own
/// streams take one, at which other programs fail.</summary>
internal abstract class ReadHandle : IDisposable
{
    /// <summary>Identifies the file, whatever its name is by now.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; 0 at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>Reads at an offset until there is no more.</summary>
    /// <param name="offset">Where to begin.</param>
    /// <param name="count">How many bytes to read at most.</param>
    /// <returns>What was read; fewer bytes at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public byte[] ReadFully(long offset, int count)
    {
        byte[] bytes = new byte[count];
        int read = 0;
        while (read < count && Read(bytes.AsSpan(read), offset + read) is > 0 and var more)
            read += more;
        return read == count ? bytes : bytes.AsSpan(0, read).ToArray();
    }

    /// <summary>The size in bytes.</summary>
    /// <exception cref="FileOperationException">The size cannot be read.</exception>
    public abstract long GetLength();

    public abstract void Dispose();

    /// <summary>Opens a file; null when there is none of that name.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public static ReadHandle? TryOpen(string path) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? WindowsReadHandle.TryOpenFile(path)
        : UnixReadHandle.TryOpenFile(path);
}

/// <summary>An open lock file. The lock belongs to this handle alone, and the operating system releases it when the
/// process ends. Not thread-safe.</summary>
internal abstract class LockHandle : IDisposable
{
    /// <summary>Identifies the file.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Takes the exclusive lock if it is free.</summary>
    /// <exception cref="FileOperationException">The file system has no locks.</exception>
    public abstract bool TryLock();

    /// <summary>Releases the lock.</summary>
    public abstract void Unlock();

    /// <summary>Writes a note into the file and replaces the former one. For the holder of the lock.</summary>
    /// <returns>False when it cannot be written. The file then may hold the former note or parts of both.</returns>
    public abstract bool TryWriteNote(ReadOnlySpan<byte> note);

    /// <summary>Reads the note. For the holder of the lock.</summary>
    /// <returns>The size of the note in bytes; 0 when there is none or the file cannot be read.</returns>
    public abstract int ReadNote(Span<byte> note);

    public abstract void Dispose();
}
