using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>What rotation does otherwise than Python's, on purpose: rows of docs/differences-from-python.md.</summary>
public sealed class RotationDifferencesTests
{
    private static readonly DateTime Noon = new(2025, 12, 17, 11, 0, 0, 1, DateTimeKind.Utc);

    [Fact]
    public void The_size_limit_counts_bytes()
    {
        using var both = new BothLoggings();

        both.Run(Texts(maxBytes: 300, "first", new string('ü', 120)));

        Assert.DoesNotContain("trading.log.1", LogFiles.NamesIn(both.Python));
        Assert.Contains("trading.log.1", LogFiles.NamesIn(both.Core));
        Assert.InRange(LogFiles.Read(both.Python, "trading.log").Length, 301, 400);
        Assert.InRange(LogFiles.Read(both.Core, "trading.log").Length, 1, 300);
    }

    [Fact]
    public void A_record_larger_than_the_limit_leaves_no_empty_backup()
    {
        using var both = new BothLoggings();

        both.Run(Texts(maxBytes: 10, "larger than the limit"));

        if (PythonLogging.IsUnmended)
            Assert.Empty(LogFiles.Read(both.Python, "trading.log.1"));
        Assert.DoesNotContain("trading.log.1", LogFiles.NamesIn(both.Core));
    }

    [Fact]
    public void A_gap_among_the_backups_is_filled_before_any_is_deleted()
    {
        using var both = new BothLoggings();
        both.Put("trading.log", "current\n");
        both.Put("trading.log.2", "older\n");
        both.Put("trading.log.3", "oldest\n");
        LogScenario scenario = Texts(maxBytes: 10, "next");

        both.Run(scenario with { Config = scenario.Config with { BackupCount = 3 } });

        Assert.Equal("older\n", LogFiles.Text(both.Python, "trading.log.3"));
        Assert.Equal("current\n", LogFiles.Text(both.Core, "trading.log.1"));
        Assert.Equal("older\n", LogFiles.Text(both.Core, "trading.log.2"));
        Assert.Equal("oldest\n", LogFiles.Text(both.Core, "trading.log.3"));
    }

    [Fact]
    public void A_file_is_made_by_its_first_record()
    {
        var unseen = new LogScenario([new MessageStep(Noon, LogLevel.Debug, "trading", "below the level")]);
        using var both = new BothLoggings();

        both.Run(unseen with { Config = unseen.Config with { LogLevel = LogLevel.Info } });

        Assert.Contains("trading.log", LogFiles.NamesIn(both.Python));
        Assert.DoesNotContain("trading.log", LogFiles.NamesIn(both.Core));
    }

    [Fact]
    public void Files_are_not_made_for_every_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        using var both = new BothLoggings();

        both.Run(Events(Noon));

