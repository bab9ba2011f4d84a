using System.Runtime.ExceptionServices;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads the wanted events of a log on several processors: chunks of whole lines are taken from the files one
/// after the other, and parsed at the same time. Events, and what a reader tells, come in the order of the log, on the
/// thread that asks for them.</summary>
/// <remarks>The thread that asks parses too, whenever the chunk that comes next is not ready. The others begin when it
/// asks for the second chunk: a small log is read without them.</remarks>
internal sealed class ChunkedReading : IDisposable
{
    // Only one at a time takes lines from a file: more would wait for each other.
    private const int MostHelpers = 7;

    private const int EventsBetweenLooks = 256;

    private static readonly int Helpers = Math.Min(Environment.ProcessorCount - 1, MostHelpers);

    private readonly TradeQuery _query;
    private readonly LogReadOptions _options;
    private readonly Action<LogDamage>? _damaged;
    private readonly LogFileQueue _files;
    private readonly ProgressPace _pace;
    private readonly object _gate = new();
    private readonly Queue<LineChunk> _ahead = new();
    private readonly Stack<LineChunk> _free = new();
    private readonly GarbageBudget _garbage = new();
    private LogFileLines? _lines;
    private LineChunk? _filled;
    private int _helpers;
    private bool _hasEnded;

    /// <param name="query">Which events are wanted, by time, action and symbol.</param>
    /// <param name="options">Who is told, and what ends reading.</param>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    public ChunkedReading(TradeQuery query, LogReadOptions options, LogFileQueue files)
    {
        _query = query.ForSeveralThreads();
        // Progress is how far the thread is that asks for the events.
        _options = options.Noticing(notice => _filled!.Add(notice), options.Cancellation) with { Progress = null };
        _pace = new ProgressPace(options.Progress);
        _files = files;
        _damaged = options.Damaged;
    }

    /// <summary>Whether events can be read this way.</summary>
    /// <param name="query">What it asks the caller is asked on the caller's thread.</param>
    /// <param name="options">So is who is told of members that stay encrypted.</param>
    public static bool IsFor(TradeQuery query, LogReadOptions options) =>
        Helpers > 0 && !query.AsksCaller && options.Keys is null;

    /// <summary>Reads the events.</summary>
    public IEnumerable<TradeEvent> Read()
    {
        long left = _query.First ?? long.MaxValue;
        try
        {
            while (left > 0 && Next() is { } chunk)
            {
                for (int index = 0; index < chunk.Events.Count; index++)
                {
                    _options.Cancellation.ThrowIfCancellationRequested();
                    chunk.TellBefore(index);
                    if (index % EventsBetweenLooks == 0 && _pace.IsDue)
                        _pace.Report(chunk.ProgressBefore(index));
                    yield return chunk.Events[index];
                    if (--left == 0)
                        yield break;
                }

                chunk.TellBefore(chunk.Events.Count);
                if (_pace.IsDue)
                    _pace.Report(chunk.ProgressBefore(chunk.Events.Count));
                chunk.Failure?.Throw();
                GiveBack(chunk);
                _garbage.Keep();
            }
        }
        finally
        {
            Dispose();
        }
    }

    private LineChunk? Next()
    {
        while (true)
        {
            LineChunk? taken;
            lock (_gate)
            {
                if (_ahead.Count > 0 && _ahead.Peek().IsParsed)
                    return _ahead.Dequeue();
                taken = TryTake();
                if (taken is null && _ahead.Count == 0)
                    return null;
                if (taken is null)
                    Monitor.Wait(_gate);
            }

            if (taken is not null)
                Parse(taken);
        }
    }

    private void Help()
    {
        while (true)
        {
            LineChunk? taken;
            lock (_gate)
            {
                taken = TryTake();
                if (taken is null)
                {
                    _helpers--;
                    return;
                }
            }

            Parse(taken);
        }
    }

    private void Parse(LineChunk chunk)
    {
        chunk.Parse();
        lock (_gate)
        {
            chunk.IsParsed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void GiveBack(LineChunk chunk)
    {
        chunk.Clear();
        lock (_gate)
        {
            _free.Push(chunk);
            for (; _helpers < Helpers && !_hasEnded; _helpers++)
                _ = Task.Run(Help);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _lines?.Dispose();
            _files.Dispose();
        }
    }

    private LineChunk? TryTake()
    {
        if (_hasEnded || _ahead.Count > Helpers + 1)
            return null;
        LineChunk chunk = _filled = _free.Count > 0 ? _free.Pop() : new LineChunk(_query, _damaged);
        try
        {
            _hasEnded = !TryFill(chunk);
        }
        catch (Exception exception)
        {
            chunk.Failure = ExceptionDispatchInfo.Capture(exception);
            _hasEnded = true;
        }

        if (chunk.IsEmpty)
            return null;
        _ahead.Enqueue(chunk);
        return chunk;
    }

    private bool TryFill(LineChunk chunk)
    {
        while (_lines is not null || TryOpenNext())
        {
            if (_lines!.TryReadMany(out ReadOnlySpan<byte> lines))
            {
                if (_lines.IsTooLong)
                    chunk.FillTooLong(_lines.Length, _lines.Location, _lines.Progress);
                else
                    chunk.Fill(lines, _lines.Location, _lines.Progress);
                return true;
            }

            _lines.Dispose();
            _lines = null;
        }

        return false;
    }

    private bool TryOpenNext()
    {
        if (!_files.TryNext(_options.Failed, out LogFile? file))
            return false;
        _lines = new LogFileLines(file, _files, _options, range: TimeExtent.RangeOf(file, _query));
        return true;
    }
}

/// <summary>Collects what a long reading leaves behind. By itself the runtime waits until there is as much of it as the
/// processor has cache, which is 260 MB on some servers; objects that live for as long as their event are collected in
/// less than a millisecond.</summary>
internal sealed class GarbageBudget
{
    private const long Budget = 16 * 1024 * 1024;

    private long _kept = GC.GetTotalMemory(forceFullCollection: false);

    /// <summary>Collects young objects if more has been made than the budget since the last time.</summary>
    public void Keep()
    {
        long now = GC.GetTotalMemory(forceFullCollection: false);
        _kept = Math.Min(_kept, now);
        if (now - _kept < Budget)
            return;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        _kept = GC.GetTotalMemory(forceFullCollection: false);
    }
}
