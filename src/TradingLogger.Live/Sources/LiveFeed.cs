using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TradingLogging.Reading;

namespace TradingLogging.Live.Sources;

/// <summary>What was written to a log, or what stands there and is none of both.</summary>
/// <param name="Event">An event of the trade log.</param>
/// <param name="Entry">A record of the text log.</param>
/// <param name="Damage">Bytes of the trade log that are no event.</param>
internal readonly record struct LiveRecord(TradeEvent? Event, TradingLogEntry? Entry, LogDamage? Damage);

/// <summary>Gives what is written to the logs of a directory, as it is written. Each log is read by a thread of its own;
/// the records of one log come in its order. Writers are not hindered.</summary>
internal sealed class LiveFeed : IDisposable
{
    private const int QueuedRecords = 4096;

    private readonly BlockingCollection<LiveRecord> _queue = new(QueuedRecords);
    private readonly CancellationTokenSource _end = new();
    private readonly Action<string> _warn;
    private readonly List<Thread> _threads = [];
    private ExceptionDispatchInfo? _failure;
    private int _behind;

    /// <param name="directory">The log directory.</param>
    /// <param name="since">The first moment that is wanted; null for what is written from now on.</param>
    /// <param name="withText">Whether the text log is read too.</param>
    /// <param name="warn">Is told of a file that cannot be read, on the thread that reads it.</param>
    /// <exception cref="IOException">The directory does not exist, or a file cannot be opened.</exception>
    public LiveFeed(string directory, DateTimeOffset? since, bool withText, Action<string> warn)
    {
        _warn = warn;
        IEnumerable<TradeEvent> events = TradeLog.InDirectory(directory).Follow(
            new TradeQuery { Since = since }, Options(damage => Give(new LiveRecord(null, null, damage))));
        Start("trades", events.Select(read => new LiveRecord(read, null, null)));
        if (!withText)
            return;
        IEnumerable<TradingLogEntry> entries = TradingLog.InDirectory(directory).Follow(
            new TradingLogQuery { Since = since }, Options(damaged: null));
        Start("text", entries.Select(read => new LiveRecord(null, read, null)));
    }

    /// <summary>Whether everything was given that stood in the logs when they were last read to their ends.</summary>
    public bool IsCaughtUp => Volatile.Read(ref _behind) == 0 && _queue.Count == 0;

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="timeout">How long to wait for one.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>False when none came in that time.</returns>
    /// <exception cref="IOException">A log can no longer be read.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public bool TryTake(out LiveRecord record, TimeSpan timeout, CancellationToken cancellation)
    {
        if (_queue.TryTake(out record, (int)timeout.TotalMilliseconds, cancellation))
            return true;
        Volatile.Read(ref _failure)?.Throw();
        return false;
    }

    public void Dispose()
    {
        _end.Cancel();
        foreach (Thread thread in _threads)
            thread.Join();
        _queue.Dispose();
        _end.Dispose();
    }

    // Each thread is behind until its log has been read to the end for the first time.
    private LogReadOptions Options(Action<LogDamage>? damaged)
    {
        bool isBehind = true;
        _behind++;
        return new LogReadOptions
        {
            Damaged = damaged,
            Failed = exception => _warn(exception.Message),
            Cancellation = _end.Token,
            Idle = () =>
            {
                if (isBehind)
                    Interlocked.Decrement(ref _behind);
                isBehind = false;
            },
        };
    }

    private void Start(string log, IEnumerable<LiveRecord> records)
    {
        var thread = new Thread(() => Read(records)) { IsBackground = true, Name = $"Live {log}" };
        _threads.Add(thread);
        thread.Start();
    }

    private void Read(IEnumerable<LiveRecord> records)
    {
        try
        {
            foreach (LiveRecord record in records)
                Give(record);
        }
        catch (OperationCanceledException)
        {
            // This is how following ends.
        }
        catch (Exception exception)
        {
            // Whoever takes records is told: nobody else hears of a thread that ends.
            Volatile.Write(ref _failure, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private void Give(LiveRecord record) => _queue.Add(record, _end.Token);
}
