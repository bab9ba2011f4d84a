using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads the events that a query wants out of the files of a trade log.</summary>
internal sealed class TradeLogReader(TradeQuery query, LogReadOptions options)
{
    private readonly TradeLineParser _parser = new(query, options.Damaged, decryption: options.Decryption());

    /// <summary>Reads in the order of the files and lines.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    public IEnumerable<TradeEvent> Read(LogFileQueue files) => ChunkedReading.IsFor(query, options)
        ? new ChunkedReading(query, options, files).Read()
        : ReadHere(files);

    private IEnumerable<TradeEvent> ReadHere(LogFileQueue files)
    {
        long left = query.First ?? long.MaxValue;
        using (files)
        {
            while (left > 0 && files.TryNext(options.Failed, out LogFile? file))
            {
                using var lines = new LogFileLines(file, files, options, _parser, TimeExtent.RangeOf(file, query));
                while (left > 0 && TryRead(lines, out IReadOnlyList<TradeEvent> events))
                {
                    for (int index = 0; index < events.Count && left > 0; index++, left--)
                        yield return events[index];
                }
            }
        }
    }

    /// <summary>Reads in the order of the files and lines, many events at a time.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    /// <param name="target">Has the batch that is filled first.</param>
    /// <param name="next">Gives the batch that is filled after a full one.</param>
    /// <returns>The batches that are full, and the last one.</returns>
    public IEnumerable<TradeEventBatch> ReadBatches(
        LogFileQueue files, BatchTarget target, Func<TradeEventBatch> next)
    {
        _parser.Fill(target);
        var none = new TradeEventBatch();
        using (files)
        {
            while (files.TryNext(options.Failed, out LogFile? file))
            {
                using var lines = new LogFileLines(file, files, options, _parser, TimeExtent.RangeOf(file, query));
                while (TryRead(lines, out _))
                {
                    if (!target.Batch.IsFull)
                        continue;
                    yield return target.Batch;
                    // Waiting for the next batch may be cancelled: the one before has been given away.
                    target.Batch = none;
                    target.Batch = next();
                    // Not by who processes it: what one processor writes, the other one has to ask it for.
                    target.Batch.Clear();
                }
            }
        }

        if (!target.Batch.IsEmpty)
            yield return target.Batch;
    }

    /// <summary>Reads only the last events, from the end of the last file back.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    /// <param name="count">The number of events.</param>
    /// <param name="end">The place before which they stand; null for the end.</param>
    public IEnumerable<TradeEvent> ReadLast(LogFileQueue files, int count, FollowStart? end = null)
    {
        var parts = new Stack<List<TradeEvent>>();
        using (files)
        {
            files.ReadBack(
                count, end, options.Failed, (file, missing) => ReadLast(file, files, missing, parts, end));
        }

        return parts.SelectMany(part => part);
    }

    // Pushes the events of the parts that were read, the last part first.
    private int ReadLast(
        LogFile file, LogFileQueue files, int count, Stack<List<TradeEvent>> parts, FollowStart? end)
    {
        int missing = count;
        LogFileRange range = TimeExtent.RangeOf(file, query);
        if (end is { } place)
            range = place.Before(file, range);
        foreach (LogFileRange part in LogFileParts.Backward(file, range, options.Cancellation))
        {
            List<TradeEvent> found = ReadPart(file, files, part, missing);
            missing -= found.Count;
            parts.Push(found);
            if (missing == 0)
                break;
        }

        return count - missing;
    }

    private List<TradeEvent> ReadPart(LogFile file, LogFileQueue files, LogFileRange part, int count)
    {
        var kept = new Queue<TradeEvent>();
        using var lines = new LogFileLines(file, files, options, _parser, part, ownsFile: false);
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
            _parser.Skip(lines, lines.Length);
        else
            events = _parser.Read(line, lines);
        return true;
    }
}
