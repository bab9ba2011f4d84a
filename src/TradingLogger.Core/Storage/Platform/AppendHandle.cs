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
