using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

public sealed class SignalTests
{
    [Fact]
    public void Of_too_many_symbols_the_one_without_a_signal_for_longest_loses_its_latest()
    {
        var meter = new TradeActivityMeter();
        for (int symbol = 0; symbol < TradeActivityLimits.Positions; symbol++)
            AddSignal(meter, symbol);
        AddSignal(meter, 0);
        AddSignal(meter, TradeActivityLimits.Positions);

        Assert.Equal(1, FollowedBy(meter, order: 0));
        Assert.Equal(1, FollowedBy(meter, order: 1));
        Assert.Equal(2, FollowedBy(meter, order: 2));
        Assert.Equal(3, FollowedBy(meter, order: TradeActivityLimits.Positions));
    }

    [Fact]
    public void An_order_follows_the_latest_signal_of_its_strategy_though_others_came_between()
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "SIGNAL_GENERATED", "\"symbol\": \"A\", \"strategy\": \"one\""),
            ("10:00:02", "SIGNAL_GENERATED", "\"symbol\": \"A\", \"strategy\": \"one\""),
            ("10:00:03", "SIGNAL_GENERATED", "\"symbol\": \"A\", \"strategy\": \"two\""),
            ("10:00:04", "SIGNAL_GENERATED", "\"symbol\": \"A\""),
            ("10:00:07", "ORDER_PLACED", "\"symbol\": \"A\", \"strategy\": \"one\", \"order_id\": 1"),
            ("10:00:08", "ORDER_PLACED", "\"symbol\": \"A\", \"order_id\": 2"),
            ("10:00:09", "ORDER_PLACED", "\"symbol\": \"A\", \"strategy\": \"one\", \"order_id\": 3"));

        Assert.Equal(
            [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4), null],
            activity.Orders.Select(order => order.SignalToOrder));
    }

    private static void AddSignal(TradeActivityMeter meter, int symbol) =>
        meter.Add(TradeScript.Event("10:00:00", "SIGNAL_GENERATED", $"\"symbol\": \"S{symbol}\""));

    private static long FollowedBy(TradeActivityMeter meter, int order)
    {
        meter.Add(TradeScript.Event(
            "10:00:01", "ORDER_PLACED", $"\"symbol\": \"S{order}\", \"order_id\": \"{order}\""));
        return meter.Measure().SignalToOrder.Count;
    }
}
