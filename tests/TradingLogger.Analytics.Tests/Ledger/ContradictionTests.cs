using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Lines that contradict others or themselves: each is found once, and the figures stay.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData("q=1 p=5 event_time=yesterday", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 side=PURCHASE", TradeFindingKind.UnknownSide)]
    [InlineData("q=1 p=5 side=SELL", TradeFindingKind.UnknownSide)]
    [InlineData("q=-1 p=5 side=BUY", TradeFindingKind.UnknownSide)]
    [InlineData("q=1 p=5 size=2", TradeFindingKind.ConflictingMembers)]
    [InlineData("q=1 p=5 avg_price=6", TradeFindingKind.ConflictingMembers)]
    [InlineData("q=1 p=5 my_fee=3", TradeFindingKind.UnreadMember)]
    [InlineData("q=1 p=5 my_pnl=3", TradeFindingKind.UnreadMember)]
    [InlineData("q=1 p=5 fee_currency=BNB", TradeFindingKind.MissingFee)]
    [InlineData("q=1 p=5 fee=3 commission=3", TradeFindingKind.AmbiguousFee)]
    [InlineData("q=1 p=5 pnl=3", TradeFindingKind.CloseWithoutPosition)]
    [InlineData("q=1 p=5 strategy=[1]", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 multiplier=0", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 multiplier=-1", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 fx_rate=0", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 fx_rate=-5", TradeFindingKind.UnusableValue)]
    [InlineData("q=1 p=5 remaining=2", TradeFindingKind.QuantityMismatch)]
    public void A_fill_that_contradicts_itself_is_found_and_turns_over_what_it_says(
        string members, TradeFindingKind kind)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", $"F s=A id=1 {members}");

        Assert.Equal([kind], TradeScript.Kinds(activity));
        Assert.Equal(5m, Math.Abs(activity.Turnover!.Value));
    }

    [Theory]
    [InlineData("P s=A side=BUY q=1", TradeFindingKind.OrderWithoutId)]
    [InlineData("P s=A id=1 side=BUY q=3", TradeFindingKind.DuplicateOrderId)]
    [InlineData("P s=A id=2 side=BUY q=3 pnl=4", TradeFindingKind.UnknownAction)]
    [InlineData("ORDER_REPLACED s=A id=9 q=3", TradeFindingKind.UnknownOrder)]
    [InlineData("X s=A id=9", TradeFindingKind.UnknownOrder)]
    [InlineData("F s=A side=BUY q=1 p=5", TradeFindingKind.FillWithoutOrder)]
    [InlineData("F s=A id=9 q=1 p=5", TradeFindingKind.FillWithoutOrder)]
    [InlineData("F* id=1 side=BUY p=5", TradeFindingKind.MissingValue)]
    [InlineData("C s=B", TradeFindingKind.CloseWithoutPosition)]
    [InlineData("SETTLE s=A pnl=3", TradeFindingKind.UnknownAction)]
    public void A_line_that_does_not_fit_the_lines_before_it_is_found(string line, TradeFindingKind kind) =>
        Assert.Contains(kind, TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=1", line)));

    [Fact]
    public void What_is_left_of_an_order_shows_that_a_fill_before_is_missing()
    {
        TradeActivity missing = TradeScript.Run("P s=A id=1 side=BUY q=3", "F* s=A id=1 q=1 p=5 remaining=1");
        TradeActivity whole = TradeScript.Run(
            "P s=A id=1 side=BUY q=3", "F* s=A id=1 q=1 p=5 remaining=2", "F* s=A id=1 q=3 p=5 remaining=1",
            "F s=A id=1 q=1 p=5 remaining=0");

        Assert.Equal([TradeFindingKind.QuantityMismatch], TradeScript.Kinds(missing));
        Assert.Equal(1m, missing.Orders[0].FilledQuantity);
        Assert.Empty(whole.Findings);
        Assert.Equal((3m, 15m), (whole.Orders[0].FilledQuantity, whole.Turnover));
    }

    [Fact]
    public void A_pnl_after_fees_and_one_before_fees_give_the_same_result()
    {
        string[] lines =
        [
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=1",
            "P s=A id=2 side=SELL q=1", "F s=A id=2 q=1 p=110 fee=1",
        ];
        TradeActivity gross = TradeScript.Run([.. lines, "C s=A gross_pnl=10"]);
        TradeActivity net = TradeScript.Run([.. lines, "C s=A net_pnl=8"]);

        Assert.Empty(gross.Findings);
        Assert.Empty(net.Findings);
        Assert.Equal((10m, 8m), (gross.GrossPnl, gross.NetPnl));
        Assert.Equal((10m, 8m), (net.GrossPnl, net.NetPnl));
    }

    [Fact]
    public void An_exit_without_a_price_and_without_a_pnl_is_missing_from_the_result()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "P s=A id=2 side=SELL q=1", "F s=A id=2 q=1");

        Assert.Contains(
            activity.Findings, finding => finding.OrderId == "2" && finding.Kind == TradeFindingKind.MissingValue);
        Assert.Equal((0m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void A_close_of_the_other_side_or_of_more_than_is_open_is_counted_with_a_finding()
    {
        TradeActivity side = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "C s=A side=SHORT pnl=5");
        TradeActivity more = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "C s=A q=3 pnl=5");

        Assert.Equal([TradeFindingKind.UnknownSide], TradeScript.Kinds(side));
        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(more));
        Assert.Equal((5m, 5m), (side.GrossPnl, more.GrossPnl));
    }

    [Fact]
    public void The_life_of_an_order_runs_from_its_signal_to_the_close_of_what_it_opened()
    {
        TradeActivity activity = TradeScript.RunWith(
            new TradeActivityOptions { Timelines = 1 },
            "P s=B id=0 side=BUY q=1", "S s=A side=BUY", "P s=A id=1 side=BUY q=1",
            "F s=A id=1 q=1 p=100 fee=1 fee_currency=USD",
            "C s=A pnl=5");

        Assert.Empty(activity.Orders[0].Timeline);
        TradeOrder order = activity.Orders[1];
        Assert.Equal(
            ["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"],
            order.Timeline.Select(step => step.Action));
        Assert.Equal("2025-12-18 10:00:03.000 ORDER_FILLED 1 at 100, fee 1", order.Timeline[2].ToString());
        Assert.Equal("2025-12-18 10:00:04.000 POSITION_CLOSED, pnl 5", order.Timeline[3].ToString());
        Assert.Equal("1 USD", order.Fees.Single().ToString());
        Assert.Equal(TimeSpan.FromSeconds(1), order.SignalToOrder);
    }

    [Theory]
    [InlineData("account", "F id=1 q=1 p=5")]
    [InlineData("venue", "F id=1 q=1 p=5")]
    [InlineData("account", "X id=1")]
    public void An_id_in_two_accounts_or_venues_is_ambiguous_where_an_event_names_neither(string name, string line)
    {
        string[] placed = [$"P s=A id=1 side=BUY q=1 {name}=a", $"P s=A id=1 side=SELL q=1 {name}=b"];

        Assert.Contains(TradeFindingKind.Ambiguous, TradeScript.Kinds(TradeScript.Run([.. placed, line])));
        Assert.Empty(TradeScript.Run([.. placed, $"{line} {name}=a"]).Findings);
    }

    [Theory]
    [InlineData("fee1=3")]
    [InlineData("exchangefees=3")]
    [InlineData("brokerage=3")]
    [InlineData("other_charges=3")]
    [InlineData("rpnl=3")]
    [InlineData("realized=3")]
    public void A_member_that_looks_like_a_fee_or_a_pnl_is_told(string member) => Assert.Equal(
        [TradeFindingKind.UnreadMember],
        TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=1", $"F s=A id=1 q=1 p=5 {member}")));

    [Theory]
    [InlineData("open_interest=3")]
    [InlineData("interest_rate=3")]
    [InlineData("gas_price=3")]
    [InlineData("realized_volatility=3")]
    [InlineData("bid_size=3")]
    public void A_member_that_is_no_money_by_rule_is_not_told(string member) =>
        Assert.Empty(TradeScript.Run("P s=A id=1 side=BUY q=1", $"F s=A id=1 q=1 p=5 {member}").Findings);

    [Theory]
    [InlineData("executed_price=98.5")]
    [InlineData("fillPx=98.5")]
    [InlineData("avgExecPrice=98.5")]
    public void A_price_under_a_venues_name_beside_another_one_is_told(string member) => Assert.Equal(
        [TradeFindingKind.ConflictingMembers],
        TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=2", $"F s=A id=1 q=2 p=99 {member}")));
}
