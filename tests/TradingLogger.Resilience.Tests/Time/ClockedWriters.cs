using System.Globalization;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>Processes that live by one clock, which the test sets while they run.</summary>
internal sealed class ClockedWriters : IDisposable
{
    private const int TextLength = 60;

    private readonly WriterProcess[] _processes;

    /// <param name="directory">The log directory.</param>
    /// <param name="zone">The time zone of the clock.</param>
    /// <param name="start">What it shows in that zone at first.</param>
    /// <param name="count">How many processes; they are called w0, w1, …</param>
    /// <param name="settings">Settings by their INI keys.</param>
    public ClockedWriters(
        TestDirectory directory,
        string zone,
        DateTime start,
        int count = 1,
        params IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        // The age of a file without a record is told in the zone of the process.
        var environment = new Dictionary<string, string> { ["TZ"] = zone };
        _processes =
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                WriterJob job = Jobs.Trades($"w{number}", directory, TextLength);
                return new WriterProcess(
                    job with { Settings = job.Settings.Concat(settings).ToDictionary(), Zone = zone },
                    environment: environment);
            }),
        ];
        Array.ForEach(_processes, process => process.WaitUntilReady());
        Set(start);
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>How many events each process has written.</summary>
    public int Written { get; private set; }

    /// <summary>Sets the clock of all; it goes on from there.</summary>
    public void Set(DateTimeOffset moment)
    {
        string ticks = (moment - DateTimeOffset.UtcNow).Ticks.ToString(CultureInfo.InvariantCulture);
        Array.ForEach(_processes, process => process.Command("clock " + ticks));
    }

    /// <summary>Sets the clock by what it shows in its zone, a moment that is there once.</summary>
    public void Set(DateTime wallClock) => Set(new DateTimeOffset(wallClock, Zone.GetUtcOffset(wallClock)));

    /// <summary>Lets all write at the same time.</summary>
    public void Write(int count = 1)
    {
        Array.ForEach(_processes, process => process.Write(count));
        foreach (WriterProcess process in _processes)
            Assert.Equal(0, process.WaitForReport().Failed);
        Written += count;
    }

    /// <summary>Lets the processes end, and reads what they have written: all of it, once, and nothing else.</summary>
    public TradeDays Finish(TestDirectory directory)
    {
        Assert.All(_processes, process => Assert.Equal(0, process.Finish()));
        TradeDays days = TradeDays.Read(directory);
        for (int number = 0; number < _processes.Length; number++)
            days.HoldAll($"w{number}", Written);
        return days;
    }

    public void Dispose() => Array.ForEach(_processes, process => process.Dispose());
}
