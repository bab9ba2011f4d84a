using System.Runtime.ExceptionServices;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Counts the events that a query wants, on all processors: a file's parts are counted at once, and what is damaged is
/// told in their order.</summary>
internal sealed class TradeCount(TradeQuery query, LogReadOptions options)
{
    // So that many years of days do not use up the descriptors.
    private const int MostOpen = 64;

    private readonly object _asking = new();

    /// <summary>Counts.</summary>
    /// <param name="files">The files; disposed when counted.</param>
    public long Of(LogFileQueue files)
    {
        using LogFileQueue all = files;
        long count = 0;
        var opened = new List<LogFile>();
        while (files.TryNext(options.Failed, out LogFile? file))
        {
            opened.Add(file);
            if (opened.Count == MostOpen)
                count += CountAndClose(opened);
        }

        return count + CountAndClose(opened);
    }

    private long CountAndClose(List<LogFile> files)
    {
        using var all = new DisposableList([.. files]);
        (LogFile File, LogFileRange? Part)[] parts = [.. files.SelectMany(PartsOf)];
        files.Clear();
        var results = new PartResult[parts.Length];
        // A script's conditions can run on its own thread only.
        if (query.Where.Count > 0 || parts.Length < 2)
        {
            for (int index = 0; index < parts.Length; index++)
                results[index] = CountPart(parts[index].File, parts[index].Part);
        }
        else
        {
            CountAtOnce(parts.Length, index => results[index] = CountPart(parts[index].File, parts[index].Part));
        }

        foreach (PartResult result in results)
        {
            foreach (LogDamage damage in result.Damages)
                options.Damaged?.Invoke(damage);
            if (result.Failure is { } failure)
                options.Failed?.Invoke(failure);
        }

        return results.Sum(result => result.Count);
    }

    private IEnumerable<(LogFile File, LogFileRange? Part)> PartsOf(LogFile file)
    {
        if (file.IsCompressed)
            return [(file, null)];
        LogFileRange range = query.Since is null && query.Until is null
            ? new LogFileRange(0, long.MaxValue)
            : new TimeSearch(file.Handle).Find(query.Since, query.Until);
        return LogFileParts.Forward(file.Handle, range, options.Cancellation).Select(part => (file, (LogFileRange?)part));
    }

    private void CountAtOnce(int parts, Action<int> count)
    {
        try
        {
            Parallel.For(0, parts, new ParallelOptions { CancellationToken = options.Cancellation }, count);
        }
        catch (AggregateException exception)
        {
            // What one part could not read is the caller's exception, not that several were read at once.
            ExceptionDispatchInfo.Capture(exception.InnerExceptions[0]).Throw();
        }
    }

    private PartResult CountPart(LogFile file, LogFileRange? part)
    {
        var damages = new List<LogDamage>();
        TradeQuery locked = Locked();
        var splitter = new TradeLineParser(locked, damages.Add);
        var counter = new TradeLineCounter(locked);
        IOException? failure = null;
        var partOptions = new LogReadOptions
        {
            Cancellation = options.Cancellation,
            Failed = options.Failed is null ? null : exception => failure = exception,
        };
        ILineSkipper skipper = query.Where.Count > 0 ? splitter : counter;
        using var lines = new LogFileLines(file, LogFileQueue.Of([]), partOptions, skipper, part, ownsFile: false);
        long count = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (lines.IsTooLong)
                splitter.Skip(lines, lines.Length);
            else
                count += splitter.Count(line, lines);
        }

        return new PartResult(count + counter.Count, damages, failure);
    }

    // The caller's functions need not bear several threads.
    private TradeQuery Locked() => query with { Action = Locked(query.Action), Symbol = Locked(query.Symbol) };

    private Func<string, bool>? Locked(Func<string, bool>? isWanted)
    {
        if (isWanted is null)
            return null;
        return text =>
        {
            lock (_asking)
                return isWanted(text);
        };
    }

    private readonly record struct PartResult(long Count, IReadOnlyList<LogDamage> Damages, IOException? Failure);
}
