using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reports.Lake;

/// <summary>Writes lakes.</summary>
public sealed class TradeLakeWriter : ITradeLakeWriter
{
    // A day that is written to while it is read is read again.
    private const int Attempts = 5;

    // The beginning of the day of a moment, in whatever offset, lies no farther before it.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(24 + 14 + 14);

    /// <inheritdoc/>
    public void Write(TradeLog log, TradeLake lake, LogReadOptions options, Action<string>? written = null)
    {
        IReadOnlyList<DayOfLog> days = DaysOf(log, lake, options);
        if (days.Count == 0)
            return;
        using LockHandle exclusive = Lock(lake);
        using LakeManifest manifest = LakeManifest.Open(lake, days.SelectMany(day => day.Counts.Keys));
        foreach (DayOfLog day in days)
        {
            manifest.CheckDay(day);
            foreach (string path in Write(log, lake, day, manifest, options.Cancellation))
                written?.Invoke(path);
        }
    }

    // Two exports of one name would write the same files.
    private static LockHandle Lock(TradeLake lake)
    {
        string path = Path.Combine(lake.Directory, LakeManifest.Folder, LakePath.FileName(lake) + ".lock");
        return LakeFile.Attempt(path, () =>
        {
            if (File.Exists(lake.Directory))
                throw new IOException($"'{lake.Directory}' is a file.");
            // A lake is read by others than a log: its folders get the modes that the process gives.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            LockHandle handle = PlatformFiles.Current.OpenLock(path);
            if (handle.TryLock())
                return handle;
            handle.Dispose();
            throw new IOException("Another export of this name is at work.");
        });
    }

    // Files are read as a whole, not searched by time: an event that was appended late would hide those before it.
    private static IReadOnlyList<DayOfLog> DaysOf(TradeLog log, TradeLake lake, LogReadOptions options)
    {
        var days = new SortedDictionary<DateTime, DayOfLog>();
        DateTime? firstDay = lake.Since is { } since && since - DateTimeOffset.MinValue > LongestDay
            ? (since - LongestDay).UtcDateTime.Date
            : null;
        options = options with { Failed = null };
        foreach (TradeEventBatch batch in log.ReadBatches(new TradeQuery(), options, _ => { }, firstDay))
        {
            for (int index = 0; index < batch.Count; index++)
            {
                if (batch.NoticeAt(index) is { } notice)
                    notice();
                else
                    Add(days, batch[index]);
            }
        }

        return [.. days.Values.Where(day => day.IsWithin(lake.Since, lake.Until))];
    }

    private static void Add(SortedDictionary<DateTime, DayOfLog> days, TradeEventLine line)
    {
        if (!days.TryGetValue(line.Timestamp.Date, out DayOfLog? day))
            days[line.Timestamp.Date] = day = new DayOfLog(line.Timestamp.Date);
        day.Add(line.Timestamp, line.File!);
    }

    private static IReadOnlyList<string> Write(
        TradeLog log, TradeLake lake, DayOfLog day, LakeManifest manifest, CancellationToken cancellation)
    {
        IEnumerable<TradeEvent> events = day.Read(cancellation);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using var folder = new DayFolder(lake, day.Date);
            // Between two readings a file may be rotated or written to: then the events are looked for in the whole
            // log.
            if (!TryWrite(folder, events, day.Count, isLast: attempt == Attempts - 1))
            {
                events = day.Read(log, cancellation);
                continue;
            }

            folder.Finish();
            manifest.Expect(day);
            IReadOnlyList<string> paths = folder.Publish();
            manifest.Note(day);
            return paths;
        }

        throw new IOException(
            $"The events of {LakePath.NameOf(day.Date)} are no longer where they were, or change while they are "
                + "exported. Export again.");
    }

    private static bool TryWrite(DayFolder folder, IEnumerable<TradeEvent> events, long fewest, bool isLast)
    {
        try
        {
            foreach (TradeEvent tradeEvent in events)
                folder.Learn(tradeEvent);
            return folder.Count >= fewest && folder.TryWrite(events);
        }
        catch (FileOperationException) when (!isLast)
        {
            return false;
        }
    }
}
