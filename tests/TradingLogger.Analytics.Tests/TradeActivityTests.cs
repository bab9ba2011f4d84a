using CsCheck;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests;

public sealed class TradeActivityTests
{
    [Fact]
    public void Nothing_gives_zeros_and_no_ratios()
    {
        TradeActivity activity = TradeScript.Measure();

        Assert.Equal((0, 0m, 0m, 0m), (activity.Events, activity.NetPnl, activity.MaxDrawdown, activity.Turnover));
        Assert.Null(activity.FillRatio);
        Assert.Null(activity.WinRate);
        Assert.Null(activity.ProfitFactor);
        Assert.Null(activity.From);
        Assert.Null(activity.OrderToFill.P50);
        Assert.Empty(activity.EquityCurve);
        Assert.True(activity.IsReconciled);
    }

    [Fact]
    public void The_worked_example_of_the_documentation_gives_its_figures()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "SIGNAL_GENERATED", "\"symbol\": \"BTCUSDT\", \"strategy\": \"SMA\""),
            ("10:00:01", "ORDER_PLACED",
                "\"symbol\": \"BTCUSDT\", \"order_id\": \"a1\", \"side\": \"BUY\", "
                    + "\"quantity\": 0.10, \"price\": 50000.00"),
            ("10:00:03", "ORDER_FILLED",
                "\"symbol\": \"BTCUSDT\", \"order_id\": \"a1\", \"side\": \"BUY\", "
                    + "\"quantity\": 0.10, \"price\": 50010.50, \"fee\": 1.25"),
            ("10:30:00", "POSITION_CLOSED", "\"symbol\": \"BTCUSDT\", \"quantity\": 0.10, \"pnl\": 99.10"),
            ("11:00:00", "ORDER_PLACED",
                "\"symbol\": \"ETHUSDT\", \"order_id\": \"a2\", \"side\": \"SELL\", \"quantity\": 2, \"price\": 4000"),
            ("11:00:08", "ORDER_FILLED",
                "\"symbol\": \"ETHUSDT\", \"order_id\": \"a2\", \"side\": \"SELL\", \"quantity\": 2, "
                    + "\"price\": 4000, \"fee\": 0.75"),
            ("11:20:00", "POSITION_CLOSED", "\"symbol\": \"ETHUSDT\", \"quantity\": 2, \"pnl\": -40.00"),
            ("11:30:00", "ORDER_PLACED",
                "\"symbol\": \"ETHUSDT\", \"order_id\": \"a3\", \"side\": \"BUY\", \"quantity\": 1"));

        Assert.Equal(
            (8, 1, 3, 2, 1, 0), (
                activity.Events, activity.Signals, activity.OrdersPlaced, activity.OrdersFilled, activity.OrdersOpen,
                    activity.OrdersEnded));
        Assert.Equal(2m / 3m, activity.FillRatio);
        Assert.Equal((59.10m, 2.00m, 57.10m), (activity.GrossPnl, activity.Fees, activity.NetPnl));
        Assert.Equal((0.5m, 99.10m / 40m), (activity.WinRate, activity.ProfitFactor));
        Assert.Equal(40.75m, activity.MaxDrawdown);
        Assert.Equal((0.10m * 50010.50m) + 8000m, activity.Turnover);
        Assert.Equal(TimeSpan.FromSeconds(1), activity.SignalToOrder.P50);
        Assert.Equal(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)), (activity.OrderToFill.P50, activity.OrderToFill.P99));
        Assert.Equal(TimeSpan.FromSeconds(3), activity.SignalToFill.P95);
        Assert.True(activity.IsReconciled);
    }

    [Fact]
    public void Sums_keep_every_digit_of_the_log()
    {
        TradeActivity activity = TradeScript.Measure(
            Close("0.1"), Close("0.2"), Close("0.30000000000000004"), Close("\"0.0000000001\""), Close(
                "1234567890.12"));

        Assert.Equal(1234567890.72000000010000004m, activity.GrossPnl);
    }

    [Fact]
    public void A_whole_number_beyond_long_is_added_too() =>
        Assert.Equal(18446744073709551615m, TradeScript.Measure(Close("18446744073709551615")).GrossPnl);

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("true")]
    [InlineData("1e300")]
    [InlineData("1e-300")]
    [InlineData("\"NaN\"")]
    [InlineData("100000000000000000000000000000")]
    public void A_number_that_is_none_is_a_finding_and_not_in_the_sum(string pnl)
    {
        TradeActivity activity = TradeScript.Measure(Close("5"), Close(pnl));

        Assert.Equal(5m, activity.GrossPnl);
        Assert.Equal(1, activity.FindingCounts[nameof(TradeFindingKind.UnusableValue)]);
    }

    [Fact]
    public void A_close_without_pnl_is_a_finding() => Assert.Contains(
        TradeScript.Measure(("10:00:00", "POSITION_CLOSED", "\"symbol\": \"B\"")).Findings,
        finding => finding is { Kind: TradeFindingKind.MissingValue, Message: "The close has no pnl." });

    [Fact]
    public void A_sum_that_no_decimal_holds_is_a_finding_and_not_a_crash()
    {
        const string Large = "9999999999999999999999999999";

        TradeActivity activity = TradeScript.Measure(
            Close(Large),
            Close("0.1"),
            ("10:00:00", "ORDER_FILLED",
                $"\"order_id\": \"a\", \"side\": \"BUY\", \"price\": {Large}, \"quantity\": {Large}"),
            ("10:00:00", "ORDER_FILLED",
                $"\"order_id\": \"a\", \"side\": \"BUY\", \"price\": 1, \"quantity\": {Large}"),
            ("10:00:01", "ORDER_FILLED",
                $"\"order_id\": \"a\", \"side\": \"BUY\", \"price\": 1, \"quantity\": {Large}"),
            ("10:00:00", "FEE", $"\"fee\": -{Large}"));

        Assert.Equal(9999999999999999999999999999m, activity.GrossPnl);
        Assert.Equal(19999999999999999999999999998m, activity.Turnover);
        Assert.Equal(-9999999999999999999999999999m, activity.Fees);
        Assert.Equal(2, activity.FindingCounts[nameof(TradeFindingKind.UnusableValue)]);
    }

    [Fact]
    public void A_ratio_that_no_decimal_holds_is_none() =>
        Assert.Null(TradeScript.Measure(Close("7e27"), Close("-1e-10")).ProfitFactor);

    [Fact]
    public void Figures_are_those_that_a_spreadsheet_would_give() =>
        Gen.Select(Gen.Int[-50_000, 50_000], Gen.Int[0, 500], Gen.Int[0, 2]).Array[1, 200].Sample(trades =>
        {
            var script = new TradeScript();
            int second = 0;
            foreach (var (cents, fee, symbol) in trades)
            {
                script.Add(
                    FormattableString.Invariant($"10:{second / 60:00}:{second++ % 60:00}"),
                    "POSITION_CLOSED",
                    FormattableString.Invariant(
                        $"\"symbol\": \"{symbol}\", \"pnl\": {cents / 100m:F2}, \"fee\": {fee / 100m:F2}"));
            }

            TradeActivity activity = script.Measure();

            // A pnl and the fee of its event are one change of the curve.
            decimal[] running = [.. Running(trades.Select(trade => (trade.Item1 - trade.Item2) / 100m))];
            Assert.Equal(running[^1], activity.NetPnl);
            Assert.Equal(trades.Sum(trade => trade.Item1 / 100m), activity.GrossPnl);
            Assert.Equal(trades.Where(trade => trade.Item1 > 0).Sum(trade => trade.Item1 / 100m), activity.GrossProfit);
            Assert.Equal(trades.Count(trade => trade.Item1 > 0) / (decimal)trades.Length, activity.WinRate);
            Assert.Equal(running.Select((value, i) => running[..(i + 1)].Max() - value).Max(), activity.MaxDrawdown);
            Assert.Equal(activity.NetPnl, activity.BySymbol.Sum(symbol => symbol.NetPnl));
        });

    [Fact]
    public void Closes_without_gain_are_neither_won_nor_lost_but_count_in_the_win_rate()
    {
        TradeActivity activity = TradeScript.Measure(Close("1"), Close("0"), Close("0.00", second: 1), Close("-1"));

        Assert.Equal((1, 1, 2, 0.25m), (activity.Wins, activity.Losses, activity.Evens, activity.WinRate));
    }

    [Fact]
    public void There_is_no_profit_factor_without_a_loss() => Assert.Null(TradeScript.Measure(Close("3")).ProfitFactor);

    [Fact]
    public void The_pnl_and_the_fee_of_one_event_are_one_step_and_make_no_peak_between_them()
    {
        TradeActivity won = TradeScript.Run("FILL s=A side=BUY q=1 p=100", "C s=A q=1 pnl=10 fee=3 exit_price=110");
        TradeActivity flipped = TradeScript.Run(
            "FILL s=A side=BUY q=1 p=100", "FILL s=A side=SELL q=2 p=110 fee=3", "FILL s=A side=BUY q=1 p=120 fee=3");

        Assert.Equal((7m, 0m), (won.NetPnl, won.MaxDrawdown));
        Assert.Equal([7m], won.EquityCurve.Select(point => point.NetPnl));
        Assert.Equal((-6m, 13m), (flipped.NetPnl, flipped.MaxDrawdown));
        Assert.Equal([(1L, 7m), (2L, -6m)], flipped.EquityCurve.Select(point => (point.Number, point.NetPnl)));
    }

    [Fact]
    public void The_drawdown_is_the_largest_fall_from_a_peak_with_the_start_as_the_first()
    {
        Assert.Equal(7m, TradeScript.Measure(Close("-7")).MaxDrawdown);
        Assert.Equal(
            9m, TradeScript.Measure(Close("10"), Close("-4"), Close("1"), Close("-6"), Close("20"), Close("-8"))
                .MaxDrawdown);
    }

    [Fact]
    public void Fees_lower_the_net_pnl_and_a_rebate_raises_it()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "FUNDING", "\"fee\": 1.5"), ("10:00:00", "FUNDING", "\"commission\": -0.5"), Close("3"));

        Assert.Equal((3m, 1.0m, 2.0m, 1.5m), (activity.GrossPnl, activity.Fees, activity.NetPnl, activity.MaxDrawdown));
    }

    [Fact]
    public void Figures_are_given_by_symbol_strategy_and_day()
    {
        TradeActivity activity = TradeScript.Measure(
            ("2025-12-18T23:59:00+01:00", "POSITION_CLOSED", "\"symbol\": \"B\", \"strategy\": \"s2\", \"pnl\": 1"),
            ("2025-12-19T00:01:00+01:00", "POSITION_CLOSED", "\"symbol\": \"A\", \"strategy\": \"s1\", \"pnl\": 2"),
            ("2025-12-19T00:02:00+01:00", "POSITION_CLOSED", "\"symbol\": \"B\", \"pnl\": 4"));

        Assert.Equal([("A", 2m), ("B", 5m)], activity.BySymbol.Select(Net));
        Assert.Equal([("", 4m), ("s1", 2m), ("s2", 1m)], activity.ByStrategy.Select(Net));
        Assert.Equal([("2025-12-18", 1m), ("2025-12-19", 6m)], activity.ByDay.Select(Net));

        static (string, decimal?) Net(TradeFigures figures) => (figures.Name, figures.NetPnl);
    }

    [Fact]
    public void An_event_belongs_to_the_time_it_happened()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "X", "\"event_time\": \"2022-12-13T08:07:00.5+00:00\""), (
                "10:00:00", "X", "\"event_time\": \"yesterday\""));

        Assert.Equal(["2022-12-13", "2025-12-18"], activity.ByDay.Select(day => day.Name));
        Assert.Equal(new DateTimeOffset(2022, 12, 13, 8, 7, 0, 500, TimeSpan.Zero), activity.From);
        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 0, 0, TimeSpan.FromHours(1)), activity.To);
        Assert.Equal([new TimeSpan(9, 5, 0), new TimeSpan(10, 0, 0)], activity.TimesOfDay.Select(slot => slot.Start));
    }

    [Fact]
    public void Actions_are_counted_by_symbol()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "TICK", "\"symbol\": \"B\""), ("10:00:00", "TICK", "\"symbol\": \"A\""), (
                "10:00:00", "TICK", "\"symbol\": \"B\""), ("10:00:00", "NOTE", ""));

        Assert.Equal([new("NOTE", "", 1), new("TICK", "A", 1), new("TICK", "B", 2)], activity.Actions);
    }

    [Fact]
    public void The_time_of_day_counts_what_happened_in_five_minutes()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:04:59", "SIGNAL_GENERATED", ""),
            ("10:05:00", "ORDER_PLACED", "\"order_id\": 1"),
            ("10:06:00", "ORDER_FILLED", "\"order_id\": 1"),
            ("10:07:00", "POSITION_OPENED", ""),
            ("10:08:00", "POSITION_CLOSED", "\"pnl\": 1"),
            ("10:09:59", "NOTE", ""));

        Assert.Equal(
            [
                new TradeTimeOfDay(new TimeSpan(10, 0, 0)) { Signals = 1 },
                new TradeTimeOfDay(new TimeSpan(10, 5, 0)) { Orders = 1, Fills = 1, Positions = 2, Others = 1 },
            ],
            activity.TimesOfDay);
    }

    [Fact]
    public void Symbols_without_end_fill_no_memory()
    {
        var script = new TradeScript();
        for (int i = 0; i < 10_100; i++)
            script.Add("10:00:00", "TICK", $"\"symbol\": \"{i}\"");

        TradeActivity activity = script.Measure();

        Assert.Equal(10_001, activity.BySymbol.Count);
        Assert.Equal(100, activity.BySymbol.Single(symbol => symbol.Name == "(others)").Events);
        Assert.Equal(new TradeActionCount("(others)", "(others)", 100), activity.Actions[0]);
        Assert.Equal(10_100, activity.Events);
    }

    private static IEnumerable<decimal> Running(IEnumerable<decimal> changes)
    {
        var sum = 0m;
        yield return sum;
        foreach (decimal change in changes)
            yield return sum += change;
    }

    private static (string, string, string) Close(string pnl, int second = 0) => (
        $"10:00:0{second}", "POSITION_CLOSED", $"\"pnl\": {pnl}");
}
