using TradingLogging.Live.Alerts;
using Xunit;
using static TradingLogging.Live.Tests.Alerts.AlertDay;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>Which orders a part of rejects is taken of.</summary>
public sealed class RejectRatioTests
{
    private static readonly AlertRule Ratio = new()
    {
        Name = "ratio",
        Kind = AlertRuleKind.RejectRatio,
        Threshold = 0.2m,
        AtLeast = 2,
        Window = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public void An_order_that_is_rejected_again_is_one_reject() => Assert.Empty(Tell(
        Ratio with { Threshold = 0.5m }, "20:00",
        Event("1:00", "ORDER_PLACED", "\"order_id\":1"), Event("1:00", "ORDER_PLACED", "\"order_id\":2"),
        Event("1:01", "ORDER_REJECTED", "\"order_id\":1"), Event("1:02", "ORDER_REJECTED", "\"order_id\":1")));

    [Fact]
    public void An_order_stays_as_long_as_its_reject() => Assert.Equal(
        ["fires 6:05: 1 of 3 orders rejected in 5 min, more than 30 %", "resolved 9:00"],
        Tell(
            Ratio with { Threshold = 0.3m }, "20:00",
            Event("1:00", "ORDER_PLACED", "\"order_id\":1"), Event("1:05", "ORDER_PLACED", "\"order_id\":9"),
            Event("4:00", "ORDER_PLACED", "\"order_id\":2"), Event("4:00", "ORDER_PLACED", "\"order_id\":3"),
            Event("5:00", "ORDER_REJECTED", "\"order_id\":1")));

    [Fact]
    public void Ids_are_of_a_symbol() => Assert.Equal(
        ["fires 1:02: 1 of 4 orders rejected in 5 min, more than 20 %", "resolved 6:00"],
        Tell(
            Ratio with { AtLeast = 4 }, "20:00",
            Event("1:00", "ORDER_PLACED", "\"symbol\":\"X\",\"order_id\":1"),
            Event("1:00", "ORDER_PLACED", "\"symbol\":\"X\",\"order_id\":2"),
            Event("1:01", "ORDER_PLACED", "\"symbol\":\"Y\",\"order_id\":1"),
            Event("1:02", "ORDER_REJECTED", "\"symbol\":\"Y\",\"order_id\":2")));

    [Fact]
    public void Both_ids_of_an_order_are_one_order() => Assert.Equal(
        ["fires 1:02: 1 of 2 orders rejected in 5 min, more than 20 %", "resolved 6:02"],
        Tell(
            Ratio, "20:00",
            Event("1:00", "ORDER_PLACED", "\"client_order_id\":\"c\""),
            Event("1:01", "ORDER_REJECTED", "\"client_order_id\":\"c\",\"order_id\":1"),
            Event("1:02", "ORDER_PLACED", "\"order_id\":2"),
            Event("1:03", "ORDER_REJECTED", "\"order_id\":1")));

    [Fact]
    public void Two_orders_are_one_when_an_event_has_the_ids_of_both() => Assert.Equal(
        ["fires 1:04: 1 of 2 orders rejected in 5 min, more than 40 %", "resolved 6:00"],
        Tell(
            Ratio with { Threshold = 0.4m }, "20:00",
            Event("1:00", "ORDER_PLACED", "\"client_order_id\":\"c\""),
            Event("1:00", "ORDER_PLACED", "\"client_order_id\":\"d\""),
            Event("1:01", "ORDER_PLACED", "\"order_id\":1"),
            Event("1:03", "ORDER_REJECTED", "\"client_order_id\":\"c\""),
            Event("1:04", "ORDER_PLACED", "\"client_order_id\":\"c\",\"order_id\":1")));
}
