using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>Closes that contradict the fills, the fees or the strategy of what they close.</summary>
public sealed class CloseCheckTests
{
    private static readonly string[] RoundTrip =
    [
        "P s=A id=1 side=BUY q=1 strategy=alpha", "F s=A id=1 q=1 p=100 fee=0.1",
        "P s=A id=2 side=SELL q=1 strategy=alpha", "F s=A id=2 q=1 p=110 fee=0.1",
    ];

    [Theory]
    [InlineData("", 0.1)]
    [InlineData("side=LONG", 0.1)]
    [InlineData("side=LONG", -10)]
    public void A_pnl_that_the_prices_of_opening_and_close_contradict_is_found(string side, double pnl)
    {
        TradeActivity activity = TradeScript.Run(
            $"TRADE_OPENED s=A amount=1 open_price=100 {side}",
            FormattableString.Invariant($"TRADE_CLOSED s=A amount=1 close_price=110 profit={pnl}"));

        Assert.Equal([TradeFindingKind.PnlMismatch], TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("", -10)]
    [InlineData("side=SHORT", -10)]
    public void A_pnl_that_the_prices_of_opening_and_close_give_is_nothing_to_tell_of(string side, double pnl)
    {
        TradeActivity activity = TradeScript.Run(
            $"TRADE_OPENED s=A amount=1 open_price=100 {side}",
            FormattableString.Invariant($"TRADE_CLOSED s=A amount=1 close_price=110 profit={pnl}"));

        Assert.Empty(activity.Findings);
        Assert.Equal((decimal)pnl, activity.GrossPnl);
    }

    [Fact]
    public void A_close_in_the_name_of_another_strategy_is_told_and_the_one_that_opened_gets_the_pnl()
    {
        TradeActivity activity = TradeScript.Run([.. RoundTrip, "C s=A strategy=beta pnl=10"]);

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal((TradeFindingKind.Ambiguous, "event 5"), (finding.Kind, finding.Places[0].ToString()));
        Assert.Equal(10m, activity.ByStrategy.Single(figures => figures.Name == "alpha").GrossPnl);
        Assert.Equal(0m, activity.ByStrategy.Single(figures => figures.Name == "beta").GrossPnl);
    }

    [Theory]
    [InlineData("0.2")]
    [InlineData("0.1")]
    public void Fees_of_its_fills_that_a_close_names_again_are_left_out(string fee)
    {
        TradeActivity activity = TradeScript.Run([.. RoundTrip, $"C s=A pnl=10 fees={fee}"]);

        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(activity));
        Assert.Equal((0.2m, 9.8m), (activity.Fees, activity.NetPnl));
    }

