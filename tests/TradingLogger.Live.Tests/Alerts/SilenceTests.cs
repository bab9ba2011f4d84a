using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Evaluation;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Rules that miss something.</summary>
public sealed class SilenceTests
{
    private static AlertRule Silent => new()
    {
        Name = "silent",
        Kind = AlertRuleKind.Silence,
        Action = ["HEARTBEAT"],
        Window = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public void Fires_at_the_exact_moment_and_ends_with_the_next_event() => Assert.Equal(
        [
            "fires 6:00: No HEARTBEAT for 5 min, the last one at 2026-11-20 10:01:00 +00:00",
            "resolved 8:00",
            "fires 13:00: No HEARTBEAT for 5 min, the last one at 2026-11-20 10:08:00 +00:00",
        ],
        Tell(Silent, "20:00", Event("1:00", "HEARTBEAT"), Event("8:00", "HEARTBEAT"), Event("9:00", "OTHER")));

    [Fact]
    public void A_log_without_any_event_is_silent_since_the_reading_began() => Assert.Equal(
        ["fires 5:00: No HEARTBEAT for 5 min, none since 2026-11-20 10:00:00 +00:00"],
        Tell(Silent, "20:00"));

    [Fact]
    public void Each_group_is_missed_that_was_heard_before()
    {
        List<Alert> told = TellAll(
            [Silent with { GroupBy = ["strategy"] }], At("7:30"),
            [
                Event("1:00", "HEARTBEAT", "\"strategy\":\"a\""), Event("2:00", "HEARTBEAT", "\"strategy\":\"b\""),
                Event("5:00", "HEARTBEAT", "\"strategy\":\"a\""),
            ]);

        Alert only = Assert.Single(told);
        Assert.Equal("b", only.Labels["strategy"]);
        Assert.Equal(At("7:00"), only.StartsAt);
    }

    [Fact]
    public void Outside_the_hours_nothing_is_missed()
    {
        AlertRule rule = Silent with { Hours = "10:30-11:00", TimeZone = "UTC" };

        Assert.Equal(
            ["fires 35:00: No HEARTBEAT for 34 min, the last one at 2026-11-20 10:01:00 +00:00", "resolved 1:00:00"],
            Tell(rule, "10:00:00", Event("1:00", "HEARTBEAT")));
    }

    [Theory]
    [InlineData("08:00-22:00", "Europe/Berlin", "2026-03-29T06:00Z", "2026-03-29T20:00Z")]
    [InlineData("02:30-05:00", "Europe/Berlin", "2026-03-29T01:00Z", "2026-03-29T03:00Z")]
    [InlineData("02:30-05:00", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T04:00Z")]
    [InlineData("01:00-02:30", "Europe/Berlin", "2026-10-24T23:00Z", "2026-10-25T01:30Z")]
    [InlineData("22:00-06:00", "America/New_York", "2026-11-20T03:00Z", "2026-11-20T11:00Z")]
    [InlineData("00:00-24:00", "Asia/Kolkata", "2026-11-19T18:30Z", "2026-11-20T18:30Z")]
    public void Hours_are_those_of_the_zone_on_days_of_a_change_of_the_clock_too(
        string hours, string zone, string opens, string closes)
    {
        DateTimeOffset open = Moment(opens), close = Moment(closes);
        AlertRule rule = Silent with { Hours = hours, TimeZone = zone, Window = TimeSpan.FromMinutes(1) };

        List<Alert> told = TellAll(
            [rule], close.AddMinutes(30), [Event(open.AddMinutes(-20), "OTHER")],
            new AlertEngineOptions { ReadFrom = open.AddMinutes(-20) });

        Assert.Contains(told, alert => alert.Status == AlertStatus.Firing && alert.StartsAt == open.AddMinutes(1));
        Assert.Contains(told, alert => alert.Status == AlertStatus.Resolved && alert.EndsAt == close);
    }

    [Fact]
    public void Days_are_those_on_which_a_session_begins()
    {
        // 2026-11-20 is a Friday.
        AlertRule rule = Silent with
        {
            Hours = "22:00-06:00",
            TimeZone = "UTC",
            Days = [DayOfWeek.Friday, DayOfWeek.Monday],
        };

        List<Alert> told = TellAll([rule], Start.AddDays(4), []);

        Assert.Equal(
            [
                Moment("2026-11-20T22:05Z"), Moment("2026-11-21T06:00Z"), Moment("2026-11-23T22:05Z"),
                Moment("2026-11-24T06:00Z"),
            ],
            told.Select(alert => alert.EndsAt ?? alert.StartsAt));
    }

    [Fact]
    public void A_gap_of_years_costs_no_time_and_fires_once()
    {
        List<Alert> told = TellAll(
            [Silent], At("1:00"), [Event(Start.AddYears(-20), "HEARTBEAT"), Event("0:00", "HEARTBEAT")],
            new AlertEngineOptions());

        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], told.Select(alert => alert.Status));
        Assert.Equal(Start, told[1].EndsAt);
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
