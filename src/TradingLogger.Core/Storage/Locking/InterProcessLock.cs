using System.Buffers.Binary;
using System.Diagnostics;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Locking;

/// <summary>The right to write a log file, among all processes of the machine. Not thread-safe: its owner has a gate
/// for its own threads.</summary>
/// <remarks>There are two lock files. The holder of the first may write; the holder of the second is the next in line.
/// So a holder that keeps the lock can check whether another process waits, and no newcomer overtakes the one that
/// waits. Both are locks of the operating system: they end with the process, however it ends.</remarks>
internal sealed class InterProcessLock(PlatformFiles files, string lockPath, string queuePath) : IDisposable
{
    private const int ShortestPause = 50;
    private const int LongestPause = 1000;
    private const int LongestPauseBehind = 8000;
    private const double CrowdedAfterSeconds = 0.05;
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(50);
    private static readonly long CrowdedTurn = Stopwatch.Frequency / 5000;

    private LockHandle? _lock;
    private LockHandle? _queue;
    private long _turnBegan;
    private bool _mustQueue;
    private bool _hasNote;

    /// <summary>Whether this process holds the lock.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether this process waited so long that dozens seem to write: then it must not keep the lock between
    /// records, and its turns are short. A holder that is not running, as it happens to one that writes on a processor
    /// with many others, would keep all of them waiting until their time is up.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>The lock of a log file: <c>.trades.log.lock</c> and <c>.trades.log.queue</c> beside
    /// <c>trades.log</c>.</summary>
    public static InterProcessLock Of(PlatformFiles files, string logPath)
    {
        string directory = Path.GetDirectoryName(logPath)!;
        string name = Path.GetFileName(logPath);
        return new InterProcessLock(
            files,
            Path.Combine(directory, $".{name}.lock"),
            Path.Combine(directory, $".{name}.queue"));
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FileOperationException">Another process held the lock for the whole time, or the lock file
    /// cannot be used.</exception>
    public void Acquire(TimeSpan timeout)
    {
        while (!IsHeld)
        {
            _lock ??= files.OpenLock(lockPath);
            if (_mustQueue || !_lock.TryLock())
                QueueFor(_lock, timeout);
            IsHeld = true;
            if (IsInPlace(_lock, lockPath))
                return;
            Dispose();
        }
    }

    /// <summary>Whether another process waits for the lock. For the holder.</summary>
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
            // A process that waits cannot use the queue either. Releasing the lock for nothing costs only a moment.
            return true;
        }
    }

    /// <summary>Whether the paths still lead to the open lock files. If not, another process may hold the lock
    /// too.</summary>
    /// <exception cref="FileOperationException">A path cannot be looked up.</exception>
    public bool IsStillInPlace() => IsInPlace(_lock, lockPath) && IsInPlace(_queue, queuePath);

    /// <summary>Releases the lock.</summary>
    /// <param name="isWanted">Whether another process waits. The next <see cref="Acquire"/> then queues behind
    /// it.</param>
    public void Release(bool isWanted)
    {
        if (!IsHeld)
            return;
        IsHeld = false;
        _mustQueue = isWanted || (IsCrowded && Stopwatch.GetTimestamp() - _turnBegan > CrowdedTurn);
        // Zeros at the start of the note make it invalid.
        if (_hasNote)
            _hasNote = !_lock!.TryWriteNote(stackalloc byte[sizeof(ulong)]);
        _lock!.Unlock();
    }

    /// <summary>Leaves a note for the next holder, in case this process dies while it holds the lock. For the
    /// holder.</summary>
    public void TryNote(ReadOnlySpan<byte> note) => _hasNote |= _lock!.TryWriteNote(note);

    /// <summary>Reads the note of a holder that did not release the lock itself. For the holder.</summary>
    /// <returns>The size of the note in bytes; 0 when there is none.</returns>
    public int ReadNote(Span<byte> note)
    {
        int read = _lock!.ReadNote(note);
        // A note that was removed begins with zeros.
        _hasNote |= read >= sizeof(ulong) && BinaryPrimitives.ReadUInt64LittleEndian(note) != 0;
        return read;
    }

    /// <summary>Releases the lock and closes the lock files. <see cref="Acquire"/> opens them again.</summary>
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

    // The next in line may be a stopped or starved process. After 50 ms others stop waiting for their turn: the lock
    // decides. They look less often than the next in line, and whoever finds its place free takes it: many that look
    // all the time would take the processor from the one that holds the lock. Who has waited longer looks more often,
    // so that of dozens none is passed over until its time is up.
    private void QueueFor(LockHandle handle, TimeSpan timeout)
    {
        LockHandle queue = _queue ??= files.OpenLock(queuePath);
        bool isNext = TryWaitFor(queue, timeout < LongestQueue ? timeout : LongestQueue);
        try
        {
            var budget = new WaitBudget(timeout, Stopwatch.GetTimestamp());
            for (int pause = ShortestPause; !handle.TryLock(); pause *= 2)
            {
                if (budget.IsSpent(Stopwatch.GetTimestamp()))
                    throw LockTimeoutError(timeout);
                isNext = isNext || queue.TryLock();
                pause = Math.Min(pause, isNext ? LongestPause : PauseBehind(budget.SecondsWaited));
                files.Pause(pause);
            }

            _mustQueue = false;
            IsCrowded = budget.SecondsWaited > CrowdedAfterSeconds;
            _turnBegan = Stopwatch.GetTimestamp();
        }
        finally
        {
            if (isNext)
                queue.Unlock();
        }
    }

    /// <summary>How long a process that is not the next in line pauses between two looks, in microseconds.</summary>
    /// <param name="seconds">How long it has waited.</param>
    internal static int PauseBehind(double seconds) =>
        Math.Max(LongestPause, LongestPauseBehind >> (int)Math.Min(seconds, 8));

    private bool TryWaitFor(LockHandle handle, TimeSpan timeout)
    {
        var budget = new WaitBudget(timeout, Stopwatch.GetTimestamp());
        for (int pause = ShortestPause; !handle.TryLock(); pause = Math.Min(pause * 2, LongestPause))
        {
            if (budget.IsSpent(Stopwatch.GetTimestamp()))
                return false;
            files.Pause(pause);
        }

        return true;
    }

    private FileOperationException LockTimeoutError(TimeSpan timeout) => new(FormattableString.Invariant(
        $"Cannot lock '{lockPath}': another process has held it for {timeout.TotalSeconds:0.###} s (lock_timeout)."));
}

