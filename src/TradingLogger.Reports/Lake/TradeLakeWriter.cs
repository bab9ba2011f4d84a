using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Storage.Paths;

namespace TradingLogging.Reports.Lake;

/// <summary>Writes lakes.</summary>
public sealed class TradeLakeWriter : ITradeLakeWriter
{
    // A day that is written to while it is read is read again.
    private const int Attempts = 5;

    /// <inheritdoc/>
    public IReadOnlyList<string> Write(TradeLog log, TradeLake lake, LogReadOptions options)
    {
        CheckName(lake.Name);
        var manifest = LakeManifest.Read(lake);
        manifest.Check(lake);
        var written = new List<string>();
        foreach (DayOfLog day in DaysOf(log, lake, options))
        {
            manifest.CheckDay(day, lake);
            written.AddRange(Write(log, lake, day, options.Cancellation));
            manifest.Note(day);
            manifest.Write();
        }

        return written;
    }

    private static void CheckName(string name)
    {
        LogFileName.Check(name);
        if (name[0] is '.' or '_' || name != Path.GetFileName(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name for files of a lake: it begins with a dot or an underscore, or names a directory. "
                    + "Give another name.");
        }
    }

    private static IReadOnlyList<DayOfLog> DaysOf(TradeLog log, TradeLake lake, LogReadOptions options)
    {
        var days = new SortedDictionary<DateTime, DayOfLog>();
        foreach (TradeEventBatch batch in log.ReadBatches(QueryOf(lake), options with { Failed = null }, _ => { }))
        {
            for (int index = 0; index < batch.Count; index++)
            {
                if (batch.NoticeAt(index) is { } notice)
                {
                    notice();
                    continue;
                }

                DateTimeOffset time = batch[index].Timestamp;
                if (!days.TryGetValue(time.Date, out DayOfLog? day))
                    days[time.Date] = day = new DayOfLog(time);
                day.Add(time);
            }
        }

        return [.. days.Values.Where(day => !(day.Date < lake.FirstDay || day.Date > lake.LastDay))];
    }

    // Offsets are of up to 14 hours: what is read beyond the days is left out by the day that is written.
    private static TradeQuery QueryOf(TradeLake lake)
    {
        TimeSpan farthest = TimeSpan.FromHours(14);
        return new TradeQuery
        {
            Since = lake.FirstDay is { } first && first > DateTime.MinValue.AddDays(1)
                ? new DateTimeOffset(first, TimeSpan.Zero) - farthest
                : null,
            Until = lake.LastDay is { } last && last < DateTime.MaxValue.AddDays(-3)
                ? new DateTimeOffset(last.AddDays(1), TimeSpan.Zero) + farthest
                : null,
        };
    }

    private static IReadOnlyList<string> Write(
        TradeLog log, TradeLake lake, DayOfLog day, CancellationToken cancellation)
    {
        var query = new TradeQuery { Since = day.First, Until = day.Last.AddTicks(1) };
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using var folder = new DayFolder(lake, day.Date);
            IEnumerable<TradeEvent> events = EventsOf(log, day, query, cancellation);
            foreach (TradeEvent tradeEvent in events)
                folder.Learn(tradeEvent);
            // Files are searched by time, as if they were in its order: what stands elsewhere is found by reading all.
            if (folder.Count < day.Count)
                query = new TradeQuery();
            else if (folder.TryWrite(events))
                return folder.Complete();
        }

        throw new IOException(
            FormattableString.Invariant($"The events of {day.Date:yyyy-MM-dd} change while they are exported. ")
                + "Export the day when it is over.");
    }

    private static IEnumerable<TradeEvent> EventsOf(
        TradeLog log, DayOfLog day, TradeQuery query, CancellationToken cancellation)
    {
        return log.Read(query, new LogReadOptions { Damaged = _ => { }, Cancellation = cancellation })
            .Where(tradeEvent => tradeEvent.Timestamp.Date == day.Date);
    }
}

/// <summary>A day that a log has events of.</summary>
/// <param name="time">The moment of one of them.</param>
internal sealed class DayOfLog(DateTimeOffset time)
{
    /// <summary>The day as the events write it.</summary>
    public DateTime Date { get; } = time.Date;

    /// <summary>The moment of its earliest event.</summary>
    public DateTimeOffset First { get; private set; } = time;

    /// <summary>The moment of its latest event.</summary>
    public DateTimeOffset Last { get; private set; } = time;

    /// <summary>How many events it has.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(DateTimeOffset moment)
    {
        First = moment < First ? moment : First;
        Last = moment > Last ? moment : Last;
        Count++;
    }
}
