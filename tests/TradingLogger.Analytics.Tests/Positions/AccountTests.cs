using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>Which position an event is of: by account, side, ticket, strategy and quantity.</summary>
public sealed class AccountTests
{
    private static readonly string[] TwoAccounts =
    [
        "P s=A account=x id=1 side=BUY q=1", "F s=A account=x id=1 q=1 p=100",
        "P s=A account=y id=2 side=SELL q=2", "F s=A account=y id=2 q=2 p=100",
    ];

    private static readonly string[] TwoTickets =
    [
        "P s=A id=1 side=BUY q=1 position_id=t1", "F s=A id=1 q=1 p=100 position_id=t1",
        "P s=A id=2 side=BUY q=3 position_id=t2", "F s=A id=2 q=3 p=100 position_id=t2",
    ];

    private static readonly string[] TwoSymbols =
    [
        "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "P s=B id=2 side=BUY q=1", "F s=B id=2 q=1 p=100",
    ];

    [Fact]
    public void Two_accounts_hold_a_symbol_each_for_itself()
    {
        TradeActivity activity = TradeScript.Run([.. TwoAccounts, "C s=A account=x pnl=5"]);

        Assert.Empty(activity.Findings);
        TradePosition rest = Assert.Single(activity.OpenPositions);
        Assert.Equal(("y", "SHORT", 2m), (rest.Account, rest.Side, rest.Quantity));
    }

    [Fact]
    public void A_close_that_does_not_say_which_of_two_accounts_closes_neither()
    {
        TradeActivity activity = TradeScript.Run([.. TwoAccounts, "C s=A pnl=5"]);

        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(activity));
        Assert.Equal((2, 5m), (activity.OpenPositions.Count, activity.GrossPnl));
    }

    [Fact]
    public void A_hedge_holds_long_and_short_side_by_side()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY position_side=LONG q=1", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=SELL position_side=SHORT q=2", "F s=A id=2 q=2 p=100",
            "P s=A id=3 side=SELL position_side=LONG q=1", "F s=A id=3 q=1 p=104",
            "C s=A position_side=LONG pnl=4");

        Assert.Empty(activity.Findings);
        TradePosition rest = Assert.Single(activity.OpenPositions);
        Assert.Equal(("SHORT", 2m, 4m), (rest.Side, rest.Quantity, activity.GrossPnl));
    }

    [Fact]
    public void A_ticket_that_comes_after_its_fill_is_closed_by_its_number_alone()
    {
        TradeActivity activity = TradeScript.Run(
        [
            .. TwoSymbols, "O s=A position_id=7 side=BUY q=1", "C position_id=7 pnl=3",
        ]);

        Assert.Empty(activity.Findings);
        Assert.Equal("B", Assert.Single(activity.OpenPositions).Symbol);
        Assert.Equal(3m, activity.BySymbol.Single(figures => figures.Name == "A").GrossPnl);
    }

    [Fact]
    public void A_close_without_a_symbol_is_of_the_only_position_and_of_none_where_there_are_two()
    {
        TradeActivity two = TradeScript.Run([.. TwoSymbols, "C pnl=9"]);
        TradeActivity one = TradeScript.Run([.. TwoSymbols, "C s=B pnl=2", "C pnl=9"]);

        Assert.Equal([TradeFindingKind.CloseWithoutPosition], TradeScript.Kinds(two));
        Assert.Equal((0m, 2), (two.GrossPnl, two.OpenPositions.Count));
        Assert.Empty(one.Findings);
        Assert.Equal((11m, 0), (one.GrossPnl, one.OpenPositions.Count));
    }

    [Fact]
    public void A_close_is_of_the_ticket_that_has_its_quantity()
    {
        TradeActivity equal = TradeScript.Run([.. TwoTickets, "C s=A q=3 pnl=6"]);
        TradeActivity open = TradeScript.Run([.. TwoTickets, "C s=A pnl=6"]);

        Assert.Empty(equal.Findings);
        Assert.Equal("t1", Assert.Single(equal.OpenPositions).PositionId);
        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(open));
        Assert.Equal("t2", Assert.Single(open.OpenPositions).PositionId);
    }

    [Fact]
    public void A_sale_without_a_ticket_closes_the_ticket_that_it_fits_with_a_finding()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 position_id=t1", "F s=A id=1 q=1 p=100 position_id=t1",
            "P s=A id=3 side=SELL q=1", "F s=A id=3 q=1 p=103");

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Equal((3m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void A_sale_in_no_strategys_name_closes_the_strategy_that_has_waited_longest()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 strategy=a", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=BUY q=1 strategy=b", "F s=A id=2 q=1 p=110",
            "P s=A id=3 side=SELL q=1", "F s=A id=3 q=1 p=120");

        Assert.Equal("b", Assert.Single(activity.OpenPositions).Strategy);
        Assert.Equal(20m, activity.ByStrategy.Single(figures => figures.Name == "a").GrossPnl);
    }

    [Fact]
    public void A_sale_in_another_strategys_name_leaves_a_close_without_its_exit()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 strategy=a", "F s=A id=1 q=1 p=100",
            "P s=A id=2 side=SELL q=1 strategy=b", "F s=A id=2 q=1 p=105", "C s=A strategy=a pnl=5");

        Assert.Equal([TradeFindingKind.ExitFillMissing], TradeScript.Kinds(activity));
        Assert.Equal(5m, activity.GrossPnl);
    }

    [Fact]
    public void A_close_whose_exit_order_was_never_filled_is_found()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "P s=A id=2 side=SELL q=1", "C s=A pnl=5");

        Assert.Equal([TradeFindingKind.ExitFillMissing], TradeScript.Kinds(activity));
        Assert.Equal((5m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void A_position_that_only_its_opening_and_its_exit_price_tell_earns_what_they_give()
    {
        TradeActivity computed = TradeScript.Run("O s=A side=BUY q=2 p=100", "C s=A q=2 exit_price=105");
        TradeActivity wrong = TradeScript.Run("O s=A side=BUY q=2 p=100", "C s=A q=2 exit_price=105 pnl=99");

        Assert.Empty(computed.Findings);
        Assert.Equal((10m, 1), (computed.ComputedPnl, computed.Wins));
        Assert.Equal([TradeFindingKind.PnlMismatch], TradeScript.Kinds(wrong));
        Assert.Equal(99m, wrong.LoggedPnl);
    }

    [Fact]
    public void An_opening_that_is_larger_than_its_fills_misses_one()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F* s=A id=1 q=1 p=100", "O s=A side=BUY q=2");

        Assert.Equal([TradeFindingKind.EntryFillMissing], TradeScript.Kinds(activity));
        Assert.Equal(2m, Assert.Single(activity.OpenPositions).Quantity);
    }
}
