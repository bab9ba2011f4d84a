using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Situations that traders and authors of bots report, in which figures used to be wrong without a
/// word.</summary>
public sealed class InputTests
{
    [Fact]
    public void A_flip_through_zero_gives_each_order_what_it_earned()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=o1 side=BUY q=1", "F s=A id=o1 side=BUY q=1 p=100",
            "P s=A id=o2 side=SELL q=1.5", "F s=A id=o2 side=SELL q=1.5 p=110",
            "C s=A q=1 pnl=10",
            "P s=A id=o3 side=BUY q=0.5", "F s=A id=o3 side=BUY q=0.5 p=106",
            "C s=A q=0.5 pnl=2");

        Assert.Empty(activity.Findings);
        Assert.Equal([10m, 2m, null], activity.Orders.Select(order => order.Pnl));
        Assert.Empty(activity.OpenPositions);
        Assert.Equal((12m, 12m, 0m), (activity.GrossPnl, activity.LoggedPnl, activity.ComputedPnl));
    }

    [Theory]
    [InlineData("fee=1 commission=2")]
    [InlineData("commission=2 fee=1")]
    [InlineData("Fee=1 COMMISSION=2")]
    [InlineData("fees=[1,2]")]
    [InlineData("fee={\"cost\":1.5} commission=1.5e0")]
    public void Fee_and_commission_are_added(string fees) =>
        Assert.Equal(3m, TradeScript.Run("P s=A id=1 side=BUY q=1", $"F id=1 q=1 p=5 {fees}").Fees);

    [Fact]
    public void A_fee_counts_on_any_event_whatever_the_case_of_its_name()
    {
        TradeActivity activity = TradeScript.Run("FUNDING Symbol=A Fee=9");

        Assert.Equal((9m, "A"), (activity.Fees, Assert.Single(activity.BySymbol).Name));
        Assert.Empty(activity.Findings);
    }

    [Fact]
    public void A_short_sale_and_its_cover_are_one_short_round_trip()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=SELL_SHORT q=1", "F s=A id=1 side=SELL_SHORT q=1 p=100",
            "P s=A id=2 side=BUY_TO_COVER q=1", "F s=A id=2 side=BUY_TO_COVER q=1 p=96",
            "C s=A pnl=4");

        Assert.Empty(activity.Findings);
        Assert.Equal((196m, 1, 1, 4m), (activity.Turnover, activity.PositionsClosed, activity.Wins, activity.NetPnl));
        Assert.Empty(activity.OpenPositions);
    }

    [Fact]
    public void A_second_close_of_fills_that_take_their_side_from_the_order_is_found()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "P s=A id=2 side=SELL q=1", "F s=A id=2 q=1 p=103",
                "C s=A pnl=3", "C s=A pnl=3");

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal((TradeFindingKind.CloseWithoutPosition, "event 6"), (finding.Kind, finding.Places[0].ToString()));
        Assert.Equal((3m, 1), (activity.GrossPnl, activity.PositionsClosed));
    }

    [Fact]
    public void A_fill_without_quantity_is_of_the_whole_order_and_is_closed_in_parts()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F s=A id=1 p=100", "C s=A q=1 pnl=5", "C s=A q=1 pnl=6");

        Assert.Empty(activity.Findings);
        Assert.Equal((200m, 11m), (activity.Turnover, activity.GrossPnl));
    }

    [Fact]
    public void What_a_double_sells_beyond_the_position_is_no_new_position()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=0.3", "F s=A id=1 q=0.3 p=100",
            "P s=A id=2 side=SELL q=0.3", "F s=A id=2 q=0.30000000000000004 p=101",
            "P s=A id=3 side=BUY q=0.7", "F s=A id=3 q=0.7 p=100");

        Assert.Empty(activity.Findings);
        Assert.Equal(("LONG", 0.7m), (activity.OpenPositions.Single().Side, activity.OpenPositions.Single().Quantity));
        Assert.Equal(1, activity.PositionsClosed);
    }

    [Fact]
    public void A_multiplier_of_the_order_counts_for_its_fills()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=ES id=1 side=BUY q=1 multiplier=50", "F s=ES id=1 q=1 p=100",
            "P s=ES id=2 side=SELL q=1 multiplier=50", "F s=ES id=2 q=1 p=101");

        Assert.Equal((50m, 10050m), (activity.ComputedPnl, activity.Turnover));
    }

    [Theory]
    [InlineData("BUY s=A q=1 p=5")]
    [InlineData("MARKET_SELL s=A q=1 p=5")]
    [InlineData("LIQUIDATION s=A side=SELL q=1 p=5")]
    [InlineData("STOP_ORDER_FILLED s=A side=SELL q=1 p=5 id=7")]
    [InlineData("TRADE_CLOSE s=A q=1 p=5")]
    [InlineData("FUNDING_PAYMENT s=A amount=-3")]
    public void An_action_that_looks_like_a_trade_and_is_not_known_is_found(string line) =>
        Assert.Equal([TradeFindingKind.UnknownAction], TradeScript.Kinds(TradeScript.Run(line)));

    [Theory]
    [InlineData("TICK s=A p=5 volume=3")]
    [InlineData("BUY_SIGNAL s=A q=1 p=5")]
    [InlineData("STOP_ORDER_PLACED s=A q=1 p=5 side=SELL")]
    [InlineData("ORDER_VALIDATED s=A q=1 p=5 side=SELL")]
    public void What_only_plans_a_trade_is_no_finding(string line) => Assert.Empty(TradeScript.Run(line).Findings);

    [Theory]
    [InlineData("BTCTUSD", "TUSD")]
    [InlineData("BNBBUSD", "BUSD")]
    [InlineData("XBTUSD", "USD")]
    [InlineData("DOTUSD", "USD")]
    [InlineData("BNBUSD", "USD")]
    [InlineData("USDTUSD", "USD")]
    [InlineData("OPBUSD", "")]
    [InlineData("KNTUSD", "")]
    public void A_currency_that_a_symbol_does_not_show_for_sure_is_not_guessed(string symbol, string currency) =>
        Assert.Equal(
            currency,
            TradeScript.Run($"P s={symbol} id=1 side=BUY q=1", $"F s={symbol} id=1 q=1 p=5 venue=kraken")
                .ByCurrency.Single().Currency);

    [Fact]
    public void The_same_id_in_two_symbols_is_two_orders()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "P s=B id=1 side=BUY q=1", "F s=A id=1 q=1 p=10", "F s=B id=1 q=1 p=20",
                "C s=A pnl=1", "C s=B pnl=2");

        Assert.Empty(activity.Findings);
        Assert.Equal((2, 2), (activity.OrdersPlaced, activity.OrdersFilled));
        Assert.Equal([1m, 2m], activity.Orders.Select(order => order.Pnl));
    }

    [Fact]
    public void A_terminal_fill_after_partial_fills_adds_nothing()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F* s=A id=1 q=0.4 p=10", "F* s=A id=1 q=0.6 p=10", "F s=A id=1");

        Assert.Empty(activity.Findings);
        Assert.Equal((1, 1m, 10.0m), (activity.OrdersFilled, activity.Orders[0].FilledQuantity, activity.Turnover));
        Assert.Equal(1m, Assert.Single(activity.OpenPositions).Quantity);
    }

    [Fact]
    public void A_fill_after_the_cancel_is_booked_with_a_finding()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "X s=A id=1", "F s=A id=1 q=1 p=10", "C s=A pnl=3");

        Assert.Equal([TradeFindingKind.LateFill], TradeScript.Kinds(activity));
        Assert.Empty(activity.OpenPositions);
        Assert.Equal(3m, Assert.Single(activity.Orders).Pnl);
    }

    [Fact]
    public void What_doubles_leave_over_is_nothing()
    {
        TradeActivity sum = TradeScript.Run(
            "P s=A id=1 side=BUY q=0.3", "F s=A id=1 q=0.30000000000000004 p=10", "C s=A q=0.3 pnl=1");
        TradeActivity thirds = TradeScript.Run(
            "P s=A id=1 side=BUY q=1",
            "F s=A id=1 q=0.3333333333333333 p=10",
            "F s=A id=1 q=0.3333333333333333 p=10 n=2",
            "F s=A id=1 q=0.3333333333333333 p=10 n=3",
            "C s=A q=1 pnl=1");

        Assert.Equal((1, TradeOrderStatus.Filled), (sum.OrdersFilled, sum.Orders[0].Status));
        Assert.Equal((1, TradeOrderStatus.Filled), (thirds.OrdersFilled, thirds.Orders[0].Status));
        Assert.Equal("", string.Join("\n", sum.Findings));
        Assert.Equal("", string.Join("\n", thirds.Findings));
        Assert.Empty(sum.OpenPositions);
        Assert.Empty(thirds.OpenPositions);
    }

    [Fact]
    public void An_empty_text_is_none() => Assert.Empty(TradeScript.Run("P s=A id=1 side=BUY q=1 p=\"\"").Findings);

    [Theory]
    [InlineData("\"Zz\": 1, \"zZ\": 2")]
    [InlineData("\"new\": 1, \"x\": 1, \"y\": 1, \"z\": 1, \"NEW\": 2")]
    [InlineData("\"fEe\": 1, \"FeE\": 1")]
    [InlineData("\"note\": \"\\u00fc\", \"Qty\": 1, \"qTY\": 1")]
    public void A_member_that_a_line_has_twice_is_a_finding_however_many_names_the_log_has_had(string members)
    {
        var script = new TradeScript();
        for (int line = 0; line < 110; line++)
        {
            script.Add("10:00:00", "NOTE", string.Join(
                ", ", Enumerable.Range(0, 100).Select(member => $"\"m{line}_{member}\": true")));
        }

        for (int turn = 0; turn < 3; turn++)
            script.Add("10:00:01", "NOTE", members);

        Assert.Equal(
            Enumerable.Repeat(TradeFindingKind.RepeatedMember, 3),
            TradeScript.Kinds(script.Measure()).Where(kind => kind == TradeFindingKind.RepeatedMember));
    }

    [Fact]
    public void A_member_that_a_line_has_twice_is_a_finding_and_the_first_counts()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=10", "C s=A pnl=1 pnl=100");

        Assert.Equal([TradeFindingKind.RepeatedMember], TradeScript.Kinds(activity));
        Assert.Equal(1m, activity.GrossPnl);
    }

    [Fact]
    public void Fees_in_two_currencies_are_two_sums()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSDT id=1 side=BUY q=2",
            "F* s=BTCUSDT id=1 q=1 p=10 fee=0.01 fee_currency=BNB",
            "F* s=BTCUSDT id=1 q=1 p=10 fee=0.5 commissionAsset=usdt");

        Assert.Equal(
            [("BNB", 0.01m), ("USDT", 0.5m)], activity.ByCurrency.Select(amounts => (amounts.Currency, amounts.Fees)));
        Assert.Null(activity.Fees);
        Assert.Empty(activity.Findings);
    }

    [Fact]
    public void The_example_of_the_specification_reconciles()
    {
        TradeActivity activity = TradeScript.Run(
            "S symbol=BTCUSDT type=LONG_ENTRY entry=50000.0 tp=51000.0 sl=49500.0 strategy=MockSMA risk_reward=2.0",
            "P symbol=BTCUSDT order_id=temp_12345 side=BUY quantity=0.1 price=50010.0 order_type=LIMIT",
            "F symbol=BTCUSDT order_id=12345 side=BUY quantity=0.1 price=50010.0",
            "C symbol=BTCUSDT position_id=pos_789 entry_price=50010.0 exit_price=51000.0 pnl=99.0 "
                + "pnl_percent=1.98 reason=TAKE_PROFIT");

        Assert.Empty(activity.Findings);
        Assert.Equal((1, 1, 99.0m), (activity.OrdersPlaced, activity.OrdersFilled, activity.NetPnl));
        Assert.Equal((99.0m, "MockSMA"), (activity.Orders[0].Pnl, activity.Orders[0].Strategy));
    }
}
