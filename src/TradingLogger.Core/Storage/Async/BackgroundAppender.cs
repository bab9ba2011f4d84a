using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Async;

/// <summary>Appends lines to a file on a thread of its own (<c>mode = async</c>). Lines that wait are in a queue that
/// outlives the process. They are bounded: when there is no room, callers wait, and nothing is dropped.</summary>
/// <remarks>There are two blocks: callers fill one while the thread writes the other.</remarks>
internal sealed class BackgroundAppender : IDisposable
{
    // To wake the thread for each record would cost the caller more than to write the record. So the thread polls for
    // 100 ms before it sleeps.
    private const int PauseMilliseconds = 2;
    private const int PausesBeforeSleep = 50;
    private const int HalfFull = QueueFile.BlockCapacity / 2;

    // Longer than the default action of a signal takes, handlers of others included.
    private const double DirectSeconds = 15;

    // A disk that is full stays so for a while.
    private const int FirstRetryMilliseconds = 20;
    private const int LastRetryMilliseconds = 1000;

    // For an attempt that waits for a lock.
    private static readonly TimeSpan AttemptBound = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly QueueMerge _log;
    private readonly OwnQueue _queue;
    private readonly AppendFileOptions _options;
    private readonly Func<ThreadStart, string, Thread?> _start;
    private QueueBlock? _filling;
    private QueueBlock? _draining;
    private FileOperationException? _failure;
    private WaitBudget _patience;
    private Thread? _thread;
    private long _sequence;
    private long _directUntil;
    private int _failures;
    private bool _isAsleep;
    private bool _isClosed;

    /// <param name="log">Writes to the log.</param>
    /// <param name="open">Makes the queue; throws <see cref="FileOperationException"/> when there can be none.</param>
    /// <param name="options">Who is warned, and how long a caller waits for a log that fails.</param>
    /// <param name="start">Starts a thread; null for one of this process.</param>
    public BackgroundAppender(
        QueueMerge log,
        Func<QueueFile> open,
        AppendFileOptions options,
        Func<ThreadStart, string, Thread?>? start = null)
    {
        (_log, _queue, _options) = (log, new OwnQueue(open, options.Warn), options);
        _patience = new WaitBudget(options.LockTimeout, Stopwatch.GetTimestamp());
        _start = start ?? BackgroundThread.TryStart;
        ProcessEnd.Add(OnEnding);
    }

    /// <summary>Takes lines, as soon as there is room for them.</summary>
    /// <returns>False when the caller must write the lines itself: no thread or no queue can be had, or the lines are
    /// more than a queue holds. All lines that were taken before are in the log then.</returns>
    /// <exception cref="FileOperationException">The queue is full, and the log has failed for too long.</exception>
    public bool TryTake(in AppendRequest request)
    {
        lock (_gate)
        {
            bool isReady = _thread is not null && !_isClosed && _directUntil == 0 && _filling!.HasRoomFor(request);
            if (!isReady && !WaitUntilReady(request))
                return false;
            Take(request);
            return true;
        }
    }

    /// <summary>Waits until everything that was taken is written. What cannot be written stays in the queue, for the
    /// next process that writes or reads the log.</summary>
    public void Dispose()
    {
        ProcessEnd.Remove(OnEnding);
        Close();
    }

    /// <summary>Writes what waits, because the process may end.</summary>
    /// <param name="mayLiveOn">Whether it may live on, as PowerShell does after Ctrl+C. Then callers write their
    /// lines themselves for a while, so that nothing waits when the process ends after all.</param>
    public void OnEnding(bool mayLiveOn)
    {
        if (!mayLiveOn)
        {
            Close();
            return;
        }

        lock (_gate)
        {
            _directUntil = Stopwatch.GetTimestamp() + (long)(DirectSeconds * Stopwatch.Frequency);
            Monitor.PulseAll(_gate);
            WaitFor(() => IsIdle, ProcessEnd.Bound);
        }
    }

    private bool IsIdle => _filling is not { Length: > 0 } && _draining is not { Length: > 0 };

