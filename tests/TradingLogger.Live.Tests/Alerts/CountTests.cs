using TradingLogging.Live.Alerts;
using TradingLogging.Live.Alerts.Conditions;
using TradingLogging.Live.Alerts.Evaluation;
using TradingLogging.Live.Sources;
using TradingLogging.Logging;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Rules that count events and records.</summary>
public sealed class CountTests
{
    private static AlertRule Rejects => new()
    {
        Name = "rejects",
        Kind = AlertRuleKind.Count,
        Action = ["ORDER_REJECTED"],
        Threshold = 2,
        Window = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public void Fires_at_the_event_that_is_one_too_many_and_ends_when_the_first_leaves_the_window() => Assert.Equal(
        ["fires 2:00: 3 ORDER_REJECTED in 5 min, more than 2", "resolved 5:00"],
        Tell(Rejects, "1:00:00", Reject("0:00"), Reject("1:00"), Reject("2:00")));

    [Fact]
    public void As_many_as_are_allowed_are_no_alert() =>
        Assert.Empty(Tell(Rejects, "1:00:00", Reject("0:00"), Reject("1:00")));

    [Fact]
    public void An_event_as_old_as_the_window_counts_no_longer() =>
        Assert.Empty(Tell(Rejects, "1:00:00", Reject("0:00"), Reject("1:00"), Reject("5:00")));

    [Fact]
    public void A_threshold_of_0_fires_at_the_first_event() => Assert.Equal(
        ["fires 1:00: 1 ORDER_REJECTED in 5 min, more than 0", "resolved 6:00"],
        Tell(Rejects with { Threshold = 0 }, "1:00:00", Reject("1:00")));

    [Fact]
    public void A_rule_that_says_nothing_counts_all_events() => Assert.Equal(
        ["fires 1:00: 1 events in 5 min, more than 0"],
        Tell(new AlertRule { Name = "any", Kind = AlertRuleKind.Count }, "2:00", Event("1:00", "ANYTHING")));

    [Fact]
    public void Encrypted_members_are_one_group_because_each_cipher_text_is_another_one() => Assert.Equal(
        ["fires 2:00: 3 ORDER_REJECTED in 5 min, more than 2; encrypted", "resolved 5:00"],
        Tell(
            Rejects with { GroupBy = ["account"] },
            "1:00:00",
            Event("0:00", "ORDER_REJECTED", "\"account\":\"encrypted:AAAAAAAAAAAAAAAAAAAAAA:one\""),
            Event("1:00", "ORDER_REJECTED", "\"account\":\"encrypted:AAAAAAAAAAAAAAAAAAAAAA:two\""),
            Event("2:00", "ORDER_REJECTED", "\"account\":\"encrypted:AAAAAAAAAAAAAAAAAAAAAA:three\"")));

    [Fact]
    public void For_waits_until_the_condition_has_held_for_so_long() => Assert.Equal(
        ["fires 3:30: 3 ORDER_REJECTED in 5 min, more than 2", "resolved 5:00"],
        Tell(
            Rejects with { For = TimeSpan.FromSeconds(90) }, "1:00:00",
            Reject("0:00"), Reject("1:00"), Reject("2:00")));

    [Fact]
    public void What_does_not_hold_as_long_as_For_is_no_alert() => Assert.Empty(Tell(
        Rejects with { For = TimeSpan.FromMinutes(4) }, "1:00:00", Reject("0:00"), Reject("1:00"), Reject("2:00")));

    [Fact]
    public void ClearAfter_bridges_a_gap_between_two_bursts() => Assert.Equal(
        ["fires 2:00: 3 ORDER_REJECTED in 5 min, more than 2", "resolved 13:00"],
        Tell(
            Rejects with { ClearAfter = TimeSpan.FromMinutes(2) }, "1:00:00",
            Reject("0:00"), Reject("1:00"), Reject("2:00"), Reject("6:00"), Reject("6:10"), Reject("6:20")));

    [Fact]
    public void Wildcards_symbols_and_strategies_choose_without_regard_to_case() => Assert.Equal(
        ["fires 3:00: 1 order_*, SIGNAL[a-z_]* in 5 min, more than 0"],
        Tell(
            new AlertRule
            {
                Name = "some",
                Kind = AlertRuleKind.Count,
                Action = ["order_*", "SIGNAL[a-z_]*"],
                Symbol = ["BTC*"],
                Strategy = ["Momentum?"],
            },
            "3:30",
            Event("0:10", "ORDER_PLACED", "\"symbol\":\"ETHUSDT\",\"strategy\":\"momentum1\""),
            Event("0:20", "ORDER_PLACED", "\"symbol\":\"BTCUSDT\",\"strategy\":\"mean\""),
            Event("0:30", "ORDER_PLACED", "\"symbol\":\"BTCUSDT\""),
            Event("0:40", "OTHER", "\"symbol\":\"BTCUSDT\",\"strategy\":\"momentum1\""),
            Event("3:00", "Order_Placed", "\"symbol\":\"btcusdt\",\"Strategy\":\"MOMENTUM1\"")));

    [Theory]
    [InlineData("a`*", "A*", true)]
    [InlineData("a`*", "ab", false)]
    [InlineData("a?c", "aBc", true)]
    [InlineData("[a^]x", "^X", true)]
    [InlineData("[a-c]*", "Bcd", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("tick`", "tick`", true)]
    public void A_pattern_means_what_it_means_to_PowerShell(string pattern, string name, bool isLike)
    {
        var patterns = new NamePatterns([pattern]);

        Assert.Equal(isLike, patterns.IsLike(name));
        Assert.False(patterns.IsLike(null));
        Assert.Equal(isLike, patterns.IsLike(name));
    }

    [Fact]
    public void Each_group_has_an_alert_of_its_own()
    {
        List<Alert> told = TellAll(
            [Rejects with { Threshold = 0, GroupBy = ["symbol", "strategy"] }], At("1:00:00"),
            [
                Event("0:10", "ORDER_REJECTED", "\"symbol\":\"A\",\"strategy\":\"s\""),
                Event("0:20", "ORDER_REJECTED", "\"symbol\":\"B\",\"strategy\":\"s\""),
                Event("0:30", "ORDER_REJECTED", "\"symbol\":\"A\""),
            ]);

        Assert.Equal(
            [
                "fires 0:10: 1 ORDER_REJECTED in 5 min, more than 0; s, A",
                "fires 0:20: 1 ORDER_REJECTED in 5 min, more than 0; s, B",
                "fires 0:30: 1 ORDER_REJECTED in 5 min, more than 0; A",
                "resolved 5:10", "resolved 5:20", "resolved 5:30",
            ],
            told.Select(Show));
        Assert.Equal(3, told.Select(alert => alert.Fingerprint).Distinct().Count());
        Assert.Equal("s", told[0].Labels["strategy"]);
        Assert.False(told[2].Labels.ContainsKey("strategy"));
    }

    [Fact]
    public void Records_of_the_text_log_are_counted_by_level_logger_and_pattern() => Assert.Equal(
        ["fires 0:40: 1 ERROR records of trading like time(d )?out in 5 min, more than 0"],
        Tell(
            new AlertRule
            {
                Name = "timeouts",
                Kind = AlertRuleKind.Count,
                Level = "Error",
                Logger = ["trading"],
                Pattern = ["time(d )?out"],
            },
            "1:00",
            Record("0:10", LogLevel.Warning, "trading.orders", "timed out"),
            Record("0:20", LogLevel.Error, "tradingroom", "timed out"),
            Record("0:30", LogLevel.Error, "trading.orders", "refused"),
            Event("0:35", "ORDER_REJECTED"),
            Record("0:40", LogLevel.Critical, "trading.orders", "The request TIMED OUT.")));

    [Fact]
    public void Text_records_are_grouped_by_logger_and_level()
    {
        var rule = new AlertRule
        {
            Name = "errors",
            Kind = AlertRuleKind.Count,
            Level = "ERROR",
            GroupBy = ["logger", "level"],
        };

        List<Alert> told = TellAll([rule], At("1:00"), [Record("0:10", LogLevel.Critical, "trading.risk", "Stop.")]);

        Assert.Equal("trading.risk", told[0].Labels["logger"]);
        Assert.Equal("CRITICAL", told[0].Labels["level"]);
    }

    [Fact]
    public void A_window_of_a_day_counts_two_million_events_to_the_last_one()
    {
        var window = new SlidingWindow(TimeSpan.FromDays(1));
        for (int number = 0; number < 2_000_000; number++)
            window.Add(Start.AddMilliseconds(number));
        Assert.Equal(2_000_000, window.Count);

        window.Expire(Start.AddDays(1).AddSeconds(1000));
        Assert.InRange(window.Count, 2_000_000 - 1_000_000 - 865, 2_000_000 - 1_000_000 + 865);
        window.Expire(Start.AddDays(1).AddMilliseconds(2_000_000));
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void The_number_of_groups_is_bounded_and_the_rule_says_so()
    {
        List<string> warnings = [];
        AlertEngine engine = Engine(
            [Rejects with { Threshold = 0, GroupBy = ["symbol"] }],
            new AlertEngineOptions { Warn = warnings.Add, Lateness = TimeSpan.Zero });
        for (int number = 0; number < 100_000; number++)
            engine.Observe(Event(Start.AddTicks(number), "ORDER_REJECTED", $"\"symbol\":\"S{number}\""));
        engine.AdvanceTo(At("1:00"));

        Assert.Equal(1_001, engine.Firing.Count);
        Alert others = Assert.Single(engine.Firing, alert => alert.Labels["symbol"] == "(others)");
        Assert.Equal(99_000, others.Value);
        Assert.Equal(
            "The rule rejects has 1000 groups by symbol. What belongs to further ones is put into one group,"
            + " (others).",
            Assert.Single(warnings));
    }

    [Fact]
    public void Groups_that_are_over_make_room_for_others()
    {
        List<string> warnings = [];
        AlertEngine engine = Engine(
            [Rejects with { Threshold = 5, GroupBy = ["symbol"], Window = TimeSpan.FromSeconds(1) }],
            new AlertEngineOptions { Warn = warnings.Add });
        for (int number = 0; number < 20_000; number++)
            engine.Observe(Event(Start.AddMilliseconds(10 * number), "ORDER_REJECTED", $"\"symbol\":\"S{number}\""));

        Assert.Empty(warnings);
    }

    [Fact]
    public void A_member_whose_name_no_label_can_have_is_one_with_underscores()
    {
        Alert alert = TellAll(
            [Rejects with { Threshold = 0, GroupBy = ["order id", "1st"] }], At("1:00"),
            [Event("0:01", "ORDER_REJECTED", "\"order id\":7,\"1st\":true")])[0];

        Assert.Equal(("7", "true"), (alert.Labels["order_id"], alert.Labels["_1st"]));
    }

    [Fact]
    public void Values_with_quotes_line_feeds_and_half_an_emoji_are_labels()
    {
        List<Alert> told = TellAll(
            [Rejects with { Threshold = 0, GroupBy = ["symbol"] }], At("1:00"),
            [
                Event("0:01", "ORDER_REJECTED", "\"symbol\":\"a\\\"b\\n\\ud83d\""),
                Event("0:02", "ORDER_REJECTED", $"\"symbol\":\"{new string('x', 300)}\""),
            ]);

        Assert.Equal("a\"b\n\ufffd", told[0].Labels["symbol"]);
        Assert.Equal(256, told[1].Labels["symbol"].Length);
        Assert.Equal(2, told.Select(alert => alert.Fingerprint).Distinct().Count());
    }

    private static LiveRecord Reject(string after) => Event(after, "ORDER_REJECTED");
}
