using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using TradingLogging.Reading;

namespace TradingLogging.Live.Sources;

/// <summary>What was written to a log, or what stands there and is none of both.</summary>
/// <param name="Event">An event of the trade log.</param>
/// <param name="Entry">A record of the text log.</param>
/// <param name="Damage">Bytes of the trade log that are no event.</param>
internal readonly record struct LiveRecord(TradeEvent? Event, TradingLogEntry? Entry, LogDamage? Damage);

/// <summary>Gives what is written to the logs of a directory, as it is written. Each log is read by a thread of its
/// own. The records of one log come in its order. What stood in both logs at the start comes in the order of time, so
/// that neither is taken for late because the other one was read faster. Writers are not hindered.</summary>
internal sealed class LiveFeed : IDisposable
{
    private const int QueuedRecords = 4096;

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Action<string> _warn;
    private readonly List<Log> _logs = [];
    private ExceptionDispatchInfo? _failure;

    /// <param name="directory">The log directory.</param>
    /// <param name="since">The first moment that is wanted; null for what is written from now on.</param>
    /// <param name="withText">Whether the text log is read too.</param>
    /// <param name="warn">Is told of a file that cannot be read, on the thread that reads it.</param>
    /// <exception cref="IOException">The directory does not exist, or a file cannot be opened.</exception>
    public LiveFeed(string directory, DateTimeOffset? since, bool withText, Action<string> warn)
    {
        _warn = warn;
        var trades = new Log();
        IEnumerable<TradeEvent> events = TradeLog.InDirectory(directory).Follow(
            new TradeQuery { Since = since },
            Options(trades, damage => Give(trades, new LiveRecord(null, null, damage))));
        Prepare(trades, "trades", events.Select(read => new LiveRecord(read, null, null)));
        if (withText)
        {
            var text = new Log();
            IEnumerable<TradingLogEntry> entries = TradingLog.InDirectory(directory).Follow(
                new TradingLogQuery { Since = since }, Options(text, damaged: null));
            Prepare(text, "text", entries.Select(read => new LiveRecord(null, read, null)));
        }

        _logs.ForEach(log => log.Thread!.Start());
    }

    /// <summary>Whether everything was given that stood in the logs when they were last read to their ends.</summary>
    public bool IsCaughtUp => _logs.TrueForAll(log => !log.IsBehind && log.IsEmpty);

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="timeout">How long to wait for one.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>False when none came in that time.</returns>
    /// <exception cref="IOException">A log can no longer be read.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public bool TryTake(out LiveRecord record, TimeSpan timeout, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        while (!TryTake(out record))
        {
            Volatile.Read(ref _failure)?.Throw();
            TimeSpan left = timeout - waited.Elapsed;
            // Of news that came long ago nothing may be left.
            if (!_news.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation) && left <= TimeSpan.Zero)
                return false;
        }

        return true;
    }

    public void Dispose()
    {
        _end.Cancel();
        foreach (Log log in _logs)
        {
            log.Thread!.Join();
            log.Queue.Dispose();
        }

        _news.Dispose();
        _end.Dispose();
    }

    private bool TryTake(out LiveRecord record)
    {
        Log? first = null;
        foreach (Log log in _logs)
        {
            // In this order: a log that has just caught up has given all of it.
            bool isBehind = log.IsBehind;
            if (!log.TryPeek(out LiveRecord head))
            {
                if (!isBehind)
                    continue;
                record = default;
                return false;
            }

            if (first is null || MomentOf(head) < MomentOf(first.Head))
                first = log;
        }

        record = first?.Take() ?? default;
        return first is not null;
    }

    // Damage has no time: it comes at once.
    private static DateTimeOffset MomentOf(LiveRecord record) =>
        record.Event?.Timestamp ?? record.Entry?.Timestamp ?? DateTimeOffset.MinValue;

    // Each log is behind until it has been read to the end for the first time.
    private LogReadOptions Options(Log log, Action<LogDamage>? damaged) => new()
    {
        Damaged = damaged,
        Failed = exception => _warn(exception.Message),
        Cancellation = _end.Token,
        Idle = () =>
        {
            if (!log.IsBehind)
                return;
            log.IsBehind = false;
            _news.Release();
        },
    };

    private void Prepare(Log log, string name, IEnumerable<LiveRecord> records)
    {
        log.Thread = new Thread(() => Read(log, records)) { IsBackground = true, Name = $"Live {name}" };
        _logs.Add(log);
    }

    private void Read(Log log, IEnumerable<LiveRecord> records)
    {
        try
        {
            foreach (LiveRecord record in records)
                Give(log, record);
        }
        catch (OperationCanceledException)
        {
            // This is how following ends.
        }
        catch (Exception exception)
        {
            // Whoever takes records is told: nobody else hears of a thread that ends.
            Volatile.Write(ref _failure, ExceptionDispatchInfo.Capture(exception));
            _news.Release();
        }
    }

    private void Give(Log log, LiveRecord record)
    {
        log.Queue.Add(record, _end.Token);
        // One that waits needs no count of what waits for it.
        if (_news.CurrentCount == 0)
            _news.Release();
    }

    /// <summary>What was read of a log and not taken yet.</summary>
    private sealed class Log
    {
        private volatile bool _isBehind = true;
        private LiveRecord? _head;

        public BlockingCollection<LiveRecord> Queue { get; } = new(QueuedRecords);

        public Thread? Thread { get; set; }

        public bool IsBehind
        {
            get => _isBehind;
            set => _isBehind = value;
        }

        public bool IsEmpty => _head is null && Queue.Count == 0;

        public LiveRecord Head => _head!.Value;

        public bool TryPeek(out LiveRecord head)
        {
            if (_head is null && Queue.TryTake(out LiveRecord next))
                _head = next;
            head = _head ?? default;
            return _head is not null;
        }

        public LiveRecord Take()
        {
            LiveRecord taken = Head;
            _head = null;
            return taken;
        }
    }
}
