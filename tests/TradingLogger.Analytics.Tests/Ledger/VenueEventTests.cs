using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>Events as venues, brokers and libraries write them: the figures are right, or a finding says what is not
/// read.</summary>
public sealed class VenueEventTests
{
    [Fact]
    public void A_report_in_the_words_of_FIX_names_what_was_ordered_beside_what_was_filled()
    {
        TradeActivity activity = TradeScript.Run(
            "P ClOrdID=A1 Symbol=MSFT Side=1 OrderQty=100 Price=50",
            "EXECUTION ClOrdID=A1 OrderID=B9 ExecID=E0 ExecType=0 Symbol=MSFT OrderQty=100 LastQty=0 Price=50",
            "EXECUTION ClOrdID=A1 OrderID=B9 ExecID=E1 ExecType=F Symbol=MSFT OrderQty=100 LastQty=40 LastPx=50",
            "EXECUTION ClOrdID=A1 OrderID=B9 ExecID=E2 ExecType=F Symbol=MSFT OrderQty=100 LastQty=60 LastPx=51");

        Assert.Empty(activity.Findings);
        Assert.Equal((2, 5060m), (activity.Fills, activity.Turnover));
        Assert.Equal(("A1", 100m), (activity.Orders[0].OrderId, activity.Orders[0].FilledQuantity));
        Assert.Equal(["B9"], activity.Orders[0].OtherIds);
    }

    [Theory]
    [InlineData("ExecType=0", TradeOrderStatus.Open)]
    [InlineData("ExecType=A", TradeOrderStatus.Open)]
    [InlineData("exec_type=pending_new", TradeOrderStatus.Open)]
    [InlineData("exec_trans_type=3", TradeOrderStatus.Open)]
    [InlineData("ExecType=4", TradeOrderStatus.Cancelled)]
    [InlineData("exec_type=canceled", TradeOrderStatus.Cancelled)]
    [InlineData("ExecType=8", TradeOrderStatus.Rejected)]
    [InlineData("ExecType=C", TradeOrderStatus.Expired)]
    [InlineData("exec_type=EXPIRED", TradeOrderStatus.Expired)]
    public void A_report_that_is_no_trade_fills_nothing(string type, TradeOrderStatus status)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=2 p=5", $"EXECUTION s=A id=1 {type} q=2 p=5");

