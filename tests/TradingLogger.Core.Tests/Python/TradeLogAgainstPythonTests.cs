using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage.Rotation;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

public sealed class TradeLogAgainstPythonTests
{
    public static TheoryData<string, DateTime> ClockChanges => new()
    {
        { "Europe/Berlin", new(2025, 3, 28, 22, 59, 0) },
        { "Europe/Berlin", new(2025, 10, 24, 20, 0, 1) },
        { "Europe/London", new(2025, 3, 28, 23, 0, 0) },
        { "Europe/London", new(2025, 10, 24, 23, 30, 0) },
        { "America/New_York", new(2025, 3, 8, 3, 30, 0) },
        { "America/New_York", new(2025, 11, 1, 2, 59, 0) },
        { "Asia/Tokyo", new(2025, 12, 30, 14, 0, 0) },
        { "UTC", new(2024, 2, 27, 12, 0, 0) },
    };

    [Theory]
    [MemberData(nameof(ClockChanges))]
    public void Each_day_s_events_are_archived_as_by_Python_when_the_clocks_change(string zone, DateTime start) =>
        AssertSame(new LogScenario(Every(TimeSpan.FromMinutes(37), count: 160, start)) { Zone = zone });

    [Fact]
    public void Thirty_days_are_kept_as_by_Python()
    {
        var scenario = new LogScenario(Every(TimeSpan.FromHours(11), count: 80, new DateTime(2025, 11, 1)));

        AssertSame(scenario);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void As_many_days_are_kept_as_Python_keeps(int count)
    {
        var scenario = new LogScenario(Every(TimeSpan.FromHours(7), count: 40, new DateTime(2025, 12, 1)));

        AssertSame(scenario with { Config = scenario.Config with { TradeBackupCount = count } });
    }

    [Fact]
    public void Idle_days_leave_the_archives_that_Python_leaves() =>
        AssertSame(new LogScenario(Every(TimeSpan.FromHours(77), count: 12, new DateTime(2025, 12, 1))));

    [Fact]
    public void At_midnight_in_UTC_Python_and_this_rotate_alike()
    {
        var scenario = new LogScenario(Every(TimeSpan.FromMinutes(53), count: 100, new DateTime(2025, 3, 28)));

        AssertSame(scenario with
        {
            Config = scenario.Config with { RotationZone = RotationZone.Utc, Timestamp = TimestampForm.Offset },
        });
    }

    [Fact]
    public void The_offset_is_the_one_that_Python_finds_for_the_moment()
    {
        var scenario = new LogScenario(Every(TimeSpan.FromMinutes(29), count: 150, new DateTime(2025, 10, 24)));

        AssertSame(scenario with { Config = scenario.Config with { Timestamp = TimestampForm.Offset } });
    }

    [Fact]
    public void Text_and_events_among_one_another_end_in_the_files_of_Python()
    {
        var start = new DateTime(2025, 12, 17, 20, 0, 0, DateTimeKind.Utc);
        string[] names = ["trading", "trades", "trades.sub", "trading.trades", "root"];
        LogStep[] steps =
        [
            .. from minute in Enumerable.Range(0, 300)
               let time = start.AddMinutes(minute).AddMicroseconds(minute)
               select minute % 3 == 0
                   ? new EventStep(
                       time, "TICK", new Dictionary<string, object?> { ["n"] = (long)minute, ["s"] = "ß\n" }, minute)
                   : (LogStep)new MessageStep(
                       time, (LogLevel)(minute % 5 * 10 + 10), names[minute % 5], "m ü\u2028", minute),
        ];
        var scenario = new LogScenario(steps);

        AssertSame(scenario with
        {
            Config = scenario.Config with { LogLevel = LogLevel.Warning, MaxBytes = 4000, BackupCount = 3 },
        });
    }

    [Fact]
    public void Without_any_adapting_Python_writes_the_same_trade_log()
    {
        using var both = new BothLoggings();

        both.Run(new LogScenario(Every(TimeSpan.FromHours(5), count: 200, new DateTime(2025, 11, 1, 0, 0, 1))));

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }

    // Never on a whole second: there Python leaves the fraction out.
    private static LogStep[] Every(TimeSpan interval, int count, DateTime start) =>
    [
        .. Enumerable.Range(0, count).Select(number => new EventStep(
            DateTime.SpecifyKind(start, DateTimeKind.Utc).AddMicroseconds(number + 1) + number * interval,
            "TICK",
            new Dictionary<string, object?> { ["number"] = (long)number },
            Line: number)),
    ];

    private static void AssertSame(LogScenario scenario)
    {
        using var both = new BothLoggings();

        both.RunAdapted(scenario);

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }
}
