using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

/// <summary>What an event says of an order beside its fills: its status, and what comes when the order is
/// forgotten.</summary>
public sealed class LateEventTests
{
    [Theory]
    [InlineData("status=FILLED q=2", "F s=A id=1 q=2 p=10", null)]
    [InlineData("status=FILLED q=2", "F* s=A id=1 q=1 p=10", TradeFindingKind.QuantityMismatch)]
    [InlineData("status=FILLED q=2", "S s=A", TradeFindingKind.QuantityMismatch)]
    [InlineData("order_status=partially_filled q=2", "S s=A", TradeFindingKind.QuantityMismatch)]
    [InlineData("order_status=partially_filled q=2", "F* s=A id=1 q=1 p=10", null)]
    [InlineData("ord_status=2 q=2", "S s=A", TradeFindingKind.QuantityMismatch)]
    [InlineData("status=NEW q=2", "S s=A", null)]
    [InlineData("status={\"a\":1} q=2", "S s=A", null)]
    public void An_order_whose_status_says_that_it_is_filled_needs_its_fills(
        string placed, string next, TradeFindingKind? finding)
    {
        TradeActivity activity = TradeScript.Run("P s=A id=1 side=BUY p=10 " + placed, next);

        Assert.Equal(finding is { } kind ? [kind] : [], TradeScript.Kinds(activity));
    }

    [Theory]
    [InlineData("REJECTED")]
    [InlineData("canceled")]
    [InlineData("EXPIRED")]
    [InlineData("C")]
    public void An_order_whose_status_says_that_it_has_ended_has_ended(string status)
    {
        TradeActivity placed = TradeScript.Run($"P s=A id=1 side=BUY q=1 p=10 status={status}");
        TradeActivity changed = TradeScript.Run("P s=A id=1 side=BUY q=1", $"ORDER_UPDATED id=1 status={status}");
        TradeActivity confirmed = TradeScript.Run("P s=A id=1 side=BUY q=1", $"ORDER_ACCEPTED id=1 status={status}");
        TradeActivity filled = TradeScript.Run(
            $"P s=A id=1 side=BUY q=1 p=10 status={status}", "F s=A id=1 q=1 p=10");

        Assert.All(
            [placed, changed, confirmed],
            activity => Assert.Equal((1, 0, 0), (activity.OrdersEnded, activity.OrdersOpen, activity.Findings.Count)));
        Assert.Equal([TradeFindingKind.LateFill], TradeScript.Kinds(filled));
    }

    [Fact]
    public void The_status_of_another_event_is_no_status_of_an_order()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1 p=10", "HEARTBEAT id=1 status=CANCELED order_status=REJECTED");

        Assert.Equal((1, 0), (activity.OrdersOpen, activity.Findings.Count));
    }

    [Theory]
    [InlineData("FEE_CHARGED id=1 fee=1", true)]
    [InlineData("FEE_CHARGED id=1 s=A fee=1", true)]
    [InlineData("FEE_CHARGED id=1 s=A strategy=alpha fee=1", false)]
    [InlineData("ORDER_CANCELLED id=1 s=A", true)]
    [InlineData("ORDER_UPDATED id=1 s=A", true)]
    [InlineData("ORDER_UPDATED id=1 s=A strategy=alpha", false)]
    public void A_late_event_of_a_forgotten_order_that_does_not_name_all_is_told(string late, bool isTold)
    {
        List<string> lines = [.. RoundTrip(1, "alpha")];
        for (int order = 3; order < TradeActivityLimits.DoneOrders + 5; order += 2)
            lines.AddRange(RoundTrip(order, "beta"));

        TradeActivity activity = TradeScript.Run([.. lines, late]);

        Assert.Equal(isTold ? [TradeFindingKind.UnknownOrder] : [], TradeScript.Kinds(activity));
    }

    [Fact]
    public void Where_no_order_is_of_a_strategy_a_late_event_lacks_none()
    {
        List<string> lines = [];
        for (int order = 1; order < TradeActivityLimits.DoneOrders + 5; order += 2)
            lines.AddRange(RoundTrip(order, null));

        Assert.Empty(TradeScript.Run([.. lines, "FEE_CHARGED id=1 s=A fee=1"]).Findings);
    }

    [Theory]
    [InlineData("pnl=9.8 exit_price=110 fee=0.1", "fee=0.1", 0.2, 1)]
    [InlineData("pnl=9.8 fee=0.1", "fee=0.1", 0.2, 1)]
    [InlineData("pnl=10 fee=0.1 fee_currency=BNB", "fee=0.1 fee_currency=BNB", 0.2, 1)]
    [InlineData("pnl=9.8 fee=0.2", "fee=0.1", 0.3, 2)]
    [InlineData("pnl=10 fee=0.03", "fee=0.1", 0.23, 0)]
    [InlineData("pnl=9.8", "fee=0.1", 0.2, 0)]
    public void A_fee_that_a_close_names_before_its_exit_fill_does_is_counted_once_or_told(
        string close, string exit, decimal fees, int findings)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=BTCUSDT id=1 side=BUY q=1", "F s=BTCUSDT id=1 q=1 p=100 fee=0.1", "P s=BTCUSDT id=2 side=SELL q=1",
            "C s=BTCUSDT q=1 " + close, "F s=BTCUSDT id=2 q=1 p=110 " + exit);

        Assert.Equal(findings > 0, TradeScript.Kinds(activity).Contains(TradeFindingKind.AmbiguousFee));
        Assert.Equal(10m, activity.ByCurrency.Single(amounts => amounts.Currency == "USDT").GrossPnl);
        Assert.Equal(fees, activity.ByCurrency.Sum(amounts => amounts.Fees));
    }

    [Theory]
    [InlineData("F s=A id=1 q=1 p=10 side=BUY", true)]
    [InlineData("F s=A id=1 q=2 p=10 side=BUY", false)]
    [InlineData("F* s=A id=1 q=1 p=10 side=BUY", false)]
    public void A_full_fill_before_its_order_that_is_less_than_the_order_is_told(string fill, bool isTold)
    {
        TradeActivity activity = TradeScript.Run(fill, "P s=A id=1 side=BUY q=2 p=10");

        Assert.Equal(isTold ? [TradeFindingKind.QuantityMismatch] : [], TradeScript.Kinds(activity));
    }

    private static IEnumerable<string> RoundTrip(int order, string? strategy)
    {
        string of = strategy is null ? "" : " strategy=" + strategy;
        yield return $"P s=A id={order} side=BUY q=1" + of;
        yield return $"F s=A id={order} q=1 p=100";
        yield return $"P s=A id={order + 1} side=SELL q=1" + of;
        yield return $"F s=A id={order + 1} q=1 p=100";
        yield return "C s=A q=1 pnl=0";
    }
}
