using TradingLogging.Analytics;
using TradingLogging.Live.Summaries;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Live.Tests.Summaries;

public sealed class LiveSummaryReaderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LogFolder _folder = new();
    private readonly TradingDay _day = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_figures_are_those_of_a_measurement_of_today()
    {
        TradingDay.Append(_folder, [.. TradingDay.Usual, "{ torn"]);
        using LiveSummaryReader reader = Open();
        AssertEqual(MeasureToday(lookBack: TimeSpan.FromDays(7)), Read(reader).Activity);

        TradingDay.Append(_folder, _day.Fill(1), _day.Fill(2), _day.Fill(2));

        LiveSummary summary = Read(reader, events: TradingDay.Usual.Length + 3);
        AssertEqual(MeasureToday(lookBack: TimeSpan.FromDays(7)), summary.Activity);
        Assert.Equal(99.10m - 1.25m - 0.25m - (4 * (100.10m - 90.25m)), summary.Activity.NetPnl);
        Assert.Equal(1, summary.Health.Damage);
    }

    [Fact]
    public void What_is_open_since_yesterday_is_known()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();

        LiveSummary summary = Read(reader);

        Assert.Equal(["y2", "a3"], summary.OpenOrders.Select(order => order.OrderId));
        Assert.Equal(2, summary.OpenOrderCount);
        Assert.Equal(6, Assert.Single(summary.Activity.OpenPositions, one => one.Symbol == "SOLUSDT").Quantity);
        Assert.Equal(3, summary.LastFills.Count);
        Assert.Equal(90.25m, summary.LastFills[^1].Price);
        Assert.Equal(10, summary.LastEvents[^1].Number);
        Assert.StartsWith("2025-12-18: net 58.", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void That_the_log_goes_back_further_than_it_is_read_is_a_finding()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open(lookBack: TimeSpan.Zero);

        TradeActivity activity = Read(reader).Activity;

        Assert.Contains(activity.Findings, finding => finding.Message.Contains("goes back further"));
        AssertEqual(MeasureToday(lookBack: TimeSpan.Zero), activity);
    }

    [Fact]
    public void At_midnight_the_new_day_begins_with_what_is_open()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();
        Read(reader);
        int generation = reader.Generation;

        _day.Now = new DateTimeOffset(2025, 12, 19, 0, 0, 1, TimeSpan.Zero);
        File.Move(_folder.PathOf("trades.log"), _folder.PathOf("trades.log.2025-12-18"));
        TradingDay.Append(_folder, TradingDay.Line("2025-12-19 00:00:00.5", "POSITION_CLOSED", """
            "symbol": "SOLUSDT", "quantity": 6, "pnl": 12
            """));

        LiveSummary summary = Read(reader, events: TradingDay.Usual.Length + 1);
        Assert.Equal(new DateTimeOffset(2025, 12, 19, 0, 0, 0, TimeSpan.Zero), summary.Day);
        Assert.Equal(1, summary.Activity.Events);
        AssertEqual(MeasureToday(lookBack: TimeSpan.FromDays(7)), summary.Activity);
        Assert.Equal(generation + 1, reader.Generation);
    }

    [Fact]
    public void A_clock_that_is_set_back_over_midnight_brings_the_day_before_back()
    {
        _day.Now = new DateTimeOffset(2025, 12, 19, 0, 0, 1, TimeSpan.Zero);
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();
        Assert.Equal(0, Read(reader).Activity.Events);

        _day.Now = new DateTimeOffset(2025, 12, 18, 23, 59, 0, TimeSpan.Zero);

        Assert.Equal(7, Read(reader).Activity.Events);
    }

    [Fact]
    public void A_log_that_is_deleted_and_begun_anew_is_read_on()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();
        Read(reader);

        SharedFile.Delete(_folder.PathOf("trades.log"));
        TradingDay.Append(_folder, _day.Fill(7));

        Until(reader, summary => summary.LastEvents[^1].ToString().Contains("x7"), "the event of the new file");
    }

    [Fact]
    public void A_directory_that_is_deleted_is_told_and_read_again_when_it_is_back()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();
        Read(reader);
        Directory.Delete(_folder.FullName, recursive: true);
        Until(reader, summary => summary.Activity.Events == 7, "a summary of what is known");

        Directory.CreateDirectory(_folder.FullName);
        TradingDay.Append(_folder, _day.Fill(8));

        Until(reader, summary => summary.LastEvents[^1].ToString().Contains("x8"), "the event of the new directory");
    }

    [Fact]
    public void What_could_not_be_read_is_no_longer_told_when_it_is_read_again()
    {
        TradingDay.Append(_folder, TradingDay.Usual);
        using LiveSummaryReader reader = Open();
        Read(reader);
        Directory.Delete(_folder.FullName, recursive: true);
        _day.Now += TimeSpan.FromDays(1);
        string trouble = Until(reader, summary => summary.Health.Troubles.Count > 0, "a trouble").Health.Troubles[0];

        Directory.CreateDirectory(_folder.FullName);

        Until(reader, summary => !summary.Health.Troubles.Contains(trouble), "a summary without the trouble");
    }

    [Fact]
    public void Warnings_errors_and_events_are_counted_by_the_minute()
    {
        TradingDay.Append(_folder, [.. Enumerable.Range(1, 20).Select(_day.Fill)]);
        DateTime local = _day.Now.LocalDateTime;
        string Record(TimeSpan ago, string level, string message) => FormattableString.Invariant(
            $"{local - ago:yyyy-MM-dd HH:mm:ss} | {level,-8} | trading.main:12 | {message}");
        TradingDay.AppendTo(
            _folder,
            "trading.log",
            Record(TimeSpan.FromMinutes(90), "ERROR", "of before"),
            Record(TimeSpan.FromMinutes(5), "WARNING", "slow"),
            Record(TimeSpan.FromSeconds(20), "INFO", "fine"),
            Record(TimeSpan.FromSeconds(10), "ERROR", "lost"),
            Record(TimeSpan.FromSeconds(9), "CRITICAL", "gone"),
            Record(TimeSpan.FromSeconds(8), "WARNING", "slow"));
        using LiveSummaryReader reader = Open();
        Until(reader, one => one.LastProblems.Count == 4 && reader.Events == 20, "the last record");
        _day.Now += TimeSpan.FromSeconds(1);

        LiveSummary summary = reader.Summarize();

        Assert.Equal(2.0, summary.Rates.EventsPerSecond);
        Assert.Equal((2, 1), (summary.Rates.ErrorsPerMinute, summary.Rates.WarningsPerMinute));
        Assert.Equal(60, summary.Rates.Minutes.Count);
        Assert.Equal((2, 2, 20), (
            summary.Rates.Minutes.Sum(minute => minute.Errors),
            summary.Rates.Minutes.Sum(minute => minute.Warnings),
            summary.Rates.Minutes.Sum(minute => minute.Events)));
        Assert.Equal(["slow", "lost", "gone", "slow"], summary.LastProblems.Select(problem => problem.Message));
    }

    [Fact]
    public void Who_writes_and_whether_the_chain_holds_is_known_from_the_lines()
    {
        string Chained(int number, string evidence) => _day.Fill(number)[..^1]
            + FormattableString.Invariant($", {evidence}\"seq\": {number}, \"prev\": \"{new string('a', 64)}\"}}");
        TradingDay.Append(
            _folder,
            Chained(4, "\"evidence\": {\"host\": \"h1\", \"pid\": 41}, "),
            Chained(5, "\"evidence\": {\"host\": \"h1\", \"pid\": 42}, "),
            Chained(7, "\"evidence\": {\"host\": \"h1\", \"pid\": 41}, "),
            _day.Fill(8)[..^1] + ", \"evidence\": 3}",
            _day.Fill(9)[..^1] + ", \"evidence\": {\"user\": \"u\"}}");
        using LiveSummaryReader reader = Open();

        LiveHealth health = Read(reader, events: 5).Health;

        Assert.Equal(7, health.ChainNumber);
        Assert.Equal(3, health.ChainBreaks);
        Assert.Equal(
            ["41: 2", "42: 1"],
            health.Writers
                .Select(writer => FormattableString.Invariant($"{writer.ProcessId}: {writer.Events}"))
                .Order());
        _day.Now += TimeSpan.FromMinutes(15);
        Assert.Empty(reader.Summarize().Health.Writers);
    }

    [Fact]
    public void The_disk_is_looked_at_beside_the_reading()
    {
        using LiveSummaryReader reader = Open();

        Until(
            reader,
            summary => summary.Health.FreeDisk > 0 && summary.Health.DiskSize > summary.Health.FreeDisk,
            "the size of the disk");
        Assert.Empty(reader.Summarize().Health.Forwarders);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new LiveSummaryReader(null!));
        Assert.Throws<ArgumentException>(() => Open(lookBack: TimeSpan.FromTicks(-1)));
        Assert.Throws<DirectoryNotFoundException>(
            () => new LiveSummaryReader(new LiveSummaryOptions { LogDirectory = _folder.PathOf("none") }));
    }

    private static void AssertEqual(TradeActivity expected, TradeActivity actual)
    {
        Assert.Equal(expected with { Orders = [] }, actual with { Orders = [] }, (one, other) =>
            System.Text.Json.JsonSerializer.Serialize(one) == System.Text.Json.JsonSerializer.Serialize(other));
        Assert.Equal(expected.NetPnl, actual.NetPnl);
    }

    private TradeActivity MeasureToday(TimeSpan lookBack)
    {
        var today = new DateTimeOffset(_day.Now.Date, TimeSpan.Zero);
        var meter = new TradeActivityMeter(
            new TradeActivityOptions { TimeZone = TimeZoneInfo.Utc, CountFrom = today });
        meter.Add(
            TradeLog.InDirectory(_folder.FullName),
            new TradeQuery { Since = today - lookBack },
            new LogReadOptions { Damaged = _ => { } });
        return meter.Measure();
    }

    private LiveSummaryReader Open(TimeSpan? lookBack = null) => new(new LiveSummaryOptions
    {
        LogDirectory = _folder.FullName,
        LookBack = lookBack ?? TimeSpan.FromDays(7),
        Activity = new TradeActivityOptions { TimeZone = TimeZoneInfo.Utc },
        Now = () => _day.Now,
    });

    private static LiveSummary Read(LiveSummaryReader reader, long events = 0) =>
        Until(reader, summary => summary.IsCaughtUp && reader.Events >= events, $"{events} events");

    private static LiveSummary Until(LiveSummaryReader reader, Func<LiveSummary, bool> isMet, string what)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            reader.Read(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
            LiveSummary summary = reader.Summarize();
            if (isMet(summary))
                return summary;
            Assert.True(waited.Elapsed < Patience, $"There was not {what} within {Patience}.");
        }
    }
}
