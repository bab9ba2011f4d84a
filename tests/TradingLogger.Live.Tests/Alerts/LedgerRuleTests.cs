using TradingLogging.Live.Alerts;
using TradingLogging.Live.Sources;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Rules about money, orders and what does not reconcile.</summary>
public sealed class LedgerRuleTests
{
    private static AlertRule Drawdown => new() { Name = "drawdown", Kind = AlertRuleKind.Drawdown, Threshold = 100 };

    [Fact]
    public void A_fall_of_the_net_pnl_from_its_peak_fires_until_it_has_risen_again() => Assert.Equal(
        [
            "fires 3:00: The net pnl has fallen by 100.50 to 49.50 within 24 h, more than 100; USDT",
            "resolved 5:00",
        ],
        Tell(
            Drawdown, "9:00",
            Close("1:00", "150"), Close("2:00", "-100"), Close("3:00", "-0.50"), Close("5:00", "3")));

    [Fact]
    public void The_fall_is_over_when_its_peak_has_left_the_window() => Assert.Equal(
        [
            "fires 2:00: The net pnl has fallen by 150 to 0 within 10 min, more than 100; USDT",
            "resolved 12:00",
        ],
        Tell(
            Drawdown with { Window = TimeSpan.FromMinutes(10) }, "30:00",
            Close("1:00", "150"), Close("2:00", "-150")));

    [Fact]
    public void A_loss_from_the_start_is_a_fall_from_0() => Assert.Equal(
        ["fires 1:00: The net pnl has fallen by 101 to -101 within 24 h, more than 100; USDT"],
        Tell(Drawdown, "2:00", Close("1:00", "-101")));

    [Fact]
    public void Currencies_and_symbols_are_never_added()
    {
        List<Alert> told = TellAll(
            [Drawdown with { GroupBy = ["symbol"] }], At("9:00"),
            [
                Close("1:00", "-60", "ETHUSDT"), Close("2:00", "-60"), Close("3:00", "-101", "EURUSD"),
                Close("4:00", "-60"),
            ]);

        Assert.Equal(
            ["EURUSD USD 101", "BTCUSDT USDT 120"],
            told.Select(alert => FormattableString.Invariant(
                $"{alert.Labels["symbol"]} {alert.Labels["currency"]} {alert.Value}")));
    }

    [Fact]
    public void The_net_pnl_of_too_many_symbols_is_never_mixed()
    {
        List<string> warnings = [];
        List<Alert> told = TellAll(
            [Drawdown with { GroupBy = ["symbol"] }], At("50:00"),
            [
                .. Enumerable.Range(0, 1_010).Select(
                    n => Close(FormattableString.Invariant($"1:{n / 20.0:00.00}"), n % 2 == 0 ? "1000" : "1", $"S{n}")),
            ],
            new() { Warn = warnings.Add });

        Assert.Empty(told);
        Assert.Equal(
            "The rule drawdown has 1000 groups by symbol, currency. Further ones are not watched.",
            Assert.Single(warnings));
    }

    [Fact]
    public void The_pnl_and_the_fee_of_one_event_are_one_step() => Assert.Empty(Tell(
        Drawdown, "9:00",
        Event("1:00", "POSITION_CLOSED", "\"symbol\":\"BTCUSDT\",\"pnl\":150,\"fee\":101")));

    [Fact]
    public void Rejects_are_a_part_of_the_orders_of_the_window()
    {
        var rule = new AlertRule
        {
            Name = "ratio",
            Kind = AlertRuleKind.RejectRatio,
            Threshold = 0.5m,
            AtLeast = 4,
            Window = TimeSpan.FromMinutes(5),
        };

        Assert.Equal(
            ["fires 1:06: 3 of 4 orders rejected in 5 min, more than 50 %", "resolved 6:00"],
            Tell(
                rule, "20:00",
                Event("1:00", "ORDER_PLACED"), Event("1:01", "ORDER_REJECTED"), Event("1:02", "ORDER_SUBMITTED"),
                Event("1:03", "order_refused"), Event("1:04", "ORDER_PLACED"), Event("1:05", "ORDER_REJECTED"),
                Event("1:06", "ORDER_PLACED"), Event("1:07", "SOMETHING")));
    }

    [Fact]
    public void An_order_counts_once_by_its_id_whether_it_was_placed_rejected_or_both()
    {
        var rule = new AlertRule
        {
            Name = "ratio",
            Kind = AlertRuleKind.RejectRatio,
            Threshold = 0,
            AtLeast = 4,
            Window = TimeSpan.FromMinutes(5),
        };

        Assert.Equal(
            ["fires 1:05: 3 of 4 orders rejected in 5 min, more than 0 %", "resolved 6:01"],
            Tell(
                rule, "20:00",
                Event("1:00", "ORDER_PLACED", "\"order_id\":1"), Event("1:01", "ORDER_REJECTED", "\"order_id\":\"1\""),
                Event("1:02", "ORDER_REJECTED", "\"order_id\":2"), Event("1:03", "ORDER_PLACED", "\"order_id\":2"),
                Event("1:04", "ORDER_REJECTED", "\"client_order_id\":\"c\""),
                Event("1:05", "ORDER_PLACED", "\"order_id\":3")));
    }

