using TradingLogging.Analytics.Anomalies;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Analytics.Tests.Anomalies;

/// <summary>What is found in a stream of events, what is not, and what is said of the rest.</summary>
public class TradeAnomalyDetectorTests
{
    // A Monday.
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_burst_of_rejects_says_its_numbers()
    {
        var log = new AnomalyScript(Start).Quiet(days: 4);
        log.Each(TimeSpan.FromSeconds(6), 47, number => $"ORDER_REJECTED order_id=x{number} symbol=BTCUSDT").Quiet(0.1);

        TradeAnomaly found = Assert.Single(log.Found, one => one.Subject == "ORDER_REJECTED");
        Assert.Equal(AnomalyMeasure.Rate, found.Measure);
        Assert.Equal("47 ORDER_REJECTED in 5 minutes; 0 are usual at this hour.", found.Message);
        Assert.Equal(47, found.Value);
        Assert.Equal(Start.AddDays(4).AddMinutes(5), found.Time);
        Assert.Equal(Start.AddDays(4), found.From);
        Assert.True(found.Score > 1);
        Assert.Equal(TimeSpan.FromDays(4), found.History);
        Assert.Equal(found.Message, found.ToString());
    }

    [Fact]
    public void Orders_that_are_suddenly_rejected_are_found_by_their_share()
    {
        var log = new AnomalyScript(Start).Trades(days: 4);
        log.Trades(0.05, isRejected: true);

        TradeAnomaly found = Assert.Single(log.Found, one => one.Measure == AnomalyMeasure.RejectRatio);
        Assert.StartsWith("5 of 5 orders were rejected in 5 minutes (100 %); 0 % a day are usual.", found.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, found.Value);
        Assert.Single(log.Found, one => one.Measure == AnomalyMeasure.FillRatio);
    }

    [Fact]
    public void A_heartbeat_that_stops_is_found_while_other_events_come()
    {
        var log = new AnomalyScript(Start).Trades(days: 4);
        log.Trades(0.05, hasHeartbeat: false);

        TradeAnomaly found = Assert.Single(log.Found);
        Assert.Equal(AnomalyMeasure.Silence, found.Measure);
        Assert.Equal("No HEARTBEAT for 15 minutes; 60 an hour are usual at this hour.", found.Message);
    }

