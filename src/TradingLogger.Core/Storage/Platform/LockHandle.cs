namespace TradingLogging.Storage.Platform;

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
