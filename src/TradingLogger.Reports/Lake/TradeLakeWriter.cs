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
        var manifest = LakeManifest.Read(lake, days.SelectMany(day => day.Files).Select(TradeLog.CurrentFileOf));
        manifest.Check();
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

    private static IReadOnlyList<DayOfLog> DaysOf(TradeLog log, TradeLake lake, LogReadOptions options)
    {
        var days = new SortedDictionary<DateTime, DayOfLog>();
        // To the end of the log: late events stand behind their place in time.
        var query = new TradeQuery
        {
            Since = lake.Since is { } since && since - DateTimeOffset.MinValue > LongestDay ? since - LongestDay : null,
        };
        foreach (TradeEventBatch batch in log.ReadBatches(query, options with { Failed = null }, _ => { }))
        {
            for (int index = 0; index < batch.Count; index++)
            {
                if (batch.NoticeAt(index) is { } notice)
                    notice();
                else
                    Add(days, batch[index]);
            }
        }

        return [.. days.Values.Where(day => !(day.Last < lake.Since || day.First >= lake.Until))];
    }

    private static void Add(SortedDictionary<DateTime, DayOfLog> days, TradeEventLine line)
    {
        if (!days.TryGetValue(line.Timestamp.Date, out DayOfLog? day))
            days[line.Timestamp.Date] = day = new DayOfLog(line.Timestamp);
        day.Add(line.Timestamp, line.File!);
    }

    private static IReadOnlyList<string> Write(
        TradeLog log, TradeLake lake, DayOfLog day, LakeManifest manifest, CancellationToken cancellation)
    {
        IEnumerable<TradeEvent> events = day.Read(cancellation);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using var folder = new DayFolder(lake, day.Date);
            foreach (TradeEvent tradeEvent in events)
                folder.Learn(tradeEvent);
            // Files are searched by time, as if they were in its order, and one may have been rotated since.
            if (folder.Count < day.Count)
                events = day.Read(log, cancellation);
            else if (folder.TryWrite(events))
                return Complete(folder, day, manifest);
        }

        throw new IOException(
            $"The events of {LakePath.NameOf(day.Date)} change while they are exported. Export the day when it is over.");
    }

    // Of a day that is only half there the manifest must know, and rather of too many events than of too few.
    private static IReadOnlyList<string> Complete(DayFolder folder, DayOfLog day, LakeManifest manifest)
    {
        manifest.Expect(day.Date, folder.Count);
        IReadOnlyList<string> paths = folder.Complete();
        manifest.Note(day.Date, folder.Count);
        return paths;
    }
}

/// <summary>A day that a log has events of.</summary>
/// <param name="time">The moment of one of them.</param>
internal sealed class DayOfLog(DateTimeOffset time)
{
    private readonly List<string> _files = [];

    /// <summary>The day as the events write it.</summary>
    public DateTime Date { get; } = time.Date;

    /// <summary>The moment of its earliest event.</summary>
    public DateTimeOffset First { get; private set; } = time;

    /// <summary>The moment of its latest event.</summary>
    public DateTimeOffset Last { get; private set; } = time;

    /// <summary>How many events it has.</summary>
    public long Count { get; private set; }

    /// <summary>The files that they stand in.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Adds an event.</summary>
    public void Add(DateTimeOffset moment, string file)
    {
        First = moment < First ? moment : First;
        Last = moment > Last ? moment : Last;
        Count++;
        if (!_files.Contains(file))
            _files.Add(file);
    }

    /// <summary>Reads its events where they were found. Each enumeration reads anew.</summary>
    public IEnumerable<TradeEvent> Read(CancellationToken cancellation)
    {
        DateTimeOffset? end = Last < DateTimeOffset.MaxValue ? Last.AddTicks(1) : null;
        return Of(TradeLog.OfFiles(_files), new TradeQuery { Since = First, Until = end }, cancellation);
    }

    /// <summary>Reads its events wherever they are in a log.</summary>
    public IEnumerable<TradeEvent> Read(TradeLog log, CancellationToken cancellation) =>
        Of(log, new TradeQuery(), cancellation);

    private IEnumerable<TradeEvent> Of(TradeLog log, TradeQuery query, CancellationToken cancellation) =>
        log.Read(query, new LogReadOptions { Damaged = _ => { }, Cancellation = cancellation })
            .Where(tradeEvent => tradeEvent.Timestamp.Date == Date);
}
