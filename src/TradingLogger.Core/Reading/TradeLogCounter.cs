using System.Runtime.ExceptionServices;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Counts the events that a query wants, on all processors: the parts of a file are counted at the same time,
/// and damage is reported in their order.</summary>
internal sealed class TradeLogCounter(TradeQuery query, LogReadOptions options)
{
    // Many years of days must not use up the file descriptors.
    private const int MostOpen = 64;

    private readonly TradeQuery _query = query.ForSeveralThreads();

    /// <summary>Counts.</summary>
    /// <param name="files">The files; disposed of when they are counted.</param>
    public long Count(LogFileQueue files)
    {
        using LogFileQueue all = files;
        long count = 0;
        var opened = new List<LogFile>();
        try
        {
            while (files.TryNext(options.Failed, out LogFile? file))
            {
                opened.Add(file);
                if (opened.Count < MostOpen)
                    continue;
                count += Count(opened);
                Close(opened);
            }

            return count + Count(opened);
        }
        finally
        {
            Close(opened);
        }
    }

    private static void Close(List<LogFile> files)
    {
        foreach (LogFile file in files)
            file.Dispose();
        files.Clear();
    }

    private long Count(List<LogFile> files)
    {
        (LogFile File, LogFileRange Part)[] parts = [.. files.SelectMany(PartsOf)];
        var results = new PartResult[parts.Length];
        // Who is told of members is told on the caller's thread too.
        if (query.AsksCaller || Decrypts || parts.Length < 2)
        {
            for (int index = 0; index < parts.Length; index++)
                results[index] = CountPart(parts[index].File, parts[index].Part);
        }
        else
        {
            CountTogether(parts.Length, index => results[index] = CountPart(parts[index].File, parts[index].Part));
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

    // Only where plain members decide.
    private bool Decrypts => options.Keys is not null && (query.AsksForMembers || query.Symbol is not null);

    private IEnumerable<(LogFile File, LogFileRange Part)> PartsOf(LogFile file)
    {
        LogFileRange range = TimeExtent.RangeOf(file, query);
        IReadOnlyList<LogFileRange> parts =
            file.IsCompressed ? [range] : LogFileParts.Forward(file.Handle, range, options.Cancellation);
        return parts.Select(part => (file, part));
    }

    private void CountTogether(int parts, Action<int> count)
    {
        try
        {
            Parallel.For(0, parts, new ParallelOptions { CancellationToken = options.Cancellation }, count);
        }
        catch (AggregateException exception)
        {
            // The caller is told why a part cannot be read, not that several were read at the same time.
            ExceptionDispatchInfo.Capture(exception.InnerExceptions[0]).Throw();
        }
    }

    private PartResult CountPart(LogFile file, LogFileRange part)
    {
        var damages = new List<LogDamage>();
        var parser = new TradeLineParser(
            _query, damages.Add, countsOnly: true, Decrypts ? options.Decryption() : null);
        IOException? failure = null;
        var partOptions = new LogReadOptions
        {
            Cancellation = options.Cancellation,
            Failed = options.Failed is null ? null : exception => failure = exception,
        };
        using LogFileQueue none = LogFileQueue.None;
        using var lines = new LogFileLines(file, none, partOptions, parser, part, ownsFile: false);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (lines.IsTooLong)
                parser.Skip(lines, lines.Length);
            else
                parser.Read(line, lines);
        }

        return new PartResult(parser.Count, damages, failure);
    }

    private readonly record struct PartResult(long Count, IReadOnlyList<LogDamage> Damages, IOException? Failure);
}
