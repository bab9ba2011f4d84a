using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>Fills that say that they only close open nothing, and none turns a position round without a word.</summary>
public sealed class OnlyClosingTests
{
    [Theory]
    [InlineData("side=SELL_TO_CLOSE")]
    [InlineData("side=close_long")]
    [InlineData("side=Sell-To-Close")]
    [InlineData("side=STC")]
    [InlineData("side=SELL reduce_only=true")]
    [InlineData("side=BUY_TO_COVER")]
    [InlineData("side=close_short")]
    [InlineData("side=BTC")]
    [InlineData("side=SELL position_side=LONG")]
    [InlineData("side=BUY position_side=SHORT")]
    public void An_exit_whose_entry_is_not_in_the_log_opens_nothing_and_is_found(string side)
    {
        TradeActivity placed = TradeScript.Run($"P s=A id=1 q=1 {side}", "F s=A id=1 q=1 p=110");
        TradeActivity filled = TradeScript.Run("P s=A id=1 q=1", $"F s=A id=1 q=1 p=110 {side}");

        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(placed));
        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(filled));
        Assert.Empty(placed.OpenPositions);
        Assert.Empty(filled.OpenPositions);
    }

    [Theory]
    [InlineData("side=SELL_TO_CLOSE")]
    [InlineData("side=SELL reduce_only=true")]
    [InlineData("side=SELL position_side=LONG")]
    public void An_exit_of_more_than_is_open_earns_what_it_closes_and_turns_nothing_round(string side)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 position_side=LONG", "F s=A id=1 q=1 p=100 position_side=LONG",
            $"P s=A id=2 q=2 {side}", $"F s=A id=2 q=2 p=110 {side}");

        Assert.Contains(TradeFindingKind.CloseWithoutPosition, TradeScript.Kinds(activity));
        Assert.Equal((10m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void An_exit_of_what_is_open_is_nothing_to_tell_of()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY_TO_OPEN q=1", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=SELL_TO_CLOSE q=1 reduce_only=true", "F s=A id=2 side=SELL_TO_CLOSE q=1 p=110",
            "P s=A id=3 side=SELL_SHORT q=1", "F s=A id=3 q=1 p=110",
            "C s=A pnl=10",
            "P s=A id=4 side=BUY_TO_COVER q=1", "C s=A q=1 pnl=5", "F s=A id=4 q=1 p=105");

        Assert.Empty(activity.Findings);
        Assert.Equal((15m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void A_pnl_of_an_exit_whose_entry_is_not_in_the_log_is_told_once()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=SELL q=1 reduce_only=true", "F s=A id=1 q=1 p=110 realized_pnl=10");

        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(activity));
        Assert.Equal((10m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void A_fill_that_turns_the_position_round_which_it_names_is_found()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 position_id=P2", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=SELL q=2 position_id=P2", "F s=A id=2 q=2 p=110");

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(TradeFindingKind.QuantityMismatch, finding.Kind);
        Assert.StartsWith("The fill of 2 is more than is open of the position P2; 1 opens", finding.Message);
        Assert.Equal(10m, activity.GrossPnl);
    }
}
