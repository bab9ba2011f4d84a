using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Venues and libraries write the average of all fills of an order beside what is filled in all, the limit of
/// the order beside the average, or an average alone.</summary>
public sealed class AveragePriceTests
{
    [Theory]
    [InlineData("F* id=1 filled=1 average=100", "F id=1 filled=2 average=105")]
    [InlineData("F* id=1 filled_qty=1 filled_avg_price=100", "F id=1 filled_qty=2 filled_avg_price=105")]
    [InlineData("F* id=1 cum_qty=1 avg_px=100 last_px=100", "F id=1 cum_qty=2 avg_px=105 last_px=110")]
    [InlineData("F* id=1 executedQty=1 price=100", "F id=1 executedQty=2 avgPrice=105")]
    [InlineData("F* id=1 leaves_qty=1 avg_price=100", "F id=1 leaves_qty=0 avg_price=105")]
    [InlineData("F* id=1 filled=1 average=100 price=107", "F id=1 filled=2 average=105 price=107")]
    public void The_average_of_all_fills_is_not_the_price_of_the_last(string first, string second)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2 p=107", first, second, "P s=A id=2 side=SELL q=2",
            "F id=2 filled=2 average=120");

        Assert.Empty(activity.Findings);
        Assert.Equal((450m, 30m), (activity.Turnover, activity.GrossPnl));
    }

    [Fact]
    public void A_sale_by_averages_earns_what_it_got()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=SELL q=3", "F* id=1 cum_qty=1 price=100", "F* id=1 cum_qty=2 price=103",
            "F id=1 cum_qty=3 avg_price=104", "P s=A id=2 side=BUY q=3", "F id=2 q=3 p=100");

        Assert.Empty(activity.Findings);
        Assert.Equal((612m, 12m), (activity.Turnover, activity.GrossPnl));
        Assert.Equal(104m, activity.Orders[0].FillPrice);
    }

    [Fact]
    public void An_average_that_does_not_end_gives_the_sum_that_it_is_of()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=3", "F* id=1 filled=1 average=100", "F id=1 filled=3 average=101.33333333");

        Assert.Empty(activity.Findings);
        Assert.Equal(304m, decimal.Round(activity.Turnover ?? 0, 6));
    }

    [Fact]
    public void The_limit_of_an_order_beside_the_average_of_its_fill_is_not_its_price()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY origQty=2 p=100", "F id=1 side=BUY executedQty=2 price=100 avgPrice=99",
            "P s=A id=2 side=SELL origQty=2 p=100", "F id=2 executedQty=2 price=100 avgPrice=111");

        Assert.Empty(activity.Findings);
        Assert.Equal(24m, activity.GrossPnl);
    }

    [Theory]
    [InlineData("F id=1 filled=2 average=99 price=98")]
    [InlineData("F id=1 q=2 average=99 price=100")]
    [InlineData("F s=A id=7 side=BUY q=2 average=99 price=100")]
    public void A_price_that_is_neither_that_of_the_fill_nor_the_limit_is_a_finding(string fill) => Assert.Contains(
        TradeFindingKind.ConflictingMembers,
        TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=2 p=100", fill)));

    [Theory]
    [InlineData("F id=1 avg_price=106", 1060)]
    [InlineData("F id=1 q=6 avg_price=106", 1036)]
    [InlineData("F id=1 q=10 avg_price=106", 1060)]
    public void An_average_after_a_part_that_may_be_of_the_rest_is_a_finding(string fill, int turnover)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=10", "F* id=1 q=4 p=100", fill);

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Equal(turnover, activity.Turnover);
    }

    [Theory]
    [InlineData("F id=1 avg_price=100", 1000)]
    [InlineData("F id=1 q=6 avg_price=100", 1000)]
    [InlineData("F id=1 q=6 p=110 avg_price=106", 1060)]
    [InlineData("F id=1 q=6 p=106 avg_price=106", 1036)]
    public void An_average_after_a_part_that_fits_in_one_way_only_is_no_finding(string fill, int turnover)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=10", "F* id=1 q=4 p=100", fill);

        Assert.Empty(activity.Findings);
        Assert.Equal(turnover, activity.Turnover);
    }

    [Theory]
    [InlineData("F* id=1 filled=1", "F id=1 filled=2 average=105", TradeFindingKind.Ambiguous)]
    [InlineData("F* id=1 filled=1 average=100", "F id=1 filled=2 average=20", TradeFindingKind.ConflictingMembers)]
    public void An_average_that_gives_no_price_is_a_finding(string first, string second, TradeFindingKind kind) =>
        Assert.Contains(kind, TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=2 p=100", first, second)));

    [Theory]
    [InlineData("F id=1 filled=10 average=100 fee=1", true)]
    [InlineData("F id=1 p=100 fee=1", true)]
    [InlineData("F id=1 filled=10 average=100 fee=0.6", false)]
    [InlineData("F id=1 filled=10 average=100 fee=0.62", true)]
    [InlineData("F id=1 filled=10 average=100 fee=0.1", false)]
    [InlineData("F id=1 filled=10 average=100 fee=1 exec_id=e", false)]
    [InlineData("F id=1 q=6 p=100 fee=1", false)]
    public void A_fee_beside_the_quantity_of_all_fills_may_be_that_of_all(string fill, bool isFound)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=10", "F* id=1 filled=4 average=100 fee=0.4", fill);

        Assert.Equal(isFound ? [TradeFindingKind.AmbiguousFee] : [], TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("F id=1 filled=2 average=150", true)]
    [InlineData("X id=1 filled=2 average=150", true)]
    [InlineData("F id=1 filled=2 average=105", false)]
    [InlineData("X id=1 filled=2 average=105", false)]
    [InlineData("F id=1 filled=2 price=110", false)]
    public void An_average_at_the_end_that_the_fills_do_not_give_is_a_finding(string end, bool isFound)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=3 p=100", "F* id=1 q=1 p=100", "F* id=1 q=1 p=110", end);

        Assert.Equal(isFound, TradeScript.Kinds(activity).Contains(TradeFindingKind.PriceMismatch));
        Assert.Equal(210m, activity.Turnover);
    }

    [Theory]
    [InlineData("P s=A id=1 side=BUY q=1", "F id=1 q=-1 p=90", "The fill is a SELL, its order a BUY.")]
    [InlineData("P s=A id=1 q=-1", "F id=1 side=BUY q=1 p=90", "The fill is a BUY, its order a SELL.")]
    public void A_side_that_only_the_sign_of_the_quantity_says_is_named(string placed, string filled, string message)
    {
        TradeActivity activity = TradeScript.Run(placed, filled);

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }
}