    [Fact]
    public void When_everything_stops_there_is_one_alarm_for_all_events()
    {
        var log = new AnomalyScript(Start).Trades(days: 4);
        log.Detector.AdvanceTo(Start.AddDays(4).AddHours(2));

        TradeAnomaly found = Assert.Single(log.Detector.TakeFound());
        Assert.Equal("", found.Subject);
        Assert.StartsWith("No events for 5 minutes; ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_bucket_is_judged_though_it_may_not_be_over()
    {
        var log = new AnomalyScript(Start).Quiet(days: 4);
        log.Each(TimeSpan.FromSeconds(1), 47, number => $"ORDER_REJECTED order_id=x{number} symbol=BTCUSDT");
        Assert.Empty(log.Detector.TakeFound());

        log.Detector.Finish(end: null);

        TradeAnomaly found = Assert.Single(log.Detector.TakeFound());
        Assert.Equal("47 ORDER_REJECTED in 5 minutes; 0 are usual at this hour.", found.Message);
    }

    [Fact]
    public void What_is_missing_in_a_bucket_that_is_not_over_is_no_silence()
    {
        DateTimeOffset time = Start;
        var detector = new TradeAnomalyDetector(Utc);
        for (; time < Start.AddDays(4); time = time.AddSeconds(10))
            detector.Add(AnomalyScript.Event(time, "TICK"));
        detector.Add(AnomalyScript.Event(time, "ODD"));

        detector.Finish(time.AddSeconds(1));

        Assert.Empty(detector.TakeFound());
    }

    [Fact]
    public void Silence_until_the_end_counts_unless_the_log_ended_long_before()
    {
        IReadOnlyList<TradeAnomaly> FoundAfter(int days, out IReadOnlyList<string> unjudged)
        {
            AnomalyScript log = new AnomalyScript(Start).Trades(days: 4);
            log.Detector.Finish(Start.AddDays(4 + days));
            unjudged = log.Detector.Unjudged;
            return log.Detector.TakeFound();
        }

        Assert.Equal(AnomalyMeasure.Silence, Assert.Single(FoundAfter(1, out _)).Measure);
        Assert.Empty(FoundAfter(30, out IReadOnlyList<string> unjudged));
        Assert.StartsWith("The silence of 30 d ", Assert.Single(unjudged), StringComparison.Ordinal);
    }

    [Fact]
    public void Latency_slippage_and_pnl_are_found_with_their_units()
    {
        var log = new AnomalyScript(Start).Trades(days: 4);
        log.Trades(0.1, latency: 900, slippage: 20, pnl: -5000);

        Assert.Contains(log.Found, one => one.Measure == AnomalyMeasure.OrderToFill
            && one.Message.StartsWith("The time from order to fill was ", StringComparison.Ordinal));
        Assert.Contains(log.Found, one => one.Measure == AnomalyMeasure.SignalToFill);
        Assert.Contains(log.Found, one => one.Measure == AnomalyMeasure.Slippage
            && one.Message.StartsWith("The slippage was 0.", StringComparison.Ordinal));
        Assert.Contains(log.Found, one => one.Measure == AnomalyMeasure.Pnl && one.Subject == "USDT"
            && one.Message.StartsWith("A trade made -5,000", StringComparison.Ordinal));
    }

    [Fact]
    public void Days_as_usual_raise_no_alarm_and_leave_nothing_unsaid()
    {
        AnomalyScript log = new AnomalyScript(Start).Trades(days: 6);

        Assert.Empty(log.Found);
        Assert.Empty(log.Detector.Unjudged);
    }

    [Fact]
    public void Silence_on_the_first_weekend_is_no_alarm_but_said()
    {
        AnomalyScript log = new AnomalyScript(Start).Quiet(days: 5);
        log.Detector.AdvanceTo(Start.AddDays(6));

        Assert.Empty(log.Detector.TakeFound());
        Assert.Equal(
            ["Silence at hours that the log has on fewer than 3 working days, or on fewer than 3 days of weekends."],
            log.Detector.Unjudged);
    }

    [Fact]
    public void Too_little_history_is_said()
    {
        AnomalyScript log = new AnomalyScript(Start).Trades(days: 1);

        Assert.StartsWith("Everything: 2 days are watched before anything is judged", log.Detector.Unjudged[0],
            StringComparison.Ordinal);
        Assert.Equal([], new TradeAnomalyDetector().TakeFound());
        Assert.Single(new TradeAnomalyDetector().Unjudged);
    }

    [Fact]
    public void A_measure_with_too_few_values_is_named()
    {
        var log = new AnomalyScript(Start).Quiet(days: 3);
        log.Each(TimeSpan.FromMinutes(1), 3, number =>
            $"ORDER_PLACED order_id=y{number} symbol=BTCUSDT side=buy quantity=1").Quiet(0.5);

        Assert.Contains(
            log.Detector.Unjudged, text => text.Contains("fewer than 100 orders", StringComparison.Ordinal));
        log.Trades(0.05);
        Assert.Contains(
            log.Detector.Unjudged, text => text.StartsWith("OrderToFill: it has ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_of_events_within_a_bucket_does_not_count()
    {
        string[] Messages(bool isReversed)
        {
            var log = new AnomalyScript(Start) { IsReversed = isReversed }.Quiet(days: 4);
            log.Each(TimeSpan.FromSeconds(2), 60, number => $"ODD_{number % 3} n={number}").Quiet(0.1);
            return [.. log.Found.Select(one => one.Message)];
        }

        Assert.NotEmpty(Messages(isReversed: false));
        Assert.Equal(Messages(isReversed: false), Messages(isReversed: true));
    }

    [Fact]
    public void Poisson_noise_raises_at_most_one_alarm_a_month()
    {
        var random = new Random(7);
        var detector = new TradeAnomalyDetector(Utc);
        DateTimeOffset time = Start;
        while (time < Start.AddDays(30))
        {
            time = time.AddSeconds(-120 * Math.Log(1 - random.NextDouble()));
            detector.Add(AnomalyScript.Event(time, "TICK"));
        }

        Assert.InRange(detector.TakeFound().Count, 0, 1);
    }

    [Fact]
    public void One_event_a_day_is_no_anomaly()
    {
        var detector = new TradeAnomalyDetector(Utc);
        for (int day = 0; day < 60; day++)
            detector.Add(AnomalyScript.Event(Start.AddDays(day).AddHours(8), "DAILY_SUMMARY"));

        Assert.Empty(detector.TakeFound());
    }

    [Fact]
    public void A_clock_that_steps_back_loses_nothing_silently()
    {
        AnomalyScript log = new AnomalyScript(Start).Quiet(days: 3);
        log.Detector.Add(AnomalyScript.Event(Start.AddDays(3).AddHours(-2), "HEARTBEAT"));
        Assert.Contains(log.Detector.Unjudged, text => text.StartsWith("1 events that were logged with an earlier",
            StringComparison.Ordinal));

        log.Detector.Add(AnomalyScript.Event(Start.AddYears(70), "HEARTBEAT"));
        log.Detector.Add(AnomalyScript.Event(Start.AddDays(3).AddHours(1), "HEARTBEAT"));
        Assert.Contains(log.Detector.Unjudged, text => text.Contains("2 steps of the clock", StringComparison.Ordinal));
        Assert.Empty(log.Found);
    }

    [Fact]
    public void A_night_with_a_change_of_the_clocks_is_as_usual()
    {
        TimeZoneInfo zone = TestZones.WithSummerTime;
        var log = new AnomalyScript(new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero), zone).Quiet(days: 16);

        Assert.Empty(log.Found);
    }

    [Fact]
    public void Errors_of_a_logger_are_found()
    {
        var detector = new TradeAnomalyDetector(Utc);
        for (int minute = 0; minute < 60 * 24 * 4; minute++)
            detector.Add(Entry(Start.AddMinutes(minute), LogLevel.Info));
        for (int second = 0; second < 250; second++)
            detector.Add(Entry(Start.AddDays(4).AddSeconds(second), LogLevel.Error));
        detector.AdvanceTo(Start.AddDays(4).AddMinutes(5));

        TradeAnomaly found = Assert.Single(detector.TakeFound());
        Assert.Equal("errors of trading.api", found.Subject);
        Assert.Equal(
            "250 errors of trading.api in 5 minutes; 0 are usual at this hour. Likewise records of trading.api.",
            found.Message);
    }

    [Fact]
    public void More_actions_than_are_watched_are_said()
    {
        var detector = new TradeAnomalyDetector(Utc);
        for (int number = 0; number < 300; number++)
            detector.Add(AnomalyScript.Event(Start.AddSeconds(number), "ACTION_" + number));

        Assert.Contains("45 events of actions, loggers or currencies beyond the first 255.", detector.Unjudged);
    }

    [Theory]
    [InlineData(0, 1, "The bucket must be 1 second to 1 hour.")]
    [InlineData(7200, 1, "The bucket must be 1 second to 1 hour.")]
    [InlineData(60, -1, "The cool-down must be 0 to 30 days.")]
    [InlineData(60, 31, "The cool-down must be 0 to 30 days.")]
    public void Options_outside_their_range_are_refused(int seconds, int days, string message)
    {
        var options = new TradeAnomalyOptions
        {
            Bucket = TimeSpan.FromSeconds(seconds),
            CoolDown = TimeSpan.FromDays(days),
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => new TradeAnomalyDetector(options));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void High_sensitivity_finds_what_the_default_leaves()
    {
        int Count(AnomalySensitivity sensitivity)
        {
            var log = new AnomalyScript(Start, sensitivity: sensitivity).Quiet(days: 4);
            log.Each(TimeSpan.FromSeconds(9), 5, number => $"ODD n={number}").Quiet(0.1);
            return log.Found.Count;
        }

        Assert.Equal(1, Count(AnomalySensitivity.High));
    }

    private static TradeAnomalyOptions Utc => new() { TimeZone = TimeZoneInfo.Utc };

    private static TradingLogEntry Entry(DateTimeOffset time, LogLevel level) => new(
        time, level, "trading.api", 1, "message", new LogLocation("trading.log", 1, 0));
}
