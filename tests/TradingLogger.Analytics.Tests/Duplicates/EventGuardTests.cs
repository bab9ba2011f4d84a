using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Duplicates;

public sealed class EventGuardTests
{
    private const string Placed = """
        "order_id": "o1", "symbol": "BTC", "strategy": "A", "side": "BUY", "quantity": 2, "price": 10
        """;

    private const string Fill = "\"order_id\": \"o1\", \"quantity\": 1, \"price\": 10, \"fee\": 1";

    [Theory]
    [InlineData(", \"symbol\": \"BTC\"", "")]
    [InlineData("", ", \"symbol\": \"BTC\"")]
    [InlineData(", \"strategy\": \"A\"", ", \"symbol\": \"BTC\"")]
    [InlineData("", "")]
    public void An_event_is_a_repetition_though_one_of_them_leaves_to_its_order_what_the_other_names(
        string one, string other)
    {
        foreach (string execution in new[] { ", \"execution_id\": \"x1\"", "" })
        {
            TradeActivity activity = TradeScript.Measure(
                ("10:00:00", "ORDER_PLACED", Placed),
                ("10:00:01", "ORDER_PARTIALLY_FILLED", Fill + execution + one),
                ("10:00:01", "ORDER_PARTIALLY_FILLED", Fill + execution + other));

            Assert.Equal([TradeFindingKind.DuplicateEvent], TradeScript.Kinds(activity));
            Assert.Equal(1, activity.Fills);
            Assert.Equal(1, Assert.Single(activity.ByCurrency).Fees);
        }
    }

    [Theory]
    [InlineData("\"execution_id\": \"x1\"", "\"execution_id\": \"x2\"")]
    [InlineData("\"execution_id\": \"x1\", \"symbol\": \"BTC\"", "\"execution_id\": \"x1\", \"account\": \"a\"")]
    public void An_event_that_differs_in_what_tells_executions_apart_is_none(string one, string other)
    {
        TradeActivity activity = TradeScript.Measure(
            ("10:00:00", "ORDER_PLACED", Placed),
            ("10:00:01", "ORDER_PARTIALLY_FILLED", $"{Fill}, {one}"),
            ("10:00:01", "ORDER_PARTIALLY_FILLED", $"{Fill}, {other}"));

        Assert.DoesNotContain(TradeFindingKind.DuplicateEvent, TradeScript.Kinds(activity));
        Assert.Equal(2, activity.Fills);
    }
}
