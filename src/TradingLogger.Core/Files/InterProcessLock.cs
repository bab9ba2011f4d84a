using System.Diagnostics;

namespace TradingLogging.Files;

/// <summary>The right to write a log file, among all processes of the machine. Not thread-safe: its owner has a lock for its
/// own threads.</summary>
/// <remarks>Two lock files: who holds the first may write; who holds the second is the next in line. So a holder that keeps the
/// lock can ask, now and then, whether anybody waits, and no newcomer overtakes the one who does. Both locks are the
/// operating system's: they end with the process, whatever ends it.</remarks>
internal sealed class InterProcessLock(PlatformFiles files, string lockPath, string queuePath) : IDisposable
{
    private const int ShortestPause = 50;
    private const int LongestPause = 1000;

    private LockHandle? _lock;
    private LockHandle? _queue;
    private bool _mustQueue;

    public bool IsHeld { get; private set; }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FileOperationException">It was not to be had in time, or the lock file cannot be used.</exception>
    public void Acquire(TimeSpan timeout)
    {
        long deadline = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        while (!IsHeld)
        {
            _lock ??= files.OpenLock(lockPath);
            if (_mustQueue || !_lock.TryLock())
                QueueFor(_lock, deadline, timeout);
            IsHeld = true;
            if (IsStillTheLockFile())
                return;
            CloseLock();
        }
    }

    /// <summary>Whether another process waits for the lock. Asked by the holder.</summary>
    /// <exception cref="FileOperationException">The lock file cannot be used.</exception>
    public bool IsWanted()
    {
        _queue ??= files.OpenLock(queuePath);
        if (!_queue.TryLock())
            return true;
        _queue.Unlock();
        return false;
    }

    /// <summary>Whether the path still leads to the file that is locked; else another process may hold "the" lock too.</summary>
    /// <exception cref="FileOperationException">The path cannot be looked up.</exception>
    public bool IsStillTheLockFile() => files.GetStatus(lockPath)?.Identity == _lock?.Identity;

    /// <summary>Lets go of the lock.</summary>
    /// <param name="isWanted">Whether another process waits: then the next <see cref="Acquire"/> gets in line behind it.</param>
    public void Release(bool isWanted)
    {
        if (!IsHeld)
            return;
        IsHeld = false;
        _mustQueue = isWanted;
        _lock!.Unlock();
    }

    public void Dispose()
    {
        CloseLock();
        _queue?.Dispose();
        _queue = null;
    }

    private void CloseLock()
    {
        IsHeld = false;
        _lock?.Dispose();
        _lock = null;
    }

    private void QueueFor(LockHandle handle, long deadline, TimeSpan timeout)
    {
        _queue ??= files.OpenLock(queuePath);
        WaitFor(_queue, deadline, timeout);
        try
        {
            WaitFor(handle, deadline, timeout);
            _mustQueue = false;
        }
        finally
        {
            _queue.Unlock();
        }
    }

    private void WaitFor(LockHandle handle, long deadline, TimeSpan timeout)
    {
        for (int pause = ShortestPause; !handle.TryLock(); pause = Math.Min(pause * 2, LongestPause))
        {
            if (Stopwatch.GetTimestamp() >= deadline)
            {
                throw new FileOperationException(FormattableString.Invariant(
                    $"Cannot lock '{lockPath}': another process has held it for {timeout.TotalSeconds:0.###} seconds (lock_timeout)."));
            }

            files.Pause(pause);
        }
    }
}