    [Fact]
    public void A_pnl_that_is_rounded_by_half_a_digit_is_that_of_fills_which_are_rounded_too()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=3 p=100", "F s=A id=1 q=3 p=100 fee=0.000000014997",
            "P s=A id=2 side=SELL q=1 p=110", "F s=A id=2 q=1 p=110",
            "C s=A q=1 pnl=9.99999999", "C s=A q=2");

        Assert.DoesNotContain(TradeFindingKind.PnlMismatch, TradeScript.Kinds(activity));
    }

    [Fact]
    public void A_fee_of_its_own_that_a_close_names_is_counted()
    {
        TradeActivity other = TradeScript.Run([.. RoundTrip, "C s=A pnl=10 fee=0.05"]);
        TradeActivity ofTheExit = TradeScript.Run([.. RoundTrip.Take(2), "C s=A q=1 pnl=10 fee=0.1"]);

        Assert.Empty(other.Findings);
        Assert.Empty(ofTheExit.Findings);
        Assert.Equal((0.25m, 0.2m), (other.Fees, ofTheExit.Fees));
    }

    [Theory]
    [InlineData("pnl=9.8 fee=0.1", 0.2, 0)]
    [InlineData("pnl=9.9", 0.1, 0)]
    [InlineData("pnl=10 fee=0.1", 0.2, 0)]
    [InlineData("pnl=9.8", 0.1, 1)]
    public void A_pnl_after_fees_of_a_close_without_an_exit_fill_is_known_by_its_exit_price(
        string pnl,
        decimal fees,
        int findings)
    {
        TradeActivity activity = TradeScript.Run([.. RoundTrip.Take(2), "C s=A q=1 exit_price=110 " + pnl]);

        Assert.Equal(Enumerable.Repeat(TradeFindingKind.PnlMismatch, findings), TradeScript.Kinds(activity));
        Assert.Equal(fees, activity.Fees);
        if (findings == 0)
            Assert.Equal(10m, activity.GrossPnl);
    }

    [Theory]
    [InlineData("gross_pnl=10 net_pnl=9.8")]
    [InlineData("gross_pnl=10 pnl=9.8")]
    [InlineData("gross_pnl=10 pnl=10")]
    [InlineData("pnl=10 net_pnl=9.8")]
    public void A_pnl_before_and_one_after_fees_may_stand_together(string pnl)
    {
        TradeActivity activity = TradeScript.Run([.. RoundTrip, "C s=A " + pnl]);

        Assert.Empty(activity.Findings);
        Assert.Equal((10m, 9.8m), (activity.GrossPnl, activity.NetPnl));
    }

    [Theory]
    [InlineData("gross_pnl=10 net_pnl=5")]
    [InlineData("gross_pnl=10 pnl=9")]
    public void A_pnl_before_and_one_after_fees_that_the_fees_do_not_explain_contradict(string pnl) => Assert.Equal(
        [TradeFindingKind.ConflictingMembers], TradeScript.Kinds(TradeScript.Run([.. RoundTrip, "C s=A " + pnl])));

    [Fact]
    public void Fees_of_another_currency_may_be_between_a_pnl_before_and_one_after_fees()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSDT id=1 side=BUY q=1",
            "F s=BTCUSDT id=1 q=1 p=100 fee=0.01 fee_currency=BNB",
            "C s=BTCUSDT q=1 exit_price=110 gross_pnl=10 net_pnl=4");

        Assert.Empty(activity.Findings);
    }

    [Theory]
    [InlineData("POSITION_REDUCED")]
    [InlineData("PositionPartiallyClosed")]
    public void A_close_of_a_part_that_does_not_say_how_much_is_found(string action)
    {
        TradeActivity open = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F s=A id=1 q=2 p=100", $"{action} s=A pnl=10");
        TradeActivity exited = TradeScript.Run(
            "P s=A id=1 side=BUY q=2",
            "F s=A id=1 q=2 p=100",
            "P s=A id=2 side=SELL q=1",
            "F s=A id=2 q=1 p=110",
            $"{action} s=A pnl=10");

        Assert.Equal([TradeFindingKind.MissingValue], TradeScript.Kinds(open));
        Assert.Empty(exited.Findings);
    }

    [Fact]
    public void A_multiplier_that_only_the_entry_names_counts_for_the_exit_too()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=ES id=1 side=BUY q=1 multiplier=50",
            "F s=ES id=1 q=1 p=100",
            "P s=ES id=2 side=SELL q=1",
            "F s=ES id=2 q=1 p=101",
            "C s=ES pnl=50");

        Assert.Empty(activity.Findings);
        Assert.Equal((50m, 10050m), (activity.GrossPnl, activity.Turnover));
    }

    [Theory]
    [InlineData("", "multiplier=50")]
    [InlineData("multiplier=50", "multiplier=5")]
    public void A_multiplier_that_comes_late_or_changes_is_found(string entry, string exit) => Assert.Contains(
        TradeFindingKind.ConflictingMembers,
        TradeScript.Kinds(TradeScript.Run(
            $"P s=ES id=1 side=BUY q=1 {entry}",
            "F s=ES id=1 q=1 p=100",
            $"P s=ES id=2 side=SELL q=1 {exit}",
            "F s=ES id=2 q=1 p=101")));
}
