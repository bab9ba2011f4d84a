using System.Globalization;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>The clock and the time zone of a whole process, by Debian's <c>faketime</c>.</summary>
internal static class FakeClock
{
    // The one for programs with several threads.
    private static readonly string? Library = Find("libfaketimeMT.so.1");

    /// <summary>What a process needs in its environment to start at a moment. From there its clock goes on.</summary>
    /// <param name="zone">The time zone of the process.</param>
    /// <param name="wallClock">What the clock shows in that zone when the process starts, in whole seconds.</param>
    /// <remarks>The clock is not set while the process runs: that holds up threads that wait.</remarks>
    public static IReadOnlyDictionary<string, string> StartingAt(string zone, DateTime wallClock)
    {
        Assert.SkipWhen(Library is null, "faketime is not on this machine.");
        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME"] = wallClock.ToString("@yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["TZ"] = zone,
        };
    }

    private static string? Find(string name) => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib")
            .Select(path => Path.Combine(path, "faketime", name))
            .FirstOrDefault(File.Exists)
        : null;
}
