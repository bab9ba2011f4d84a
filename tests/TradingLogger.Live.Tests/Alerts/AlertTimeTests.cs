using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;
using TradingLogging.Logging;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>How an engine takes time: late records, steps of the clock, portions, restarts.</summary>
public sealed class AlertTimeTests
{
    private static readonly AlertRule Rejects = new()
    {
        Name = "rejects",
        Kind = AlertRuleKind.Count,
        Action = ["ORDER_REJECTED"],
        Threshold = 2,
        Window = TimeSpan.FromMinutes(1),
        For = TimeSpan.FromSeconds(5),
        ClearAfter = TimeSpan.FromSeconds(20),
        GroupBy = ["symbol"],
    };

    private static readonly AlertRule[] Several =
    [
        Rejects,
        Rejects with { Name = "at once", GroupBy = [], Threshold = 4, For = default, ClearAfter = default },
        new()
        {
            Name = "silent", Kind = AlertRuleKind.Silence, Window = TimeSpan.FromSeconds(50), GroupBy = ["symbol"],
        },
        new()
        {
            Name = "ratio", Kind = AlertRuleKind.RejectRatio, Threshold = 0.6m, AtLeast = 3,
            Window = TimeSpan.FromMinutes(2),
        },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_order_of_records_within_the_lateness_does_not_matter(int seed)
    {
        var random = new Random(seed);
        LiveRecord[] records = Records(random);
        LiveRecord[] shuffled =
        [
            .. records.OrderBy(record => record.Event!.Timestamp.AddMilliseconds(random.Next(0, 9_999))),
        ];

        List<Alert> told = TellAll(Several, At("40:00"), records);

        Assert.NotEmpty(told);
        Assert.Equal(told, TellAll(Several, At("40:00"), shuffled));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void When_and_in_which_portions_records_are_read_does_not_matter(int seed)
    {
        var random = new Random(seed);
        LiveRecord[] records = Records(random);
        AlertEngine engine = Engine(Several);
        List<Alert> told = [];
        foreach (LiveRecord record in records)
        {
            engine.Observe(record);
            if (random.Next(3) == 0)
                told.AddRange(engine.AdvanceTo(record.Event!.Timestamp.AddMilliseconds(random.Next(0, 5_000))));
        }

        told.AddRange(engine.AdvanceTo(At("40:10")));

        Assert.Equal(TellAll(Several, At("40:00"), records), told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_restart_from_the_history_goes_on_as_if_there_had_been_none(int seed)
    {
        var random = new Random(seed);
        LiveRecord[] records = Records(random);
        DateTimeOffset stopped = Start.AddMinutes(5 + random.Next(20)).AddMilliseconds(random.Next(60_000));
        AlertEngine whole = Engine(Several);
        List<Alert> before = [], after = [];
        foreach (LiveRecord record in records)
        {
            DateTimeOffset time = record.Event!.Timestamp;
            if (time <= stopped.AddSeconds(10))
                whole.Observe(record);
        }

        before.AddRange(whole.AdvanceTo(stopped.AddSeconds(10)));
        IReadOnlyList<Alert> known = whole.Firing;
        foreach (LiveRecord record in records.Where(record => record.Event!.Timestamp > stopped.AddSeconds(10)))
            whole.Observe(record);
        after.AddRange(whole.AdvanceTo(At("40:10")));

        DateTimeOffset from = stopped - whole.History;
        var options = new AlertEngineOptions { ReadFrom = from, TellFrom = stopped, Known = known };
        List<Alert> resumed = TellAll(
            Several, At("40:00"), [.. records.Where(record => record.Event!.Timestamp >= from)], options);

        Assert.Equal(after.Select(Known), resumed.Select(Known));
    }

    [Fact]
    public void The_first_start_tells_of_what_fires_and_not_of_what_is_over()
    {
        LiveRecord[] records =
        [
            .. Enumerable.Range(0, 3).Select(i => Reject($"0:0{i}", "A")),
            .. Enumerable.Range(0, 3).Select(i => Reject($"4:3{i}", "B")),
        ];

        List<Alert> told = TellAll(
            [Rejects], At("5:00"), records, new AlertEngineOptions { ReadFrom = Start, TellFrom = At("5:00") });
        Assert.Empty(told);

        told = TellAll(
            [Rejects], At("5:01"), records, new AlertEngineOptions { ReadFrom = Start, TellFrom = At("5:00") });

        Alert only = Assert.Single(told);
        Assert.Equal(("B", At("4:37")), (only.Labels["symbol"], only.StartsAt));
    }

    [Fact]
    public void A_known_alert_whose_rule_is_gone_or_changed_is_resolved()
    {
        List<Alert> known = TellAll([Rejects with { Threshold = 0 }], At("0:30"), [Reject("0:01", "A")]);

        Alert told = Assert.Single(TellAll(
            [Rejects with { Severity = "critical" }], At("2:00"), [],
            new AlertEngineOptions { TellFrom = At("1:00"), Known = known }));

        Assert.Equal(
            (AlertStatus.Resolved, known[0].Fingerprint, At("1:00")), (told.Status, told.Fingerprint, told.EndsAt));
    }

    [Fact]
    public void A_late_record_is_counted_and_is_in_no_window()
    {
        AlertEngine engine = Engine([Rejects with { Threshold = 0 }]);
        engine.Observe(Event("1:00", "OTHER"));
        engine.Observe(Reject("0:49.9", "A"));
        engine.Observe(Reject("0:50", "B"));

        IReadOnlyList<Alert> told = engine.AdvanceTo(At("2:00"));

        Assert.Equal((1, 0), (engine.LateRecords, engine.FutureRecords));
        Assert.All(told, alert => Assert.Equal("B", alert.Labels["symbol"]));
    }

    [Fact]
    public void An_event_of_the_future_does_not_stop_the_alerts_of_the_present()
    {
        AlertEngine engine = Engine(
            [Rejects with { Threshold = 0, For = default }],
            new AlertEngineOptions { ReadFrom = Start, Now = () => At("1:00") });
        engine.Observe(Event(Start.AddYears(70), "ORDER_REJECTED", "\"symbol\":\"Z\""));
        engine.Observe(Reject("0:50", "A"));

        IReadOnlyList<Alert> told = engine.AdvanceTo(At("1:01"));

        Assert.Equal(1, engine.FutureRecords);
        Assert.Equal("A", Assert.Single(told).Labels["symbol"]);
    }

    [Fact]
    public void A_clock_that_was_set_back_is_followed_and_alerts_go_on()
    {
        List<string> warnings = [];
        AlertEngine engine = Engine(
            [Rejects, new() { Name = "silent", Kind = AlertRuleKind.Silence, Window = TimeSpan.FromMinutes(5) }],
            new AlertEngineOptions { ReadFrom = At("1:00:00"), Warn = warnings.Add });
        engine.Observe(Reject("1:00:10", "A"));
        engine.AdvanceTo(At("1:01:00"));

        List<Alert> told = [.. engine.AdvanceTo(At("1:00"))];
        for (int second = 1; second < 4; second++)
            engine.Observe(Reject($"1:0{second}", "B"));
        told.AddRange(engine.AdvanceTo(At("1:30")));
        told.AddRange(engine.AdvanceTo(At("7:00")));

        Assert.Equal(
            ["rejects 1:08", "rejects resolved 2:21", "silent 6:03"],
            told.Select(alert => alert.EndsAt is { } end
                ? $"{alert.Name} resolved {Clock(end)}"
                : $"{alert.Name} {Clock(alert.StartsAt)}"));
        Assert.Equal(0, engine.LateRecords);
        Assert.StartsWith("The clock was set back from 2026-11-20 11:01:00", Assert.Single(warnings));
    }

    [Fact]
    public void The_slower_of_the_two_logs_is_waited_for()
    {
        AlertRule[] rules =
        [
            Rejects with { Threshold = 0, For = default },
            new() { Name = "errors", Kind = AlertRuleKind.Count, Level = "ERROR" },
        ];
        AlertEngine engine = Engine(rules);
        engine.Observe(Reject("10:00", "A"));
        engine.Observe(Record("1:00", LogLevel.Error, "trading", "Lost."));

        IReadOnlyList<Alert> told = engine.AdvanceTo(At("10:11"));

        Assert.Equal(["errors", "errors", "rejects"], told.Select(alert => alert.Name));
        Assert.Equal(0, engine.LateRecords);
    }

    [Fact]
    public void The_history_covers_the_window_both_delays_and_for_money_a_day_before()
    {
        Assert.Equal(TimeSpan.FromSeconds(60 + 5 + 20 + 10), Engine([Rejects]).History);
        Assert.Equal(
            TimeSpan.FromDays(2) + TimeSpan.FromSeconds(10),
            Engine([new AlertRule { Name = "d", Kind = AlertRuleKind.Drawdown, Threshold = 1 }]).History);
    }

    [Fact]
    public void A_clock_set_back_also_moves_what_was_not_decided_yet()
    {
        AlertEngine engine = Engine(
            [Rejects with { Threshold = 0, For = default, ClearAfter = default }],
            new AlertEngineOptions { ReadFrom = Start });
        engine.Observe(Reject("1:00:00", "A"));
        engine.AdvanceTo(At("30:00"));

        Assert.Equal(
            ["fires 30:00: 1 ORDER_REJECTED in 60 s, more than 0; A"],
            engine.AdvanceTo(At("30:20")).Select(Show));
    }

    [Fact]
    public void A_lateness_that_is_none_is_refused() => Assert.Throws<ConfigurationException>(
        () => Engine([Rejects], new AlertEngineOptions { Lateness = TimeSpan.FromHours(2) }));

    [Fact]
    public void The_fingerprint_is_that_of_the_labels_alone()
    {
        Alert Of(AlertRule rule, string symbol) =>
            TellAll([rule with { Threshold = 0 }], At("0:30"), [Reject("0:01", symbol)])[0];

        Alert alert = Of(Rejects, "A");

        Assert.Equal(alert.Fingerprint, Of(Rejects with { Window = TimeSpan.FromHours(1) }, "A").Fingerprint);
        Assert.NotEqual(alert.Fingerprint, Of(Rejects, "B").Fingerprint);
        Assert.NotEqual(alert.Fingerprint, Of(Rejects with { Severity = "page" }, "A").Fingerprint);
        Assert.Equal(["alertname", "host", "log", "severity", "symbol"], alert.Labels.Keys);
        Assert.Matches("^[0-9a-f]{16}$", alert.Fingerprint);
        Assert.StartsWith("Firing: rejects: 1 ORDER_REJECTED in 60 s, more than 0; A", alert.ToString());
    }

    // What a receiver knows of an alert; the worst value is that of the reading.
    private static string Known(Alert alert) => $"{alert.Fingerprint} {alert.Status} {Clock(alert.StartsAt)}"
        + $" {(alert.EndsAt is { } end ? Clock(end) : "")}";

    private static LiveRecord Reject(string after, string symbol) =>
        Event(after, "ORDER_REJECTED", $"\"symbol\":\"{symbol}\"");

    private static LiveRecord[] Records(Random random)
    {
        List<LiveRecord> records = [];
        DateTimeOffset time = Start;
        while (time < At("30:00"))
        {
            // Bursts, pauses, and several events of one moment.
            time = time.AddMilliseconds(random.Next(10) switch { < 3 => 0, < 8 => random.Next(8_000), _ => 70_000 });
            string action = random.Next(3) > 0 ? "ORDER_REJECTED" : "ORDER_PLACED";
            records.Add(Event(time, action, $"\"symbol\":\"{(char)('A' + random.Next(3))}\""));
        }

        return [.. records];
    }
}
