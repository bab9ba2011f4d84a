using TradingLogging.Configuration;
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

    [Theory]
    [InlineData(null)]
    [InlineData("00:00-24:00")]
    [InlineData("08:00-08:00")]
    public void A_silence_of_all_hours_is_not_cut_at_their_end(string? hours)
    {
        AlertRule rule = Silent with { TimeZone = "Asia/Kolkata", Hours = hours };

        Assert.Equal(
            ["fires 5:00: No HEARTBEAT for 5 min, none since 2026-11-20 10:00:00 +00:00"], Tell(rule, "72:00:00"));
    }

    [Fact]
    public void Whole_days_that_follow_each_other_are_one_session()
    {
        // From Friday 10:00 to Wednesday.
        AlertRule rule = Silent with
        {
            TimeZone = "UTC",
            Days = [DayOfWeek.Monday, DayOfWeek.Saturday, DayOfWeek.Sunday],
            Window = TimeSpan.FromHours(30),
        };

        List<Alert> told = TellAll([rule], Start.AddDays(5), []);

        Assert.Equal(
            [Moment("2026-11-22T06:00Z"), Moment("2026-11-24T00:00Z")],
            told.Select(alert => alert.EndsAt ?? alert.StartsAt));
    }

    [Theory]
    [InlineData("09:00-10:00", "1:00:00", "0:00", "1 h")]
    [InlineData("22:00-06:00", "7:30:00", "30:00", "8 h")]
    [InlineData("00:00-24:00", "48:00:00", "0:00", "48 h")]
    public void A_silence_that_is_never_long_enough_within_its_hours_is_refused(
        string hours, string window, string lasts, string longest)
    {
        AlertRule rule = Silent with
        {
            Hours = hours,
            Days = [DayOfWeek.Saturday, DayOfWeek.Sunday],
            Window = After(window),
            For = After(lasts),
        };

        AlertRule.Check([rule with { Window = After(window) - TimeSpan.FromSeconds(1) }]);
        var error = Assert.Throws<ConfigurationException>(() => AlertRule.Check([rule]));

        Assert.StartsWith(
            $"The rule silent can never fire: its hours last {longest}, and", error.Message.Replace("'", ""),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_value_is_the_whole_silence()
    {
        List<Alert> told = TellAll(
            [Silent], At("14:00:00"), [Event("1:00", "HEARTBEAT"), Event("13:01:00", "HEARTBEAT")]);

        Assert.Equal([300, 13 * 3600], told.Select(alert => alert.Worst).Take(2));
    }

    [Fact]
    public void The_worst_value_of_a_silence_within_hours_ends_with_them()
    {
        List<Alert> told = TellAll(
            [Silent with { Hours = "10:30-11:00", TimeZone = "UTC", ClearAfter = TimeSpan.FromMinutes(10) }],
            At("10:00:00"), [Event("30:00", "HEARTBEAT")]);

        Assert.Equal([300, 1800], told.Select(alert => alert.Worst));
    }

    [Fact]
    public void What_fires_shows_how_long_it_has_been_silent()
    {
        AlertEngine engine = Engine([Silent]);
        engine.Observe(Event("1:00", "HEARTBEAT"));
        engine.AdvanceTo(At("9:10"));

        Alert alert = Assert.Single(engine.Firing);

        Assert.Equal((480, 480), (alert.Value, alert.Worst));
        Assert.StartsWith("No HEARTBEAT for 8 min", alert.Summary, StringComparison.Ordinal);
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
