using TradingLogging.Configuration;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>Subtask 8.2: <c>trades.log</c> is rotated at midnight, and 30 days are kept.</summary>
public sealed class TradeLogRotationTests : IDisposable
{
    private readonly LogFolder _folder = new();

    [Fact]
    public void At_local_midnight_the_trade_log_is_set_aside_under_its_day()
    {
        using TestSession session = Start();

        session.UtcNow = new DateTime(2025, 12, 17, 22, 59, 59, 999, DateTimeKind.Utc);
        session.LogTrade("LAST", data: null);
        session.UtcNow = new DateTime(2025, 12, 17, 23, 0, 0, DateTimeKind.Utc);
        session.LogTrade("FIRST", data: null);

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], _folder.Files);
        Assert.Contains(
            "2025-12-17T23:59:59.999000+01:00",
            Assert.Single(session.Lines("trades.log.2025-12-17")),
            StringComparison.Ordinal);
        Assert.Contains(
            "2025-12-18T00:00:00.000000+01:00",
            Assert.Single(session.Lines("trades.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_runs_once_a_day_fills_a_file_a_day()
    {
        for (int day = 1; day <= 4; day++)
        {
            using TestSession session = Start();
            session.UtcNow = new DateTime(2025, 12, day, 9, 0, 0, DateTimeKind.Utc);
            session.LogTrade("RUN", new Dictionary<string, object?> { ["day"] = day });
        }

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-01", "trades.log.2025-12-02", "trades.log.2025-12-03"],
            _folder.Files);
        Assert.Equal(
            ["4", "1", "2", "3"],
            _folder.Files.Select(name => Assert.Single(_folder.Lines(name)).Split("\"day\": ")[1].TrimEnd('}')));
    }

    [Fact]
    public void Idle_days_leave_no_files()
    {
        using TestSession session = Start();

        session.LogTrade("BEFORE", data: null);
        session.UtcNow = session.UtcNow.AddDays(20);
        session.LogTrade("AFTER", data: null);

        Assert.Equal(["trades.log", "trades.log.2025-12-18"], _folder.Files);
    }

    [Fact]
    public void Thirty_days_are_kept_and_the_oldest_go()
    {
        using TestSession session = Start();
        DateTime first = session.UtcNow;

        for (int day = 0; day < 35; day++)
        {
            session.UtcNow = first.AddDays(day);
            session.LogTrade("RUN", data: null);
        }

        Assert.Equal(
            ["trades.log", .. Enumerable.Range(4, 30)
                .Select(day => FormattableString.Invariant($"trades.log.{first.AddDays(day):yyyy-MM-dd}"))],
            _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private TestSession Start() =>
        new(new LoggingConfig { LogDirectory = _folder.FullName, Console = false, PropagateTrades = false });
}
