using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Costs that several events may name of one trade: none is counted twice without a word.</summary>
public sealed class RepeatedFeeTests
{
    private static readonly string[] Exit = ["P s=A id=2 side=SELL q=1", "F s=A id=2 q=1 p=110 fee=1", "C s=A pnl=10"];

    [Theory]
    [InlineData("fee=1", 2)]
    [InlineData("fee=5", 7)]
    [InlineData("fee=0", 2)]
    [InlineData("fee=1 fee_currency=BNB", 2)]
    public void An_opening_that_repeats_the_fee_of_its_fill_is_found(string fee, int fees)
    {
        TradeActivity activity = TradeScript.Run(
        [
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=1", $"O s=A side=LONG q=1 entry_price=100 {fee}",
            .. Exit,
        ]);

        TradeFindingKind[] expected = fee == "fee=0" ? [] : [TradeFindingKind.AmbiguousFee];
        Assert.Equal(expected, TradeScript.Kinds(activity));
        Assert.Equal(fees, activity.ByCurrency.Single(amounts => amounts.Currency.Length == 0).Fees);
    }

    [Theory]
    [InlineData("q=1")]
    [InlineData("")]
    public void A_fill_that_repeats_the_fee_of_the_opening_before_it_is_found(string quantity)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", $"O s=A side=LONG entry_price=100 fee=1 {quantity}",
            "F s=A id=1 q=1 p=100 fee=1");

        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("ORDER_ACCEPTED s=A id=1 fee=1", "F s=A id=1 q=1 p=100 fee=1")]
    [InlineData("F* s=A id=1 q=0.5 p=100 fee=1", "X s=A id=1 fee=1")]
    [InlineData("F* s=A id=1 q=0.5 p=100 fee=1", "ORDER_UPDATED s=A id=1 fee=1")]
    [InlineData("F* s=A id=1 q=0.5 p=100 fee=1", "COMMISSION_REPORT s=A id=1 fee=1")]
    [InlineData("ORDER_ACCEPTED s=A id=1 fee=1", "ORDER_UPDATED s=A id=1 fee=1")]
    public void A_fee_of_an_order_that_has_one_from_another_event_is_found(string first, string second)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", first, second);

        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("DAILY_SUMMARY total_fees=1")]
    [InlineData("SESSION_END fees=1")]
    [InlineData("HEARTBEAT daily_pnl=10 total_fees=5")]
    [InlineData("S s=A fee=5")]
    [InlineData("COST_SUMMARY fee=5")]
    [InlineData("ACCOUNT_UPDATE total_fee=5")]
    [InlineData("ORDER_REQUESTED s=A fee=5")]
    public void A_sum_of_fees_and_a_planned_one_are_left_out_and_found(string line)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=1", line);

        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(activity));
        Assert.Equal(1m, activity.Fees);
    }

    [Theory]
    [InlineData("FUNDING s=A fee=5")]
    [InlineData("DAILY_FUNDING s=A fee=5")]
    [InlineData("MARGIN_INTEREST fee=5")]
    [InlineData("DATA_SUBSCRIPTION fee=5")]
    [InlineData("COMMISSION_REPORT fee=5")]
    public void A_cost_of_its_own_is_counted_whatever_the_action(string line)
    {
        TradeActivity activity = TradeScript.Run(line);

        Assert.Empty(activity.Findings);
        Assert.Equal(5m, activity.Fees);
    }

    [Theory]
    [InlineData("F s=A id=1 q=1 p=100", "COMMISSION_REPORT s=A id=1 fee=1", 1)]
    [InlineData("ORDER_ACCEPTED s=A id=1 fee=0", "F s=A id=1 q=1 p=100 fee=1", 1)]
    [InlineData("F s=A id=1 q=1 p=100", "O s=A side=LONG q=1 fee=1", 1)]
    public void A_fee_that_one_event_names_is_counted(string first, string second, int fees)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", first, second);

        Assert.Empty(activity.Findings);
        Assert.Equal(fees, activity.Fees);
    }

    [Theory]
    [InlineData("amount=3 filled=3 fee=0.3", true)]
    [InlineData("amount=2 filled=3 fee=0.2", false)]
    public void A_fee_beside_what_was_filled_so_far_may_be_that_of_all_fills(string members, bool isFound) =>
        Assert.Equal(
            isFound ? [TradeFindingKind.AmbiguousFee] : [],
            TradeScript.Kinds(TradeScript.Run(
                "P s=A id=1 side=BUY q=3", "F* s=A id=1 p=100 amount=3 filled=1 fee=0.1",
                $"F s=A id=1 p=100 {members}")));
}
