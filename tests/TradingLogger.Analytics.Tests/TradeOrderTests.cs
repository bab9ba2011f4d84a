using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Analytics.Tests;

public sealed class TradeOrderTests
{
    [Fact]
    public void An_order_is_filled_by_the_fill_that_reaches_its_quantity()
    {
        var script = new TradeScript()
            .Add("10:00:00", "ORDER_PLACED", "\"order_id\": \"a\", \"quantity\": 1.0")
            .Add("10:00:01", "ORDER_FILLED", "\"order_id\": \"a\", \"quantity\": 0.4, \"price\": 100");
        Assert.Equal((0, 1, TradeOrderStatus.PartlyFilled), Status(script));

        script.Add("10:00:05", "ORDER_PARTIALLY_FILLED", "\"order_id\": \"a\", \"quantity\": 0.6, \"price\": 110");

        Assert.Equal((1, 0, TradeOrderStatus.Filled), Status(script));
        TradeOrder order = Assert.Single(script.Measure().Orders);
        Assert.Equal((1.0m, 106m, TimeSpan.FromSeconds(5)), (order.FilledQuantity, order.FillPrice, order.TimeToFill));

        static (long, long, TradeOrderStatus) Status(TradeScript script)
        {
            TradeActivity activity = script.Measure();
            return (activity.OrdersFilled, activity.OrdersOpen, Assert.Single(activity.Orders).Status);
        }
    }

    [Fact]
    public void Each_event_stands_once_in_the_timelines_of_its_orders_whatever_their_order()
    {
        TradeActivity activity = TradeScript.RunWith(
            new TradeActivityOptions { Timelines = 10 },
            "F s=A id=1 side=BUY q=1 p=100", "P s=A id=1 side=BUY q=1", "P s=A id=2 side=BUY q=1",
            "F* s=A id=2 q=0.5 p=100", "F s=A id=2 q=0.5 p=102", "P s=A id=3 side=SELL q=2", "F s=A id=3 q=2 p=110",
            "C s=A pnl=19");

        Assert.Equal(
            ["1: F P F C", "2: P F* F F C", "3: P F"],
            activity.Orders.Select(order => $"{order.OrderId}: {string.Join(" ", order.Timeline.Select(Short))}"));

        static string Short(TradeOrderStep step) => step.Action switch
        {
            "ORDER_PLACED" => "P",
            "ORDER_FILLED" => "F",
            "ORDER_PARTIALLY_FILLED" => "F*",
            _ => "C",
        };
    }

