using System.Diagnostics;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Locking;

/// <summary>The owner of a lock that may be kept between two records.</summary>
internal interface ILeaseHolder
{
    /// <summary>How many records were appended so far.</summary>
    long Appended { get; }

    /// <summary>Releases the lock, unless a thread is appending.</summary>
    /// <returns>Whether the lock was released.</returns>
    bool TryRelease();
}

/// <summary>Decides how long a writer keeps its lock between two records. A writer in full swing keeps it, which saves
/// two system calls a record. A background thread takes it from a writer that has paused, and tells one that has not
/// when to check whether another process waits and whether its file is still in place.</summary>
/// <remarks>All members but <see cref="OnTick"/> are called by the thread that holds the owner's gate.</remarks>
/// <param name="holder">The owner of the lock.</param>
/// <param name="timer">Calls <see cref="OnTick"/>; null for the timer of the process.</param>
internal sealed class LockLease(ILeaseHolder holder, LockLeaseTimer? timer = null)
{
    private const int TicksBetweenQueueChecks = 2;
    private const int TicksBetweenFileChecks = 50;

    // A writer is in full swing after so many records between which it pauses or waits for less than 5 ms; how long
    // the system takes to append them does not count. One that writes only a few and ends leaves the lock to others at
    // once: on a busy machine it may not run again for long.
    private const int RecordsBeforeFullSwing = 16;
    private static readonly long FullSwing = Stopwatch.Frequency / 200;

    private readonly LockLeaseTimer _timer = timer ?? LockLeaseTimer.Shared;

    private volatile bool _isKept;
    private volatile Check _due;
    private long _lastRecord;
    private bool _isInARow;
    private int _recordsInARow;
    private long _appendedAtLastTick;
    private int _ticks;

    private enum Check
    {
        None,
        Queue,
        File,
    }

    /// <summary>Whether the lock is kept although no record is being written.</summary>
    public bool IsKept => _isKept;

    /// <summary>Whether a check is due.</summary>
    public bool IsCheckDue => _due != Check.None;

    /// <summary>Whether it is time to check that lock and file are still in place. The check of the queue is due
    /// next.</summary>
    public bool TakeFileCheck()
    {
        if (_due != Check.File)
            return false;
        _due = Check.Queue;
        return true;
    }

    /// <summary>Whether it is time to check if another process waits for the lock.</summary>
    public bool TakeQueueCheck()
    {
        if (_due != Check.Queue)
            return false;
        _due = Check.None;
        return true;
    }

    /// <summary>Says that the lock has been taken for a record.</summary>
    public void Begin() => _isInARow = Stopwatch.GetTimestamp() - _lastRecord < FullSwing;

    /// <summary>Keeps the lock after a record if the writer is in full swing.</summary>
    /// <returns>Whether it is kept; else the caller releases it.</returns>
    public bool TryKeep()
    {
        _recordsInARow = _isInARow ? _recordsInARow + 1 : 0;
        _lastRecord = Stopwatch.GetTimestamp();
        if (_recordsInARow < RecordsBeforeFullSwing)
            return false;
        _isKept = true;
        // A lock is never kept without the thread that takes it back.
        if (!TryWatch())
            _isKept = false;
        return _isKept;
    }

    /// <summary>Ends the lease: the lock has been released, or is about to be.</summary>
    public void End() => _isKept = false;

    /// <summary>Lets the next record count as one in full swing, although another process has had the lock
    /// meanwhile.</summary>
    public void Resume() => _lastRecord = Stopwatch.GetTimestamp();

    /// <summary>Called every few milliseconds while the lock is kept.</summary>
    public void OnTick()
    {
        long appended = holder.Appended;
        if (appended == _appendedAtLastTick && holder.TryRelease())
            return;

        _appendedAtLastTick = appended;
        _ticks++;
        if (_ticks % TicksBetweenFileChecks == 0)
            _due = Check.File;
        else if (_ticks % TicksBetweenQueueChecks == 0 && _due == Check.None)
            _due = Check.Queue;
    }

    // The record is in the file: an interrupt meets the thread at its next wait.
    private bool TryWatch()
    {
        try
        {
            return _timer.TryWatch(this);
        }
        catch (ThreadInterruptedException)
        {
            Thread.CurrentThread.Interrupt();
            return false;
        }
    }
}

/// <summary>The background thread of all leases of the process. It sleeps while no lock is kept.</summary>
/// <param name="start">Starts a thread; null when none can be had.</param>
internal sealed class LockLeaseTimer(Func<ThreadStart, string, Thread?> start)
{
    private const int TickMilliseconds = 2;

    private static readonly long PauseAfterFailure = Stopwatch.Frequency;

    private readonly List<LockLease> _watched = [];
    private Thread? _thread;
    private long _nextAttempt;

    /// <summary>The timer of the process.</summary>
    public static LockLeaseTimer Shared { get; } = new(BackgroundThread.TryStart);

    /// <summary>Watches a lease until it ends.</summary>
    /// <returns>False when no thread can be had.</returns>
    public bool TryWatch(LockLease lease)
    {
        lock (_watched)
        {
            if (!IsRunning())
                return false;
            if (!_watched.Contains(lease))
                _watched.Add(lease);
            Monitor.Pulse(_watched);
            return true;
        }
    }

    private bool IsRunning()
    {
        if (_thread is not null)
            return true;
        long now = Stopwatch.GetTimestamp();
        if (now < _nextAttempt)
            return false;
        _thread = start(Run, "TradingLogger lock lease");
        _nextAttempt = now + PauseAfterFailure;
        return _thread is not null;
    }

    private void Run()
    {
        while (true)
        {
            foreach (LockLease lease in WaitForWork())
            {
                lease.OnTick();
                Forget(lease);
            }

            Thread.Sleep(TickMilliseconds);
        }
    }

    private LockLease[] WaitForWork()
    {
        lock (_watched)
        {
            while (_watched.Count == 0)
                Monitor.Wait(_watched);
            return [.. _watched];
        }
    }

    // A writer first sets IsKept and then asks to be watched, so the answer cannot be stale here.
    private void Forget(LockLease lease)
    {
        lock (_watched)
        {
            if (!lease.IsKept)
                _watched.Remove(lease);
        }
    }
}