/// <summary>The time that is left to wait for a lock. Time in which the process itself was stopped, such as by
/// <c>SIGSTOP</c>, does not count: between two looks at the clock at most 100 ms are taken off.</summary>
/// <param name="timeout">How long to wait.</param>
/// <param name="now">The time of <see cref="Stopwatch"/>.</param>
internal struct WaitBudget(TimeSpan timeout, long now)
{
    private static readonly long LongestStep = Stopwatch.Frequency / 10;

    private readonly long _whole = (long)(timeout.TotalSeconds * Stopwatch.Frequency);
    private long _left = (long)(timeout.TotalSeconds * Stopwatch.Frequency);
    private long _last = now;

    /// <summary>How long the next wait may last: no longer than what is left, and 50 ms at most.</summary>
    public readonly TimeSpan NextWait => TimeSpan.FromSeconds(Math.Min(0.05, _left / (double)Stopwatch.Frequency));

    /// <summary>The time that was taken off, in seconds.</summary>
    public readonly double SecondsWaited => (_whole - _left) / (double)Stopwatch.Frequency;

    /// <summary>Takes off the time since the last call, and tells whether nothing is left.</summary>
    /// <param name="now">The time of <see cref="Stopwatch"/>.</param>
    public bool IsSpent(long now)
    {
        _left -= Math.Min(now - _last, LongestStep);
        _last = now;
        return _left <= 0;
    }
}
