using System.Runtime.ExceptionServices;

namespace TradingLogging;

/// <summary>Counts the events that a query wants, on all processors: a file's parts are counted at once, and what is damaged is
/// told in their order.</summary>
internal sealed class TradeCount(TradeQuery query, LogReadOptions options)
{
    private readonly object _asking = new();

    /// <summary>Counts.</summary>
    /// <param name="files">The files; disposed when counted.</param>
    public long Of(LogFileQueue files)
    {
        long count = 0;
        using (files)
        {
            while (files.TryNext(options.Failed, out LogFile? file))
            {
                using (file)
                    count += file.IsCompressed ? CountPart(file, null).Count : CountParts(file);
            }
        }

        return count;
    }

    private long CountParts(LogFile file)
    {
        LogFileRange range = query.Since is null && query.Until is null
            ? new LogFileRange(0, long.MaxValue)
            : new TimeSearch(file.Handle).Find(query.Since, query.Until);
        IReadOnlyList<LogFileRange> parts = LogFileParts.Forward(file.Handle, range);
        var results = new PartResult[parts.Count];
        // A script's conditions can run on its own thread only.
        int degree = query.Where.Count == 0 ? Environment.ProcessorCount : 1;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = options.Cancellation };
        if (degree == 1 || parts.Count == 1)
        {
            for (int index = 0; index < parts.Count; index++)
                results[index] = CountPart(file, parts[index]);
        }
        else
        {
            CountAtOnce(parallel, parts.Count, index => results[index] = CountPart(file, parts[index]));
        }

        foreach (LogDamage damage in results.SelectMany(result => result.Damages))
            options.Damaged?.Invoke(damage);
        return results.Sum(result => result.Count);
    }

    private static void CountAtOnce(ParallelOptions parallel, int parts, Action<int> count)
    {
        try
        {
            Parallel.For(0, parts, parallel, count);
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
        var splitter = new TradeLineSplitter(Locked(), damages.Add);
        using var lines = new LogFileLines(
            file, LogFileQueue.Of([]), new LogReadOptions { Cancellation = options.Cancellation }, part, ownsFile: false);
        long count = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (lines.IsTooLong)
                splitter.Skip(lines, lines.Length);
            else
                count += splitter.Count(line, lines);
        }

        return new PartResult(count, damages);
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

    private readonly record struct PartResult(long Count, IReadOnlyList<LogDamage> Damages);
}
