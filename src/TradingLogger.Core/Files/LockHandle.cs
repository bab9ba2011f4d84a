namespace TradingLogging.Files;

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

    public abstract void Dispose();
}