        int ofOthers = RightsOfOthers(both.Python);
        Assert.SkipWhen(ofOthers == 0, "The umask of this process leaves others nothing.");
        Assert.Equal(0, RightsOfOthers(both.Core));
    }

    [Fact]
    public void The_day_of_a_file_is_that_of_its_records_and_not_of_its_last_change()
    {
        using var both = new BothLoggings();
        both.Run(Events(Noon));
        both.Touch("trades.log", Noon.AddDays(1));

        both.Run(Events(Noon.AddDays(1).AddHours(1)));

        Assert.DoesNotContain("trades.log.2025-12-17", LogFiles.NamesIn(both.Python));
        Assert.Equal(2, LogFiles.Lines(both.Python, "trades.log").Length);
        Assert.Single(LogFiles.Lines(both.Core, "trades.log.2025-12-17"));
        Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
    }

    [Fact]
    public void An_archive_of_the_same_day_is_never_overwritten()
    {
        using var both = new BothLoggings();
        both.Put("trades.log.2025-12-17", "{\"kept\": true}\n");

        both.Run(Events(Noon, Noon.AddDays(1)));

        Assert.DoesNotContain("kept", LogFiles.Text(both.Python, "trades.log.2025-12-17"), StringComparison.Ordinal);
        Assert.Equal("{\"kept\": true}\n", LogFiles.Text(both.Core, "trades.log.2025-12-17"));
        Assert.Single(LogFiles.Lines(both.Core, "trades.log.2025-12-17.1"));
    }

    [Fact]
    public void When_the_clock_is_set_back_over_midnight_the_event_goes_to_its_own_day()
    {
        using var both = new BothLoggings();

        both.Run(Events(Noon, Noon.AddDays(1), Noon.AddHours(11)));

        Assert.Equal(2, LogFiles.Lines(both.Python, "trades.log").Length);
        Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
        Assert.Equal(2, LogFiles.Lines(both.Core, "trades.log.2025-12-17").Length);
    }

    [Fact]
    public void Only_the_log_s_own_archives_are_ever_deleted()
    {
        string[] strangers =
            [
                "trades.log.2024-01-01.txt", "trades.log.bak", "trades.log.2024-01-01.seal.txt",
                "trades.logs.2024-01-01", "trades.log.2024-13-01",
            ];
        using var both = new BothLoggings();
        foreach (string name in (string[])[.. strangers, "trades.log.2024-01-01", "trades.log.2024-01-02"])
            both.Put(name, "x\n");
        LogScenario scenario = Events(Noon, Noon.AddDays(1));

        both.Run(scenario with { Config = scenario.Config with { TradeBackupCount = 1 } });

        if (PythonLogging.IsUnmended)
            Assert.DoesNotContain("trades.log.2024-01-01.txt", LogFiles.NamesIn(both.Python));
        string[] left = ["console.txt", "trading.log", "trades.log", "trades.log.2025-12-17", .. strangers];
        Assert.Equal(left.Order(StringComparer.Ordinal), LogFiles.NamesIn(both.Core));
    }

    [Fact]
    public void The_archive_has_the_right_day_also_on_the_day_the_clocks_are_set_back()
    {
        var saturday = new DateTime(2025, 10, 25, 10, 0, 0, 1, DateTimeKind.Utc);
        using var both = new BothLoggings();

        both.Run(Events(saturday, saturday.AddDays(1)));

        if (PythonLogging.IsUnmended)
            Assert.Contains("trades.log.2025-10-24", LogFiles.NamesIn(both.Python));
        Assert.Single(LogFiles.Lines(both.Core, "trades.log.2025-10-25"));
        Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
    }

    [Fact]
    public void Midnight_is_met_where_the_clocks_change_by_half_an_hour()
    {
        // Lord Howe Island, 5 April 2026, 02:00 +11:00 becomes 01:30 +10:30.
        var beforeChange = new DateTime(2026, 4, 4, 14, 0, 0, 1, DateTimeKind.Utc);
        var lastMinute = new DateTime(2026, 4, 5, 13, 29, 30, 1, DateTimeKind.Utc);
        using var both = new BothLoggings();

        both.Run(
            Events(beforeChange.AddHours(-2), beforeChange, lastMinute, lastMinute.AddMinutes(1)) with
            {
                Zone = "Australia/Lord_Howe",
            });

        Assert.Equal(2, LogFiles.Lines(both.Core, "trades.log.2026-04-05").Length);
        Assert.Single(LogFiles.Lines(both.Core, "trades.log"));
        if (PythonLogging.IsUnmended)
            Assert.Equal(3, LogFiles.Lines(both.Python, "trades.log").Length);
    }

    [Fact]
    public void A_link_where_the_log_should_be_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/null is Unix's.");
        using var both = new BothLoggings();
        File.CreateSymbolicLink(Path.Combine(both.Python, "trading.log"), "/dev/null");
        File.CreateSymbolicLink(Path.Combine(both.Core, "trading.log"), "/dev/null");
        LogScenario scenario = Texts(maxBytes: 1, "first", "second");

        Assert.Empty(PythonLogging.Run(scenario, both.Python, isAdapted: false));
        LogWriteException error = Assert.Throws<LogWriteException>(() => CoreLogging.Run(scenario, both.Core));

        Assert.DoesNotContain("trading.log.1", LogFiles.NamesIn(both.Python));
        Assert.Equal(Path.Combine(both.Core, "trading.log"), error.Path);
    }

    private static LogScenario Texts(int maxBytes, params string[] messages)
    {
        var scenario = new LogScenario([.. messages.Select(text => new MessageStep(Noon, LogLevel.Info, "t", text))]);
        return scenario with { Config = scenario.Config with { MaxBytes = maxBytes } };
    }

    private static LogScenario Events(params DateTime[] moments) =>
        new(
            [
                .. moments.Select(
                    moment => new EventStep(
                        moment, "TICK", new Dictionary<string, object?> { ["symbol"] = "BTCUSDT" })),
            ]);

    private static int RightsOfOthers(string directory) =>
        TradingLogging.Storage.Platform.PlatformFiles.Current.GetStatus(
            Path.Combine(directory, "trades.log"))!.Value.Permissions & 7;
}
