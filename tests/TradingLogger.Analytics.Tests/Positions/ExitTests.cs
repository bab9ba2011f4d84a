using TradingLogging.Analytics.Findings;
using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>Exits that do not say of which position they are.</summary>
public sealed class ExitTests
{
    private static readonly string[] TwoLongs =
    [
        "P s=A id=1 side=BUY q=1 strategy=a", "F id=1 q=1 p=100", "P s=A id=2 side=BUY q=1 strategy=b",
        "F id=2 q=1 p=120",
    ];

    [Theory]
    [InlineData(4, 3)]
    [InlineData(2, 1)]
    public void A_close_is_of_the_exits_of_the_order_that_it_names_before_older_ones(int first, int second)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100", "P s=A id=2 side=BUY q=1", "F s=A id=2 q=1 p=100",
            "P s=A id=3 side=SELL q=1", "F s=A id=3 q=1 p=110", "P s=A id=4 side=SELL q=1", "F s=A id=4 q=1 p=120",
            $"C s=A id={first} q=1 pnl=20",
            $"C s=A id={second} q=1 pnl=10");

        Assert.Empty(activity.Findings);
        Assert.Equal((30m, 2L), (activity.GrossPnl, activity.Wins));
    }

    [Fact]
    public void An_exit_in_no_strategys_name_ends_the_lots_of_all_strategies()
    {
        TradeActivity activity = TradeScript.Run([.. TwoLongs, "P s=A id=3 side=SELL q=2", "F id=3 q=2 p=130 fee=2"]);

        Assert.DoesNotContain(TradeFindingKind.Ambiguous, TradeScript.Kinds(activity));
        Assert.Empty(activity.OpenPositions);
        Assert.Equal((40m, 38m), (activity.GrossPnl, activity.NetPnl));
        Assert.Equal((30m, 10m), (PnlOf(activity, "a"), PnlOf(activity, "b")));
    }

    [Fact]
    public void A_short_is_covered_over_strategies_too()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=SELL q=1 strategy=a", "F id=1 q=1 p=130", "P s=A id=2 side=SELL q=2 strategy=b",
            "F id=2 q=2 p=120", "P s=A id=3 side=BUY q=3", "F* id=3 q=1.5 p=100", "F id=3 q=1.5 p=100");

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Empty(activity.OpenPositions);
        Assert.Equal(70m, activity.GrossPnl);
    }

    [Theory]
    [InlineData("0.5", "a 0.5 LONG, b 1 LONG")]
    [InlineData("1", "b 1 LONG")]
    [InlineData("1.5", "b 0.5 LONG")]
    [InlineData("3", "b 1 SHORT")]
    public void An_exit_of_a_part_or_of_more_takes_what_has_waited_longest_with_a_finding(string quantity, string open)
    {
        TradeActivity activity = TradeScript.Run(
            [.. TwoLongs, $"P s=A id=3 side=SELL q={quantity}", $"F id=3 q={quantity} p=130"]);

        Assert.Equal([TradeFindingKind.Ambiguous], TradeScript.Kinds(activity));
        Assert.Equal(open, OpenOf(activity));
    }

    [Fact]
    public void An_exit_that_a_close_waits_for_is_of_the_strategy_of_that_close()
    {
        TradeActivity activity = TradeScript.Run(
            [.. TwoLongs, "P s=A id=3 side=SELL q=1", "C s=A strategy=b q=1 pnl=10", "F id=3 q=1 p=130"]);

        Assert.Empty(activity.Findings);
        Assert.Equal("a 1 LONG", OpenOf(activity));
        Assert.Equal(10m, PnlOf(activity, "b"));
    }

    [Fact]
    public void A_strategy_that_sells_more_than_it_has_sells_what_no_strategy_has()
    {
        TradeActivity activity = TradeScript.Run(
            [.. TwoLongs, "P s=A id=3 side=BUY q=1", "F id=3 q=1 p=110", "P s=A id=4 side=SELL q=2 strategy=a",
                "F id=4 q=2 p=130"]);

        Assert.Empty(activity.Findings);
        Assert.Equal(("b 1 LONG", 50m), (OpenOf(activity), activity.GrossPnl));
    }

    [Fact]
    public void An_exit_without_a_ticket_ends_all_tickets()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F id=1 q=1 p=100", "O s=A side=BUY q=1 position_id=t1",
            "P s=A id=2 side=BUY q=1 position_id=t2", "F id=2 q=1 p=120", "P s=A id=3 side=SELL q=2",
            "F id=3 q=2 p=130");

        Assert.Empty(activity.OpenPositions);
        Assert.Equal(40m, activity.GrossPnl);
    }

    [Fact]
    public void A_pnl_of_an_exit_of_several_positions_is_shared_with_a_finding()
    {
        TradeActivity activity = TradeScript.Run(
            [.. TwoLongs, "P s=A id=3 side=SELL q=2", "F id=3 q=2 p=130 realized_pnl=40"]);

        Assert.Contains(TradeFindingKind.Ambiguous, TradeScript.Kinds(activity));
        Assert.Equal((40m, 0), (activity.GrossPnl, activity.OpenPositions.Count));
    }

    [Fact]
    public void Doubles_leave_no_crumb_for_the_next_position()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=0.3 strategy=a", "F id=1 q=0.3 p=100", "P s=A id=2 side=BUY q=0.3 strategy=b",
            "F id=2 q=0.3 p=120", "P s=A id=3 side=SELL q=0.30000000000000004", "F id=3 q=0.30000000000000004 p=130");

        Assert.Equal("b 0.3 LONG", OpenOf(activity));
    }

    [Fact]
    public void The_exit_of_several_positions_is_a_step_of_all_their_orders()
    {
        var script = new TradeScript(new TradeActivityOptions { TimeZone = TradeScript.Zone, Timelines = 10 });
        script.Add("10:00:00", "ORDER_PLACED", """ "symbol":"A","order_id":"1","side":"BUY","strategy":"a" """);
        script.Add("10:00:01", "ORDER_FILLED", "\"order_id\":\"1\",\"quantity\":1,\"price\":100");
        script.Add("10:00:02", "ORDER_PLACED", """ "symbol":"A","order_id":"2","side":"BUY","strategy":"b" """);
        script.Add("10:00:03", "ORDER_FILLED", "\"order_id\":\"2\",\"quantity\":1,\"price\":120");
        script.Add("10:00:04", "ORDER_PLACED", "\"symbol\":\"A\",\"order_id\":\"3\",\"side\":\"SELL\"");
        script.Add("10:00:05", "ORDER_FILLED", "\"order_id\":\"3\",\"quantity\":2,\"price\":130");

        Assert.All(script.Orders().Take(2), order => Assert.Equal(3, order.Timeline.Count));
    }

    [Theory]
    [InlineData("pnl=8 fee=2")]
    [InlineData("pnl=8 fee=2 exit_price=110")]
    [InlineData("pnl=10 fee=2")]
    [InlineData("net_pnl=8 fee=2")]
    public void A_pnl_may_be_net_of_the_fee_that_the_close_itself_names(string close)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F id=1 q=1 p=100", "P s=A id=2 side=SELL q=1", "F id=2 q=1 p=110",
            $"C s=A q=1 {close}");

        Assert.Empty(activity.Findings);
        Assert.Equal((10m, 8m), (activity.GrossPnl, activity.NetPnl));
    }

    [Theory]
    [InlineData("pnl=7 fee=2", 10, 7)]
    [InlineData("pnl=8 fee=2", 10, 7)]
    [InlineData("pnl=9 fee=2", 10, 7)]
    public void A_pnl_may_be_net_of_the_fees_of_the_fills_the_close_or_both(string close, int gross, int net)
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F id=1 q=1 p=100 fee=1", "P s=A id=2 side=SELL q=1", "F id=2 q=1 p=110 fee=0",
            $"C s=A q=1 {close}");

        Assert.Empty(activity.Findings);
        Assert.Equal((gross, net), (activity.GrossPnl, activity.NetPnl));
    }

    [Fact]
    public void A_pnl_that_no_fee_explains_is_a_mismatch()
    {
        TradeActivity activity = TradeScript.Run(
            "P s=A id=1 side=BUY q=1", "F id=1 q=1 p=100", "P s=A id=2 side=SELL q=1", "F id=2 q=1 p=110",
            "C s=A q=1 pnl=6 fee=2");

        Assert.Equal([TradeFindingKind.PnlMismatch], TradeScript.Kinds(activity));
    }

    private static decimal PnlOf(TradeActivity activity, string strategy) =>
        activity.ByStrategy.Single(figures => figures.Name == strategy).GrossPnl ?? 0;

    private static string OpenOf(TradeActivity activity) => string.Join(", ", activity.OpenPositions.Select(
        position => FormattableString.Invariant($"{position.Strategy} {position.Quantity:0.###} {position.Side}")));
}