        Assert.Equal((0, status), (activity.Fills, activity.Orders[0].Status));
        Assert.Empty(activity.OpenPositions);
    }

    [Theory]
    [InlineData("EXECUTION s=A id=1 ExecID=e2 ExecRefID=e1 ExecType=H q=1 p=10")]
    [InlineData("EXECUTION s=A id=1 ExecID=e2 ExecRefID=e1 ExecType=G q=1 p=9")]
    [InlineData("EXECUTION s=A id=1 ExecID=e2 ExecRefID=e1 ExecTransType=1 q=1 p=10")]
    [InlineData("TRADE_BUST s=A id=1 exec_id=e1 q=1 p=10")]
    [InlineData("TradeCancelled s=A id=1 exec_id=e1 q=1 p=10")]
    [InlineData("TRADE_CORRECTION s=A exec_id=e1 p=9")]
    public void An_execution_that_is_taken_back_or_corrected_is_a_finding(string line)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=2", "F* s=A id=1 exec_id=e1 q=1 p=10", line);

        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal(TradeFindingKind.CorrectedExecution, finding.Kind);
        Assert.Contains("the execution e1", finding.Message, StringComparison.Ordinal);
        Assert.Equal((1, 10m), (activity.Fills, activity.Turnover));
    }

    [Theory]
    [InlineData("F s=A id=1 fills=[{\"price\":\"4\",\"qty\":\"1\",\"commission\":\"0.1\"}]", 3)]
    [InlineData("F s=A id=1 details={\"price\":4,\"fee\":{\"cost\":0.1}}", 2)]
    [InlineData("F s=A id=1 q=1 p=4 trades=[{\"commission\":0.1},{\"commission\":0.2}]", 1)]
    [InlineData("F s=A id=1 q=1 p=4 trades=\"[{\\\"commission\\\":0.1}]\"", 1)]
    public void Money_within_a_member_is_told(string fill, int findings)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY q=1", fill);

        Assert.Equal(
            Enumerable.Repeat(TradeFindingKind.UnreadMember, findings), TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("F s=A id=1 q=1 p=4 fee=0.1 info={\"executedQty\":\"1\",\"price\":\"4\",\"commission\":\"0.1\"}")]
    [InlineData("F s=A id=1 q=1 p=4 fee=0.1 raw=\"[not_json\"")]
    [InlineData("F s=A id=1 q=1 p=4 tags=[\"a\",\"b\"] params={\"fee\":0,\"price\":\"\"}")]
    public void What_the_event_says_itself_may_stand_within_a_member_again(string fill) =>
        Assert.Empty(TradeScript.Run("P s=A id=1 side=BUY q=1", fill).Findings);

    [Theory]
    [InlineData("FUNDING_FEE s=BTCUSDT income=\"-0.375\" asset=USDT")]
    [InlineData("DIV s=AAPL net_amount=12.5")]
    [InlineData("INTEREST amount=1.25 currency=USD")]
    [InlineData("FEE_CHARGED amount=1")]
    [InlineData("STOCK_SPLIT s=NVDA ratio=10")]
    public void Money_and_quantities_that_change_without_a_trade_are_a_finding(string line) =>
        Assert.Equal([TradeFindingKind.UnknownAction], TradeScript.Kinds(TradeScript.Run(line)));

    [Theory]
    [InlineData("ORDER_COMPLETED")]
    [InlineData("ORDER_COMPLETE")]
    [InlineData("ORDER_MATCHED")]
    [InlineData("DEAL")]
    [InlineData("STOPPED_OUT")]
    [InlineData("STOP_OUT")]
    [InlineData("AUTO_DELEVERAGE")]
    [InlineData("SCALE_OUT")]
    [InlineData("REDUCED")]
    [InlineData("TP1_HIT")]
    [InlineData("TAKE_PROFIT_HIT")]
    [InlineData("SL_HIT")]
    [InlineData("FLATTENED")]
    [InlineData("UNWIND")]
    [InlineData("SQUARE_OFF")]
    [InlineData("ROLL")]
    public void A_trade_under_another_word_is_told(string action)
    {
        TradeActivity named = TradeScript.Run(
            "P s=A id=o1 side=BUY q=1 p=100", $"{action} s=A id=o1 side=BUY q=1 p=100");
        TradeActivity summed = TradeScript.Run(
            "P s=A id=o1 side=BUY q=1 p=100", $"{action} s=A id=o1 side=BUY executed_qty=1 average=100");

        Assert.Equal([TradeFindingKind.UnknownAction], TradeScript.Kinds(named));
        Assert.Contains(TradeFindingKind.UnknownAction, TradeScript.Kinds(summed));
    }

    [Theory]
    [InlineData("STAKING_REWARD")]
    [InlineData("AIRDROP")]
    [InlineData("OVERNIGHT")]
    [InlineData("BONUS")]
    [InlineData("CREDIT")]
    [InlineData("WITHHOLDING")]
    public void Cash_under_another_word_is_told(string action) => Assert.Equal(
        [TradeFindingKind.UnknownAction], TradeScript.Kinds(TradeScript.Run($"{action} amount=1.5 currency=USDT")));

    [Fact]
    public void What_names_an_order_a_quantity_a_price_and_a_fee_is_told_whatever_its_action_is_called()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=o1 side=BUY q=1 p=100", "WHATEVER s=A id=o1 q=1 p=100 fee=1", "WHATEVER s=A id=o1 q=1 p=100");

        Assert.Equal([TradeFindingKind.UnknownAction], TradeScript.Kinds(activity));
        Assert.Equal(1m, activity.Fees);
    }

    [Fact]
    public void An_event_that_repeats_what_the_fills_of_an_order_have_said_is_no_finding()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=o1 side=BUY q=1 p=100", "F s=A id=o1 q=1 p=100 fee=1", "ORDER_COMPLETED s=A id=o1 q=1 p=100");

        Assert.Empty(activity.Findings);
        Assert.Contains(TradeFindingKind.UnknownAction, TradeScript.Kinds(TradeScript.Run(
            "P s=A id=o1 side=BUY q=1 p=100", "F s=A id=o1 q=1 p=100", "ORDER_COMPLETED s=A id=o1 q=2 p=100")));
    }

    [Theory]
    [InlineData("ORDER_TRIGGERED s=A id=o1 side=BUY q=1 p=100")]
    [InlineData("RISK_CHECK s=A id=o1 side=BUY q=1 p=100")]
    [InlineData("ORDER_TIMED_OUT s=A id=o1 side=BUY q=1 p=100")]
    [InlineData("ORDER_WORKING s=A id=o1 side=BUY q=1 p=100")]
    [InlineData("TRAILING_STOP_MOVED s=A id=o1 q=1 p=99")]
    public void What_happens_to_an_order_without_a_trade_is_no_finding(string line) => Assert.Empty(
        TradeScript.Run("P s=A id=o1 side=BUY q=1 p=100", line).Findings);

    [Theory]
    [InlineData("FUNDING s=BTCUSDT fee=0.375")]
    [InlineData("FUNDING_RATE s=BTCUSDT rate=0.0001")]
    [InlineData("DIVIDEND s=AAPL note=ex-date")]
    [InlineData("INTEREST seq=7 prev=\"1f\"")]
    [InlineData("NEXT_FUNDING s=BTCUSDT seconds=600")]
    [InlineData("FEE_TIER_CHANGED tier=3")]
    [InlineData("TRANSFER amount=1000 currency=USDT")]
    [InlineData("DEPOSIT amount=1000 currency=USDT")]
    [InlineData("ORDER_SPLIT s=A id=1 children=5")]
    public void What_is_no_money_of_trading_is_no_finding(string line) =>
        Assert.Empty(TradeScript.Run(line).Findings);

    [Theory]
    [InlineData("swap=-1.5")]
    [InlineData("tax=0.1")]
    [InlineData("stamp_duty=0.2")]
    [InlineData("financing=-0.5")]
    public void A_cost_of_another_name_is_told_and_one_of_0_is_not(string cost)
    {
        Assert.Contains(TradeFindingKind.UnreadMember, TradeScript.Kinds(Trade(cost)));
        Assert.Empty(Trade(cost[..cost.IndexOf('=')] + "=0.00").Findings);

        static TradeActivity Trade(string cost) =>
            TradeScript.Run("P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", $"C s=A pnl=10 {cost}");
    }

    [Fact]
    public void Fees_that_are_all_below_0_may_be_costs()
    {
        TradeActivity costs = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F* s=A id=1 q=1 p=100 fee=-3.5", "F* s=A id=1 q=1 p=100 fee=-3.5");
        TradeActivity rebates = TradeScript.Run(
            "P s=A id=1 side=BUY q=2", "F* s=A id=1 q=1 p=100 fee=-0.5", "F* s=A id=1 q=1 p=100 fee=1");

        TradeFinding finding = Assert.Single(costs.Findings);
        Assert.Equal((TradeFindingKind.AmbiguousFee, 2), (finding.Kind, finding.Places.Count));
        Assert.Empty(rebates.Findings);
        Assert.Equal((-7.0m, 0.5m), (costs.Fees, rebates.Fees));
    }

    [Fact]
    public void A_rebate_is_paid_back_and_one_below_0_is_a_finding()
    {
        TradeActivity rebate = TradeScript.Run("P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=0.05 rebate=0.02");
        TradeActivity negative = TradeScript.Run("P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 rebate=-0.02");

        Assert.Empty(rebate.Findings);
        Assert.Equal((0.03m, 0.02m), (rebate.Fees, negative.Fees));
        Assert.Equal([TradeFindingKind.AmbiguousFee], TradeScript.Kinds(negative));
    }

    [Fact]
    public void An_order_that_was_filled_with_nothing_is_a_finding() => Assert.Equal(
        [TradeFindingKind.QuantityMismatch],
        TradeScript.Kinds(TradeScript.Run("P s=A id=1 side=BUY q=1", "F s=A id=1 q=0 p=100")));

    [Theory]
    [InlineData("1766052000")]
    [InlineData("1766052000000")]
    [InlineData("\"1766052000000000\"")]
    [InlineData("1766052000000000000")]
    public void A_time_may_be_a_number_since_1970(string time)
    {
        TradeActivity activity = TradeScript.Run($"P s=A id=1 side=BUY q=1 event_time={time}");

        Assert.Empty(activity.Findings);
        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 0, 0, TimeSpan.Zero), activity.From);
    }

    [Fact]
    public void What_Interactive_Brokers_sends_for_an_unknown_pnl_is_none()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY totalQuantity=1 lmtPrice=10",
            "F s=A id=1 side=BOT shares=1 price=10 commission=1 realizedPNL=1.7976931348623157E308");

        Assert.Empty(activity.Findings);
        Assert.Equal((1m, 1), (activity.Fees, activity.OrdersFilled));
    }

    [Theory]
    [InlineData("open_long", "LONG")]
    [InlineData("open-short", "SHORT")]
    public void Sides_of_venues_that_name_the_position_are_known(string side, string position) => Assert.Equal(
        position,
        TradeScript.Run($"P s=A id=1 side={side} q=1", "F s=A id=1 q=1 p=10").OpenPositions.Single().Side);

    [Fact]
    public void A_side_under_the_name_type_is_told_and_a_kind_of_order_is_not()
    {
        Assert.Equal(
            [TradeFindingKind.UnreadMember], TradeScript.Kinds(TradeScript.Run("P s=A id=1 q=1 type=buy")));
        Assert.Empty(TradeScript.Run("P s=A id=1 q=1 side=BUY type=LIMIT order_type=2").Findings);
    }

    [Theory]
    [InlineData("BTC/USD:BTC")]
    [InlineData("BTCUSD_PERP")]
    [InlineData("BTCUSD_260327")]
    public void An_inverse_contract_gives_only_the_pnl_that_is_logged(string symbol)
    {
        TradeActivity activity = TradeScript.Run(
            $"P s={symbol} id=1 side=BUY q=100",
            $"F s={symbol} id=1 q=100 p=50000",
            $"P s={symbol} id=2 side=SELL q=100",
            $"F s={symbol} id=2 q=100 p=55000",
            $"C s={symbol} q=100 pnl=0.00018 pnl_currency=BTC");

        Assert.Equal(0.00018m, activity.ByCurrency.Single(amounts => amounts.Currency == "BTC").GrossPnl);
        Assert.All(activity.ByCurrency, amounts => Assert.Equal(0, amounts.Turnover));
        Assert.Equal(
            [TradeFindingKind.UnusableValue, TradeFindingKind.UnusableValue], TradeScript.Kinds(activity));
    }

    [Fact]
    public void Funding_that_is_reported_as_an_execution_moves_no_position()
    {
        TradeActivity activity = TradeScript.Run(
            "EXECUTION s=A id=1 side=BUY exec_type=Funding q=1 p=100 fee=0.01");

        Assert.Equal([TradeFindingKind.UnknownAction], TradeScript.Kinds(activity));
        Assert.Equal((0m, 0.01m), (activity.Turnover ?? 0, activity.Fees));
        Assert.Empty(activity.OpenPositions);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("order_state")]
    [InlineData("status")]
    public void A_state_of_filled_without_fills_is_found(string name) => Assert.Equal(
        [TradeFindingKind.QuantityMismatch],
        TradeScript.Kinds(TradeScript.Run(
            "P s=A id=1 side=BUY q=1 p=100", $"ORDER_UPDATED s=A id=1 side=BUY {name}=filled accFillSz=1 avgPx=100")));

    [Fact]
    public void A_partial_fill_in_the_names_of_a_venue_is_what_was_filled_and_not_what_was_ordered()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=2 p=100", "F* s=A id=1 side=BUY sz=2 fillSz=0.5 fillPx=100 accFillSz=0.5");

        Assert.Empty(activity.Findings);
        Assert.Equal(0.5m, Assert.Single(activity.OpenPositions).Quantity);
    }
}