    [Theory]
    [InlineData("ORDER_FILLED", TradeOrderStatus.Filled)]
    [InlineData("order_filled", TradeOrderStatus.Filled)]
    [InlineData("ORDER_PARTIALLY_FILLED", TradeOrderStatus.PartlyFilled)]
    public void Without_quantities_the_action_decides(string action, TradeOrderStatus expected) => Assert.Equal(
        expected,
        Assert.Single(TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", "\"order_id\": 7, \"quantity\": 3"), (
                "10:00:01", action, "\"order_id\": \"7\"")).Orders).Status);

    [Theory]
    [InlineData("ORDER_CANCELLED", TradeOrderStatus.Cancelled)]
    [InlineData("order_canceled", TradeOrderStatus.Cancelled)]
    [InlineData("OrderRejected", TradeOrderStatus.Rejected)]
    [InlineData("ORDER_EXPIRED", TradeOrderStatus.Expired)]
    public void An_order_that_ended_is_not_open(string action, TradeOrderStatus status)
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", "\"order_id\": 7"), ("10:00:01", action, "\"order_id\": 7"), (
                "10:00:02", action, "\"order_id\": 7"), ("10:00:03", action, ""));

        Assert.Equal((1, 0, 1), (activity.OrdersEnded, activity.OrdersOpen, activity.OrdersPlaced));
        Assert.Equal(status, Assert.Single(activity.Orders).Status);
        Assert.True(activity.IsReconciled);
    }

    [Fact]
    public void An_order_counts_for_the_day_it_was_placed_on()
    {
        TradeActivity activity = TradeScript.Measure(
            ("2025-12-18T23:59:59+01:00", "ORDER_PLACED", "\"order_id\": 7"), (
                "2025-12-19T00:00:01+01:00", "ORDER_FILLED", "\"order_id\": 7"));

        Assert.Equal(
            [(1, 1, 0), (0, 0, 1)], activity.ByDay.Select(day => (day.OrdersPlaced, day.OrdersFilled, day.Fills)));
    }

    [Fact]
    public void Symbol_and_strategy_follow_from_signal_to_close()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "SIGNAL_GENERATED", "\"symbol\": \"B\", \"strategy\": \"SMA\""),
            ("10:00:01", "ORDER_PLACED", "\"symbol\": \"B\", \"order_id\": 1"),
            ("10:00:02", "ORDER_FILLED", "\"order_id\": 1, \"quantity\": 1, \"position_id\": \"p\""),
            ("10:00:03", "POSITION_CLOSED", "\"position_id\": \"p\", \"pnl\": 5"));

        Assert.Equal(
            [("SMA", 4, 5m)], activity.ByStrategy.Select(figures => (figures.Name, figures.Events, figures.NetPnl)));
        Assert.Equal(
            [("B", 4, 5m)], activity.BySymbol.Select(figures => (figures.Name, figures.Events, figures.NetPnl)));
        TradeOrder order = Assert.Single(activity.Orders);
        Assert.Equal(("1", "B", "SMA", 5m), (order.OrderId, order.Symbol, order.Strategy, order.Pnl));
    }

    [Fact]
    public void An_order_follows_the_latest_signal_of_its_symbol_and_strategy_and_no_two_orders_the_same()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "SIGNAL_GENERATED", "\"symbol\": \"B\", \"strategy\": \"slow\""),
            ("10:00:10", "SIGNAL_GENERATED", "\"symbol\": \"B\", \"strategy\": \"fast\""),
            ("10:00:20", "SIGNAL_GENERATED", "\"symbol\": \"A\""),
            ("10:00:21", "ORDER_PLACED", "\"symbol\": \"B\", \"strategy\": \"slow\", \"order_id\": 1"),
            ("10:00:22", "ORDER_PLACED", "\"symbol\": \"B\", \"order_id\": 2"),
            ("10:00:23", "ORDER_PLACED", "\"symbol\": \"B\", \"order_id\": 3"),
            ("10:00:24", "ORDER_PLACED", "\"symbol\": \"A\", \"strategy\": \"any\", \"order_id\": 4"),
            ("10:00:25", "ORDER_PLACED", "\"symbol\": \"B\", \"strategy\": \"fast\", \"order_id\": 5"));

        Assert.Equal(3, activity.SignalToOrder.Count);
        Assert.Equal(
            (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(21)), (
                activity.SignalToOrder.Minimum, activity.SignalToOrder.Maximum));
        Assert.Equal(TimeSpan.FromSeconds(12), activity.SignalToOrder.P50);
        Assert.Equal(["slow", "fast", null, "any", "fast"], activity.Orders.Select(order => order.Strategy));
    }

    [Fact]
    public void Of_more_than_100000_orders_the_first_are_forgotten_and_that_is_told()
    {
        var meter = new TradeActivityMeter();
        TradeEvent[] orders = [.. Enumerable.Range(0, 100_002).Select(
            i => TradeScript.Event("10:00:00", "ORDER_PLACED", $"\"order_id\": {i}"))];
        foreach (TradeEvent order in orders)
            meter.Add(order);
        meter.Add(TradeScript.Event("10:00:00", "ORDER_FILLED", "\"order_id\": 1"));
        meter.Add(TradeScript.Event("10:00:00", "ORDER_FILLED", "\"order_id\": 50"));

        TradeActivity activity = meter.Measure();

        Assert.Equal((3, 1, 100_001), (activity.Forgotten, activity.OrdersFilled, activity.OrdersOpen));
        Assert.Contains(
            activity.Findings, finding => finding is { Kind: TradeFindingKind.FillWithoutOrder, OrderId: "1" });
    }

    [Fact]
    public void An_order_that_is_over_is_known_by_its_id_long_after()
    {
        var script = new TradeScript();
        for (int i = 0; i < 12_000; i++)
        {
            string side = i % 2 == 0 ? "BUY" : "SELL";
            script.Add(
                "10:00:00", "ORDER_PLACED",
                $"\"symbol\": \"A\", \"order_id\": {i}, \"side\": \"{side}\", \"quantity\": 1");
            script.Add(
                "10:00:01", "ORDER_FILLED",
                $"\"symbol\": \"A\", \"order_id\": {i}, \"quantity\": 1, \"price\": {100 + i}, \"exec_id\": \"x{i}\"");
        }

        script.Add("10:00:02", "ORDER_CANCELLED", "\"symbol\": \"A\", \"order_id\": 5");
        script.Add(
            "10:00:02", "ORDER_FILLED",
            "\"symbol\": \"A\", \"order_id\": 5, \"quantity\": 1, \"exec_id\": \"x5\"");
        script.Add(
            "10:00:03", "ORDER_PLACED",
            "\"symbol\": \"A\", \"order_id\": 5, \"side\": \"BUY\", \"quantity\": 1");

        TradeActivity activity = script.Measure();

        Assert.Equal((6_000m, 12_001, 12_000, 0), (
            activity.GrossPnl, activity.OrdersPlaced, activity.OrdersFilled, activity.Forgotten));
        Assert.Equal(
            [TradeFindingKind.DuplicateEvent, TradeFindingKind.DuplicateOrderId],
            activity.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void An_order_whose_lot_is_open_is_known_however_many_follow()
    {
        var script = new TradeScript();
        script.Add(
            "10:00:00", "ORDER_PLACED",
            "\"symbol\": \"A\", \"order_id\": \"old\", \"side\": \"BUY\", \"quantity\": 1");
        script.Add(
            "10:00:00", "ORDER_FILLED",
            "\"symbol\": \"A\", \"order_id\": \"old\", \"quantity\": 1, \"price\": 10");
        for (int i = 0; i < 12_000; i++)
        {
            string side = i % 2 == 0 ? "BUY" : "SELL";
            script.Add(
                "10:00:01", "ORDER_PLACED",
                $"\"symbol\": \"B\", \"order_id\": {i}, \"side\": \"{side}\", \"quantity\": 1");
            script.Add(
                "10:00:01", "ORDER_FILLED",
                $"\"symbol\": \"B\", \"order_id\": {i}, \"quantity\": 1, \"price\": 5, \"exec_id\": \"x{i}\"");
        }

        script.Add("10:00:02", "POSITION_CLOSED", "\"order_id\": \"old\", \"quantity\": 1, \"pnl\": 7");

        TradeActivity activity = script.Measure();

        Assert.Empty(activity.Findings);
        Assert.Equal(7, activity.BySymbol.Single(figures => figures.Name == "A").GrossPnl);
    }

    [Fact]
    public void The_orders_placed_last_are_listed()
    {
        var script = new TradeScript();
        for (int i = 0; i < 5_003; i++)
            script.Add("10:00:00", "ORDER_PLACED", $"\"order_id\": {i}");

        TradeActivity activity = script.Measure();

        Assert.Equal(
            ("3", "5002", 5_000), (activity.Orders[0].OrderId, activity.Orders[^1].OrderId, activity.Orders.Count));
        Assert.Equal((5_003, 0), (activity.OrdersOpen, activity.Forgotten));
    }

    [Fact]
    public void A_step_of_a_timeline_names_fees_of_two_currencies_apart()
    {
        var script = new TradeScript(new TradeActivityOptions { TimeZone = TradeScript.Zone, Timelines = 10 });
        script.Add(
            "10:00:00", "ORDER_PLACED", "\"symbol\": \"A\", \"order_id\": 1, \"side\": \"BUY\", \"quantity\": 1");
        script.Add(
            "10:00:01",
            "ORDER_FILLED",
            "\"symbol\": \"A\", \"order_id\": 1, \"quantity\": 1, \"price\": 5, \"fees\": [{\"cost\": 0.2, "
                + "\"currency\": \"USD\"}, {\"cost\": 0.01, \"currency\": \"BNB\"}]");

        TradeOrderStep step = script.Orders()[0].Timeline[1];

        Assert.Null(step.Fee);
        Assert.Equal(["0.2 USD", "0.01 BNB"], step.Fees.Select(fee => fee.ToString()));
        Assert.EndsWith(", fee 0.2 USD + 0.01 BNB", step.ToString(), StringComparison.Ordinal);
    }
}
