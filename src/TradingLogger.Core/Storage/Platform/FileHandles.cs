using System.Runtime.InteropServices;
using TradingLogging.Storage.Platform.Unix;
using TradingLogging.Storage.Platform.Windows;

namespace TradingLogging.Storage.Platform;

/// <summary>An open file whose every write goes to its end, atomically against the writes of other processes. Not
/// thread-safe.</summary>
internal abstract class AppendHandle : IDisposable
{
    /// <summary>Which file it is.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Whether nobody can reach the file by a name any more.</summary>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public abstract bool IsDeleted { get; }

    /// <summary>Appends by one system call.</summary>
    /// <returns>How many bytes were taken: all of them, or fewer when the disk filled up.</returns>
    /// <exception cref="FileOperationException">Nothing was taken.</exception>
    public abstract int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; fewer than asked for at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>The size in bytes at this moment.</summary>
    /// <exception cref="FileOperationException">The size could not be had.</exception>
    public abstract long GetLength();

    /// <summary>Cuts the file to a length.</summary>
    /// <exception cref="FileOperationException">The file could not be cut.</exception>
    public abstract void Truncate(long length);

    /// <summary>Waits until the disk has what was written.</summary>
    /// <exception cref="FileOperationException">The disk may not have it.</exception>
    public abstract void Sync();

    public abstract void Dispose();
}

/// <summary>A file open for reading that stands in nobody's way: others may write, rename and delete it meanwhile, and no lock
/// is taken (.NET's own streams take one, at which other programs fail).</summary>
internal abstract class ReadHandle : IDisposable
{
    /// <summary>Which file it is, whatever it is called by now.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Reads at an offset.</summary>
    /// <returns>How many bytes were read; 0 at the end of the file.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <summary>The size in bytes at this moment.</summary>
    /// <exception cref="FileOperationException">The size could not be had.</exception>
    public abstract long GetLength();

    public abstract void Dispose();

    /// <summary>Opens a file; null when there is none.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public static ReadHandle? TryOpen(string path) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? WindowsReadHandle.TryOpenFile(path)
        : UnixReadHandle.TryOpenFile(path);
}

/// <summary>An open lock file. The lock belongs to this very handle, whatever thread or process has others, and the operating
/// system lets go of it when the process dies. Not thread-safe.</summary>
internal abstract class LockHandle : IDisposable
{
    /// <summary>Which file it is.</summary>
    public abstract FileIdentity Identity { get; }

    /// <summary>Takes the exclusive lock if nobody has it.</summary>
    /// <exception cref="FileOperationException">The file system gives no locks.</exception>
    public abstract bool TryLock();

    /// <summary>Lets go of the lock.</summary>
    public abstract void Unlock();

    /// <summary>Writes a note into the file, over a former one. For the holder of the lock.</summary>
    /// <returns>False when the file does not take it; what stands in it then may be the former note or a part of either.</returns>
    public abstract bool TryWriteNote(ReadOnlySpan<byte> note);

    /// <summary>Reads the note. For the holder of the lock.</summary>
    /// <returns>How many bytes there are; 0 also when the file cannot be read.</returns>
    public abstract int ReadNote(Span<byte> note);

    public abstract void Dispose();
}
