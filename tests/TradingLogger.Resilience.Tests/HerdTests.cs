using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Tests.Time;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Tasks that a scheduler starts in the same second.</summary>
[Trait("Category", "Long")]
public sealed class HerdTests(ITestOutputHelper output) : IDisposable
{
    private const int Tasks = 60;
    private const int EventsOfTask = 5;
    private const int Writers = 40;
    private const int EventsOfWriter = 3_000;
    private const int TextLength = 150;

    // How long a call waits depends on what else the machine does; that none is passed over does not.
    private const string Patience = "300";

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void Sixty_tasks_of_the_same_second_write_all_of_their_events(string integrity)
    {
        double longest = Run(Tasks, EventsOfTask, integrity, environment: null);

        output.WriteLine(FormattableString.Invariant(
            $"integrity = {integrity}: {Tasks} tasks, {EventsOfTask} events each, 0 refused; the slowest call took ")
            + FormattableString.Invariant($"{longest:F0} ms."));
    }

    [Fact]
    public void Sixty_tasks_around_midnight_write_all_of_their_events_in_two_days()
    {
        Run(Tasks, EventsOfTask, "none", FakeClock.StartingAt("Europe/Berlin", new DateTime(2025, 12, 17, 23, 59, 50)));

        Assert.All(
            Directory.GetFiles(_directory.FullName, "trades.log*"),
            file => Assert.Contains(Path.GetFileName(file), (string[])["trades.log", "trades.log.2025-12-17"]));
    }

    [Fact]
    public void Forty_writers_in_full_swing_are_all_served()
    {
        double longest = Run(Writers, EventsOfWriter, "none", environment: null);

        output.WriteLine(FormattableString.Invariant(
            $"{Writers} writers, {EventsOfWriter} events each, 0 refused; the slowest call took {longest:F0} ms."));
    }

    private double Run(int count, int events, string integrity, IReadOnlyDictionary<string, string>? environment)
    {
        WriterProcess[] tasks =
        [
            .. Enumerable.Range(0, count).Select(number => new WriterProcess(
                new WriterJob(
                    $"task{number}",
                    _directory.FullName,
                    Destination.Trades,
                    TextLength,
                    IsAcknowledging: false,
                    new Dictionary<string, string> { ["integrity"] = integrity, ["lock_timeout"] = Patience }),
                environment: environment)),
        ];
        foreach (WriterProcess task in tasks)
            task.Write(events);

        double longest = tasks.Max(task => task.WaitForSuccess().LongestCall);
        foreach (WriterProcess task in tasks)
        {
            Assert.Equal(0, task.Finish());
            task.Dispose();
        }

        var log = LogContents.Read(_directory.FullName, "trades.log", TextLength);
        LogAssert.HoldsExactly(log, tasks.Select(task => task.Job.Writer), events);
        if (integrity == "chain")
            ChainAssert.IsIntact(_directory, count * events);
        return longest;
    }
}