    // The bound is for a disk that does not answer. For a log that fails once more nobody waits either: what waits
    // stays in the queue.
    private bool WaitFor(Func<bool> isDone, TimeSpan bound)
    {
        long start = Stopwatch.GetTimestamp();
        int failures = _failures;
        while (!isDone())
        {
            if (_failure is not null && _failures != failures)
                return false;
            TimeSpan rest = bound - TimeSpan.FromSeconds(
                (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency);
            if (rest <= TimeSpan.Zero || !Monitor.Wait(_gate, rest))
                return isDone();
        }

        return true;
    }

    private void Close()
    {
        Thread? thread;
        lock (_gate)
        {
            _isClosed = true;
            thread = _thread;
            Monitor.PulseAll(_gate);
        }

        thread?.Join();
        lock (_gate)
        {
            _filling = _draining = null;
            _queue.Leave(_failure);
        }
    }

    // Not inlined: a method that waits prepares for it at each call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool WaitUntilReady(in AppendRequest request)
    {
        if ((_directUntil != 0 && MustWriteDirectly()) || _isClosed || !_queue.TryOpen(out QueueFile? queue))
            return false;
        if (_thread is null)
        {
            (_filling, _draining) = (queue.Blocks[0], queue.Blocks[1]);
            _thread = _start(Run, "TradingLogger background writer");
        }

        if (_thread is null)
            return false;
        bool isTooLong = request.Lines.Length > QueueFile.BlockCapacity;
        while (!_isClosed && !(isTooLong ? IsIdle : _filling!.HasRoomFor(request)))
            WaitOnce();
        return !_isClosed && !isTooLong;
    }

    // A log that is only slow is waited for; one that fails is not: once it has failed for lock_timeout, calls fail
    // after one more attempt, until it takes lines again.
    private void WaitOnce()
    {
        if (_failure is { } failure && _patience.IsSpent(Stopwatch.GetTimestamp()) && !IsTakenAtLast())
        {
            throw new FileOperationException(
                $"{failure.Message} The queue of mode = async is full of records that wait for it.", failure)
            {
                ErrorNumber = failure.ErrorNumber,
            };
        }

        if (_failure is null)
            _patience = new WaitBudget(_options.LockTimeout, Stopwatch.GetTimestamp());
        Monitor.Wait(_gate, PauseMilliseconds * PausesBeforeSleep);
    }

    // Nobody is refused for what was so a second ago.
    private bool IsTakenAtLast()
    {
        Monitor.PulseAll(_gate);
        return WaitFor(() => _failure is null, AttemptBound);
    }

    private bool MustWriteDirectly()
    {
        if (Stopwatch.GetTimestamp() >= _directUntil)
        {
            _directUntil = 0;
            return false;
        }

        // Behind lines that cannot be written yet, this one has to wait as well.
        return _failure is null && WaitFor(() => IsIdle, ProcessEnd.Bound);
    }

    private void Take(in AppendRequest request)
    {
        QueueBlock filling = _filling!;
        int before = filling.Length;
        filling.Add(request, ++_sequence);
        bool isHalfFull = before < HalfFull && filling.Length >= HalfFull;
        if (_isAsleep || isHalfFull)
            Monitor.PulseAll(_gate);
    }

    private void Run()
    {
        while (WaitForLines() is { } block)
        {
            if (!TryWrite(block, isFirst: true) && !Retry(block))
                return;
            lock (_gate)
            {
                block.Clear();
                _failure = null;
                _patience = new WaitBudget(_options.LockTimeout, Stopwatch.GetTimestamp());
                Monitor.PulseAll(_gate);
            }
        }
    }

    // When the log is closed, it is tried once more.
    private bool Retry(QueueBlock block)
    {
        bool isLast = false;
        for (int pause = FirstRetryMilliseconds; !isLast; pause = Math.Min(2 * pause, LastRetryMilliseconds))
        {
            isLast = PauseAfterFailure(pause);
            if (TryWrite(block, isFirst: false))
                return true;
        }

        return false;
    }

    private bool PauseAfterFailure(int milliseconds)
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
            if (!_isClosed)
                Monitor.Wait(_gate, milliseconds);
            return _isClosed;
        }
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "No caller is there to hear of it, and a background thread must not end the process.")]
    private bool TryWrite(QueueBlock block, bool isFirst)
    {
        try
        {
            if (isFirst)
                _log.Write(block);
            else
                _log.WriteRest(block);
            return true;
        }
        catch (Exception exception)
        {
            bool isNew = _failure is null;
            _failures++;
            _failure = exception as FileOperationException ?? new FileOperationException(exception.Message, exception);
            string records = FormattableString.Invariant($"{block.Records} records and those after them wait");
            if (isNew)
                _options.Warn($"{exception.Message} {records} (mode = async).");

            return false;
        }
    }

    private QueueBlock? WaitForLines()
    {
        lock (_gate)
        {
            for (int pause = 0; IsWorthWaiting(pause); pause++)
                Pause(pause);
            (_filling, _draining) = (_draining, _filling);
            Monitor.PulseAll(_gate);
            return _draining!.Length > 0 ? _draining : null;
        }
    }

    private bool IsWorthWaiting(int pause) => !_isClosed
        && _filling!.Length < HalfFull
        && (_filling.Length == 0 || pause == 0);

    private void Pause(int pause)
    {
        _isAsleep = pause > PausesBeforeSleep;
        Monitor.Wait(_gate, _isAsleep ? Timeout.Infinite : PauseMilliseconds);
        _isAsleep = false;
    }
}
