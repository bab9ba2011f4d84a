using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>All trade events of a directory, with the files they are in.</summary>
internal sealed class TradeDays
{
    public const string Log = "trades.log";

    private TradeDays(IReadOnlyList<string> files, IReadOnlyList<DatedEvent> events) =>
        (Files, Events) = (files, events);

    /// <summary>The names of the files, in ordinal order: the current one first, then the earliest day.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<DatedEvent> Events { get; }

    public static TradeDays Read(TestDirectory directory)
    {
        IEnumerable<string> names = Directory.GetFiles(directory.FullName, Log + "*")
            .Select(path => Path.GetFileName(path));
        string[] files =
        [
            .. names.Where(file => !file.EndsWith(".seal", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        return new TradeDays(
            files,
            [.. files.SelectMany(file => File.ReadLines(directory.File(file)).Select(line => Parse(line, file)))]);
    }

    /// <summary>The archive of a day.</summary>
    public static string Archive(DateTime day) => Log + "." + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A writer's events are all there, each once, and no file is empty.</summary>
    public void HoldAll(string writer, int count)
    {
        Assert.Equal(
            Enumerable.Range(0, count),
            Events.Where(found => found.Event.Writer == writer).Select(found => found.Event.Number).Order());
        Assert.Equal(Files, Events.Select(found => found.File).Distinct());
    }

    /// <summary>Each event is in the file of its own day; only the last of all days is in the current file.</summary>
    /// <param name="dayOf">The day of a timestamp.</param>
    public void AreEachInTheFileOfTheirDay(Func<DateTimeOffset, DateTime> dayOf)
    {
        DateTime last = Events.Max(found => dayOf(found.Timestamp));
        Assert.All(Events, found =>
        {
            DateTime day = dayOf(found.Timestamp);
            Assert.Equal(day == last ? Log : Archive(day), found.File);
        });
    }

    private static DatedEvent Parse(string line, string file)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        string timestamp = document.RootElement.GetProperty("timestamp").GetString()!;
        string text = document.RootElement.GetProperty(TestEvent.Member).GetString()!;
        return new DatedEvent(
            TestEvent.Identify(text)!.Value,
            DateTimeOffset.Parse(timestamp, CultureInfo.InvariantCulture),
            file);
    }
}