    [Fact]
    public void A_percentile_of_latencies_is_compared_with_seconds()
    {
        var rule = new AlertRule
        {
            Name = "slow",
            Kind = AlertRuleKind.Latency,
            Threshold = 2,
            AtLeast = 2,
            Percentile = 50,
            Window = TimeSpan.FromMinutes(5),
            GroupBy = ["symbol"],
        };

        Assert.Equal(
            [
                "fires 2:06: 50 % of 2 took at most 3 s from order to fill in 5 min, more than 2 s; BTCUSDT",
                "resolved 6:03",
            ],
            Tell(rule, "20:00", [.. Fill("1:00", 3, "1"), .. Fill("2:00", 6, "2")]));
    }

    [Fact]
    public void Each_latency_of_an_order_has_its_rule()
    {
        AlertRule[] rules =
        [
            .. new[] { AlertMeasure.SignalToOrder, AlertMeasure.OrderToFill, AlertMeasure.SignalToFill }.Select(
                measure => new AlertRule
                {
                    Name = $"{measure}", Kind = AlertRuleKind.Latency, Threshold = 0, AtLeast = 1, Measure = measure,
                }),
        ];

        List<Alert> told = TellAll(
            rules, At("2:00"),
            [Event("0:01", "SIGNAL_GENERATED", "\"symbol\":\"BTCUSDT\""), .. Fill("0:03", 4, "1")]);

        Assert.Equal(
            ["OrderToFill 4", "SignalToFill 6", "SignalToOrder 2"],
            told.Select(alert => FormattableString.Invariant($"{alert.Name} {alert.Value}")).Order());
    }

    [Fact]
    public void A_fill_without_an_order_is_found_when_no_order_has_followed_for_a_minute()
    {
        var rule = new AlertRule { Name = "unknown", Kind = AlertRuleKind.Finding, Finding = ["FillWithoutOrder"] };

        Assert.Equal(
            ["fires 3:00: 1 FillWithoutOrder in 5 min, more than 0", "resolved 8:00"],
            Tell(
                rule, "20:00",
                Event("1:30", "ORDER_FILLED", Filled("7")), Event("1:50", "ORDER_FILLED", Filled("8")),
                Event("1:50.1", "ORDER_PLACED", Placed("8"))));
    }

    [Fact]
    public void More_findings_than_are_kept_are_counted_all_the_same()
    {
        var rule = new AlertRule { Name = "f", Kind = AlertRuleKind.Finding, Threshold = 1_500, GroupBy = ["symbol"] };

        List<Alert> told = TellAll(
            [rule], At("4:00"),
            [
                .. Enumerable.Range(0, 1_501).Select(n => Event(
                    Start.AddMilliseconds(n), "ORDER_PLACED", "\"symbol\":\"A\",\"quantity\":1")),
                .. Enumerable.Range(0, 1_501).Select(n => Damage(n)),
            ]);

        Assert.Equal(["A", ""], told.Select(alert => alert.Labels.GetValueOrDefault("symbol", "")));
    }

    [Fact]
    public void Findings_are_counted_when_they_are_made_and_grouped_by_kind()
    {
        var rule = new AlertRule { Name = "findings", Kind = AlertRuleKind.Finding, GroupBy = ["kind"] };

        List<Alert> told = TellAll(
            [rule], At("3:00"),
            [Damage(), Event("1:00", "ORDER_PLACED", "\"symbol\":\"A\""), Damage(2)]);

        Assert.Equal(
            ["DamagedLine 1:00 1", "OrderWithoutId 1:00 1"],
            told.Select(alert => FormattableString.Invariant(
                $"{alert.Labels["kind"]} {Clock(alert.StartsAt)} {(alert.Name == "findings" ? 1 : 0)}")).Order());
    }

    private static LiveRecord Close(string after, string pnl, string symbol = "BTCUSDT") =>
        Event(after, "POSITION_CLOSED", $"\"symbol\":\"{symbol}\",\"pnl\":{pnl}");

    private static string Placed(string id) =>
        $"\"order_id\":\"{id}\",\"symbol\":\"BTCUSDT\",\"side\":\"buy\",\"quantity\":1,\"price\":100";

    private static string Filled(string id) =>
        $"\"order_id\":\"{id}\",\"symbol\":\"BTCUSDT\",\"side\":\"buy\",\"quantity\":1,\"price\":100";

    private static LiveRecord[] Fill(string after, int seconds, string id) =>
    [
        Event(At(after), "ORDER_PLACED", Placed(id)),
        Event(At(after).AddSeconds(seconds), "ORDER_FILLED", Filled(id)),
    ];
}
