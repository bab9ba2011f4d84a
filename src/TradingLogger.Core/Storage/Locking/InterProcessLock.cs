using System.Diagnostics;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Locking;

/// <summary>The right to write a log file, among all processes of the machine. Not thread-safe: its owner has a lock for its
/// own threads.</summary>
/// <remarks>Two lock files: who holds the first may write; who holds the second is the next in line. So a holder that keeps the
/// lock can ask, now and then, whether anybody waits, and no newcomer overtakes the one who does. Both locks are the
/// operating system's: they end with the process, whatever ends it.</remarks>
internal sealed class InterProcessLock(PlatformFiles files, string lockPath, string queuePath) : IDisposable
{
    private const int ShortestPause = 50;
    private const int LongestPause = 1000;
    private static readonly long LongestQueue = Stopwatch.Frequency / 20;

    private LockHandle? _lock;
    private LockHandle? _queue;
    private bool _mustQueue;
    private bool _hasNote;

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
            if (IsInPlace(_lock, lockPath))
                return;
            Dispose();
        }
    }

    /// <summary>Whether another process waits for the lock. Asked by the holder.</summary>
    public bool IsWanted()
    {
        try
        {
            _queue ??= files.OpenLock(queuePath);
            if (!_queue.TryLock())
                return true;
            _queue.Unlock();
            return false;
        }
        catch (FileOperationException)
        {
            // Whoever would wait could not use the queue either. The answer that costs nothing but a moment is yes.
            return true;
        }
    }

    /// <summary>Whether the paths still lead to the lock files that are open; else another process may hold "the" lock too.</summary>
    /// <exception cref="FileOperationException">A path cannot be looked up.</exception>
    public bool IsStillInPlace() => IsInPlace(_lock, lockPath) && IsInPlace(_queue, queuePath);

    /// <summary>Lets go of the lock.</summary>
    /// <param name="isWanted">Whether another process waits: then the next <see cref="Acquire"/> gets in line behind it.</param>
    public void Release(bool isWanted)
    {
        if (!IsHeld)
            return;
        IsHeld = false;
        _mustQueue = isWanted;
        // A few zeros where the note begins: it is none any more.
        if (_hasNote)
            _hasNote = !_lock!.TryWriteNote(stackalloc byte[sizeof(ulong)]);
        _lock!.Unlock();
    }

    /// <summary>Leaves a note to whoever takes the lock when this process dies with it. Asked by the holder.</summary>
    public void TryNote(ReadOnlySpan<byte> note) => _hasNote |= _lock!.TryWriteNote(note);

    /// <summary>Reads what a holder noted that did not let go of the lock itself. Asked by the holder.</summary>
    /// <returns>How many bytes of a note there are.</returns>
    public int ReadNote(Span<byte> note)
    {
        int read = _lock!.ReadNote(note);
        _hasNote |= read > 0;
        return read;
    }

    public void Dispose()
    {
        IsHeld = false;
        _hasNote = false;
        _lock?.Dispose();
        _lock = null;
        _queue?.Dispose();
        _queue = null;
    }

    private bool IsInPlace(LockHandle? handle, string path) =>
        handle is null || files.GetStatus(path)?.Identity == handle.Identity;

    // Whoever is next in line may be stopped or starved: after a while the line is passed by, for the lock itself decides.
    private void QueueFor(LockHandle handle, long deadline, TimeSpan timeout)
    {
        LockHandle queue = _queue ??= files.OpenLock(queuePath);
        bool isNext = TryWaitFor(queue, Math.Min(deadline, Stopwatch.GetTimestamp() + LongestQueue));
        try
        {
            if (!TryWaitFor(handle, deadline))
            {
                throw new FileOperationException(FormattableString.Invariant(
                    $"Cannot lock '{lockPath}': another process has held it for {timeout.TotalSeconds:0.###} seconds (lock_timeout)."));
            }

            _mustQueue = false;
        }
        finally
        {
            if (isNext)
                queue.Unlock();
        }
    }

    private bool TryWaitFor(LockHandle handle, long deadline)
    {
        for (int pause = ShortestPause; !handle.TryLock(); pause = Math.Min(pause * 2, LongestPause))
        {
            if (Stopwatch.GetTimestamp() >= deadline)
                return false;
            files.Pause(pause);
        }

        return true;
    }
}
