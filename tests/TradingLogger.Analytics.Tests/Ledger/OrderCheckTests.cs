using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Events of orders that contradict their fills.</summary>
public sealed class OrderCheckTests
{
    [Theory]
    [InlineData("P s=A id=1 side=BUY q=10 status=FILLED executed_qty=10 avg_price=99", "TICK s=A")]
    [InlineData("P s=A id=1 side=BUY q=10", "ORDER_UPDATED s=A id=1 status=FILLED filled_qty=10 avg_price=99")]
    [InlineData("P s=A id=1 side=BUY q=10", "ORDER_STATE s=A id=1 status=FILLED filled_qty=10")]
    public void Fills_that_only_the_answer_to_an_order_names_are_missed(string placed, string answer)
    {
        TradeActivity alone = TradeScript.Run(placed, answer);
        TradeActivity filled = TradeScript.Run(placed, answer, "F s=A id=1 q=10 p=99");

        Assert.Equal([TradeFindingKind.QuantityMismatch], TradeScript.Kinds(alone));
        Assert.Empty(filled.Findings);
    }

    [Fact]
    public void A_change_to_less_than_is_filled_is_found()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=10", "F* s=A id=1 q=6 p=10", "ORDER_AMENDED s=A id=1 q=4");

        Assert.Equal([TradeFindingKind.FillBeyondOrder], TradeScript.Kinds(activity));
        Assert.Equal(TradeOrderStatus.Filled, activity.Orders[0].Status);
    }

    [Fact]
    public void A_change_may_say_what_is_left()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=10",
            "F* s=A id=1 q=6 p=10",
            "ORDER_AMENDED s=A id=1 leaves_qty=2",
            "F s=A id=1 q=2 p=10");

        Assert.Empty(activity.Findings);
        Assert.Equal((8m, TradeOrderStatus.Filled), (activity.Orders[0].Quantity, activity.Orders[0].Status));
    }

    [Theory]
    [InlineData("reduce_only=true", 1)]
    [InlineData("reduceOnly=true", 1)]
    [InlineData("reduce_only=false", 0)]
    public void An_order_that_only_reduces_does_not_add_to_a_position(string reduceOnly, int findings)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=LONG q=1",
            "F s=A id=1 q=1 p=100",
            $"P s=A id=2 side=LONG q=1 {reduceOnly.Replace("true", "\"true\"").Replace("false", "\"false\"")}",
            "F s=A id=2 q=1 p=110");

        Assert.Equal(Enumerable.Repeat(TradeFindingKind.UnknownSide, findings), TradeScript.Kinds(activity));
    }

    [Fact]
    public void A_flag_is_read_as_JSON_writes_it()
    {
        TradeActivity activity = new TradeScript()
            .Add("10:00:00", "ORDER_PLACED", "\"symbol\": \"A\", \"order_id\": 1, \"side\": \"BUY\", \"quantity\": 1")
            .Add("10:00:01", "ORDER_FILLED", "\"order_id\": 1, \"quantity\": 1, \"price\": 5")
            .Add(
                "10:00:02",
                "ORDER_PLACED",
                "\"symbol\": \"A\", \"order_id\": 2, \"side\": \"BUY\", \"reduce_only\": true")
            .Add("10:00:03", "ORDER_FILLED", "\"order_id\": 2, \"quantity\": 1, \"price\": 5")
            .Measure();

        Assert.Contains(TradeFindingKind.UnknownSide, TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("100", "10000", 1)]
    [InlineData("100", "9.5", 1)]
    [InlineData("100", "95", 0)]
    [InlineData("0.05", "0.2", 0)]
    public void A_fill_at_a_price_of_another_order_of_magnitude_is_found(string order, string fill, int findings) =>
        Assert.Equal(
            Enumerable.Repeat(TradeFindingKind.PriceMismatch, findings),
            TradeScript.Kinds(TradeScript.Run($"P s=A id=1 side=BUY q=1 p={order}", $"F s=A id=1 q=1 p={fill}")));

    [Fact]
    public void A_fee_that_an_order_names_when_it_is_placed_may_be_that_of_its_fill()
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1 fee=0.1", "F s=A id=1 q=1 p=100 fee=0.1");

        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(activity));
        Assert.Equal(0.2m, activity.Fees);
    }

    [Fact]
    public void A_currency_that_is_asked_for_and_has_no_rate_is_told()
    {
        TradeActivity without = TradeScript.RunWith(
            new TradeActivityOptions { Currency = "eur" },
            "P s=BTCUSDT id=1 side=BUY q=1",
            "F s=BTCUSDT id=1 q=1 p=100");
        TradeActivity with = TradeScript.RunWith(
            new TradeActivityOptions { Currency = "EUR", Rates = new Dictionary<string, decimal> { ["USDT"] = 0.5m } },
            "P s=BTCUSDT id=1 side=BUY q=1",
            "F s=BTCUSDT id=1 q=1 p=100");

        TradeFinding finding = Assert.Single(without.Findings);
        Assert.Equal(TradeFindingKind.MissingRate, finding.Kind);
        Assert.Contains("USDT are not in EUR", finding.Message, StringComparison.Ordinal);
        Assert.Empty(with.Findings);
        Assert.Equal(("EUR", 50m), (with.ByCurrency.Single().Currency, with.Turnover));
    }

    [Theory]
    [InlineData("position_effect=OPEN", "", TradeFindingKind.Ambiguous)]
    [InlineData("", "offset=open", TradeFindingKind.Ambiguous)]
    [InlineData("open_close=O", "", TradeFindingKind.Ambiguous)]
    [InlineData("position_effect=CLOSE", "", null)]
    [InlineData("", "offset=CLOSE_TODAY", null)]
    [InlineData("offset=17", "", null)]
    public void What_says_that_it_opens_and_meets_a_position_the_other_way_is_found(
        string order, string fill, TradeFindingKind? kind)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=5", $"P s=A id=2 side=SELL q=1 {order}",
            $"F s=A id=2 q=1 p=6 {fill}");

        Assert.Equal(kind is null ? [] : [kind.Value], TradeScript.Kinds(activity));
        Assert.Equal(1m, activity.GrossPnl);
    }

    [Fact]
    public void What_says_that_it_closes_opens_nothing()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=SELL q=1 position_effect=CLOSE", "F s=A id=1 q=1 p=5");

        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(activity));
        Assert.Empty(activity.OpenPositions);
    }
}
