using System.Globalization;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>The clock and the time zone of whole processes, by Debian's <c>faketime</c>. It goes on by itself and is set while the
/// processes run, for all of them at once.</summary>
internal sealed class FakeClock : IDisposable
{
    private static readonly string? Library = Find();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("clock-");

    /// <param name="zone">The time zone of the processes.</param>
    public FakeClock(string zone)
    {
        Assert.SkipWhen(Library is null, "faketime is not on this machine.");
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        string offset = Path.Combine(_directory.FullName, "offset");
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = offset,
            ["FAKETIME_NO_CACHE"] = "1",
            ["TZ"] = zone,
        };
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>What a process needs in its environment to live by this clock.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Sets the clock; it goes on from there.</summary>
    public void Set(DateTimeOffset moment)
    {
        double seconds = (moment - DateTimeOffset.UtcNow).TotalSeconds;
        string path = Environment["FAKETIME_TIMESTAMP_FILE"];
        File.WriteAllText(path + ".new", seconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Sets the clock by what it shows in its zone, a moment that is there once.</summary>
    public void Set(DateTime wallClock) => Set(new DateTimeOffset(wallClock, Zone.GetUtcOffset(wallClock)));

    public void Dispose() => _directory.Delete(recursive: true);

    private static string? Find() => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib").Select(path => Path.Combine(path, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists)
        : null;
}
