using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Venues say what is filled in all, what is left, what was filled last, or the whole order.</summary>
public sealed class CumulativeQuantityTests
{
    [Fact]
    public void Fills_that_say_what_is_filled_in_all_or_what_is_left_add_the_difference()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=10", "F* id=1 filled_quantity=4 p=5", "F* id=1 filled_quantity=4 p=5",
            "F* id=1 remaining=3 p=5", "F* id=1 q=2 filled_quantity=9 p=5", "F id=1 filled_quantity=10 p=5");

        Assert.Empty(activity.Findings);
        Assert.Equal((50m, 1), (activity.Turnover, activity.OrdersFilled));
        Assert.Equal(10m, Assert.Single(activity.OpenPositions).Quantity);
    }

    [Theory]
    [InlineData("F* id=1 filled_quantity=2 p=5", 4)]
    [InlineData("F* id=1 q=1 filled_quantity=4 p=5", 4)]
    [InlineData("F* id=1 q=1 filled_quantity=7 p=5", 7)]
    [InlineData("X id=1 filled_quantity=5", 4)]
    public void A_sum_that_contradicts_the_fills_before_it_is_found(string line, int filled)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=10", "F* id=1 q=4 p=5", line);

        Assert.Equal([TradeFindingKind.QuantityMismatch], TradeScript.Kinds(activity));
        Assert.Equal((filled, 5m * filled), (activity.Orders[0].FilledQuantity, activity.Turnover));
    }

    [Fact]
    public void A_last_fill_that_names_the_whole_order_adds_what_was_left()
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=10", "F* id=1 q=4 p=5", "F id=1 q=10 p=5");

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Equal((10m, 50m), (activity.Orders[0].FilledQuantity, activity.Turnover));
    }

    [Theory]
    [InlineData("F id=1 q=6 p=5")]
    [InlineData("F id=1 q=10 p=5")]
    public void A_confirmation_of_what_is_filled_already_adds_nothing_and_its_fee_is_the_sum_of_the_others(string line)
    {
        string[] lines = ["P s=A id=1 side=BUY q=10", "F* id=1 q=4 p=5 fee=1", "F* id=1 q=6 p=5 fee=1"];
        TradeActivity plain = TradeScript.Run([.. lines, line]);
        TradeActivity withFee = TradeScript.Run([.. lines, line + " fee=2"]);

        Assert.Empty(plain.Findings);
        Assert.Equal((50m, 2m), (plain.Turnover, plain.Fees));
        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(withFee));
        Assert.Equal((50m, 2m), (withFee.Turnover, withFee.Fees));
    }

    [Fact]
    public void An_order_that_is_logged_as_filled_and_lacks_a_part_is_found_at_the_end()
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=10", "F id=1 q=4 p=5");

        Assert.Equal([TradeFindingKind.QuantityMismatch], TradeScript.Kinds(activity));
        Assert.Equal((TradeOrderStatus.PartlyFilled, 20m), (activity.Orders[0].Status, activity.Turnover));
    }

    [Theory]
    [InlineData("F id=1 q=1 p=6", 5)]
    [InlineData("F id=1 q=1 p=6 execution_id=e2", 11)]
    public void A_fill_beyond_a_filled_order_counts_only_with_an_execution_of_its_own(string line, int turnover)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", "F id=1 q=1 p=5 execution_id=e1", line);

        Assert.Equal([TradeFindingKind.FillBeyondOrder], TradeScript.Kinds(activity));
        Assert.Equal(turnover, activity.Turnover);
    }

    [Fact]
    public void An_execution_that_is_logged_twice_counts_once()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F* id=1 q=1 p=5 execution_id=e1", "F* id=1 q=1 p=5 execution_id=e1");

        Assert.Equal([TradeFindingKind.DuplicateEvent], TradeScript.Kinds(activity));
        Assert.Equal(5m, activity.Turnover);
    }

    [Fact]
    public void An_order_that_is_cut_down_to_what_was_filled_is_filled()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 p=10", "F* s=A id=1 q=0.4 p=10", "ORDER_REPLACED id=1 q=0.4 new_order_id=2 p=9");

        Assert.Empty(activity.Findings);
        TradeOrder order = Assert.Single(activity.Orders);
        Assert.Equal((TradeOrderStatus.Filled, 0.4m, 9m), (order.Status, order.Quantity, order.Price));
        Assert.Equal((1, "2"), (activity.OrdersFilled, Assert.Single(order.OtherIds)));
    }

    [Fact]
    public void A_fill_that_is_logged_before_its_order_takes_the_orders_side()
    {
        TradeActivity activity = TradeScript.Run("F s=A id=1 q=1 p=5 fee=1", "P s=A id=1 side=SELL q=1");

        TradePosition position = Assert.Single(activity.OpenPositions);
        Assert.Equal(("SHORT", 1m, 1), (position.Side, position.Quantity, activity.OrdersFilled));
        Assert.Equal("1", Assert.Single(Assert.Single(activity.Orders).Fees).ToString());
    }

    [Theory]
    [InlineData("X id=1 leaves_qty=0.4", true)]
    [InlineData("X id=1 leaves_qty=1", false)]
    [InlineData("X id=1 leaves_qty=0", false)]
    public void What_a_cancel_says_is_left_shows_that_a_fill_is_missing(string line, bool isMissing) => Assert.Equal(
        isMissing ? [TradeFindingKind.QuantityMismatch] : [],
        TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=1", line)));

    [Theory]
    [InlineData("remaining_qty=1")]
    [InlineData("filled_quantity=1")]
    public void A_close_that_says_what_is_left_or_was_filled_is_of_a_part(string member)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F s=A id=1 q=2 p=100", $"C s=A exit_price=110 {member}");

        Assert.Equal((10m, 1m), (activity.GrossPnl, Assert.Single(activity.OpenPositions).Quantity));
    }
}
