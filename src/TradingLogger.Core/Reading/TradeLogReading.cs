using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads what a query wants out of the files of a trade log.</summary>
internal sealed class TradeLogReading(TradeQuery query, LogReadOptions options)
{
    private readonly TradeLineParser _splitter = new(query, options.Damaged);

    /// <summary>Reads in the order of the files and lines.</summary>
    /// <param name="files">The files; disposed when the reading ends.</param>
    public IEnumerable<TradeEvent> Read(LogFileQueue files)
    {
        long left = query.First ?? long.MaxValue;
        using (files)
        {
            while (left > 0 && files.TryNext(options.Failed, out LogFile? file))
            {
                using var lines = new LogFileLines(file, files, options, _splitter, RangeOf(file));
                while (left > 0 && TryRead(lines, out IReadOnlyList<TradeEvent> events))
                {
                    for (int index = 0; index < events.Count && left > 0; index++, left--)
                        yield return events[index];
                }
            }
        }
    }

    /// <summary>Reads only the last events, from the end of the last file back.</summary>
    /// <param name="files">The files; disposed when the reading ends.</param>
    /// <param name="count">How many.</param>
    public IEnumerable<TradeEvent> ReadLast(LogFileQueue files, int count)
    {
        var parts = new Stack<List<TradeEvent>>();
        int missing = count;
        using (files)
        {
            var opened = new Stack<LogFile>();
            while (missing > 0 && files.TryNext(options.Failed, out LogFile? file))
                opened.Push(file);
            using var all = new DisposableList([.. opened]);
            while (missing > 0 && opened.Count > 0)
            {
                LogFile file = opened.Pop();
                foreach (LogFileRange part in LogFileParts.Backward(file, RangeOf(file), options.Cancellation))
                {
                    List<TradeEvent> found = ReadPart(file, files, part, missing);
                    missing -= found.Count;
                    parts.Push(found);
                    if (missing == 0)
                        break;
                }
            }
        }

        foreach (List<TradeEvent> part in parts)
        {
            foreach (TradeEvent read in part)
                yield return read;
        }
    }

    private List<TradeEvent> ReadPart(LogFile file, LogFileQueue files, LogFileRange part, int count)
    {
        var kept = new Queue<TradeEvent>();
        using var lines = new LogFileLines(file, files, options, _splitter, part, ownsFile: false);
        while (TryRead(lines, out IReadOnlyList<TradeEvent> events))
        {
            foreach (TradeEvent read in events)
            {
                kept.Enqueue(read);
                if (kept.Count > count)
                    kept.Dequeue();
            }
        }

        return [.. kept];
    }

    private bool TryRead(LogFileLines lines, out IReadOnlyList<TradeEvent> events)
    {
        events = [];
        if (!lines.TryRead(out ReadOnlySpan<byte> line))
            return false;
        if (lines.IsTooLong)
            _splitter.Skip(lines, lines.Length);
        else
            events = _splitter.Read(line, lines);
        return true;
    }

    private LogFileRange? RangeOf(LogFile file)
    {
        if (file.IsCompressed || (query.Since is null && query.Until is null))
            return null;
        return new TimeSearch(file.Handle).Find(query.Since, query.Until);
    }
}
