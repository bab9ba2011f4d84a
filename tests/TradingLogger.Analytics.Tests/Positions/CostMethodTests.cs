using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

/// <summary>What an exit costs, by the average and by the oldest lot.</summary>
public sealed class CostMethodTests
{
    [Theory]
    [InlineData(CostMethod.Fifo, "19", 20, 110)]
    [InlineData(CostMethod.Average, "13", 15, 105)]
    public void Selling_one_of_two_lots_earns_by_the_cost_method_before_its_share_of_the_fees(
        CostMethod method, string netPnl, int gross, int averageOfRest)
    {
        TradeActivity activity = TradeScript.RunWith(
            new TradeActivityOptions { CostMethod = method },
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=1",
            "P s=A id=2 side=BUY q=1", "F s=A id=2 q=1 p=110 fee=3",
            "P s=A id=3 side=SELL q=1", "F s=A id=3 q=1 p=120 fee=0", $"C s=A q=1 pnl={netPnl}");

        Assert.Equal("", string.Join("\n", activity.Findings));
        Assert.Equal((gross, 4m, gross - 4m), (activity.GrossPnl, activity.Fees, activity.NetPnl));
        TradePosition rest = Assert.Single(activity.OpenPositions);
        Assert.Equal((1m, averageOfRest), (rest.Quantity, rest.AveragePrice));
    }

    [Theory]
    [InlineData(CostMethod.Fifo, 10)]
    [InlineData(CostMethod.Average, 12.5)]
    public void A_short_that_was_sold_in_two_parts_is_bought_back_by_the_cost_method(
        CostMethod method, double first)
    {
        TradeActivity activity = TradeScript.RunWith(
            new TradeActivityOptions { CostMethod = method },
            "P s=ES id=1 side=SELL q=2 multiplier=5", "F* s=ES id=1 q=1 p=100", "F* s=ES id=1 q=1 p=101",
            "P s=ES id=2 side=BUY q=1 multiplier=5", "F s=ES id=2 q=1 p=98",
            "P s=ES id=3 side=BUY q=1 multiplier=5", "F s=ES id=3 q=1 p=100");

        Assert.Empty(activity.Findings);
        Assert.Empty(activity.OpenPositions);
        Assert.Equal(15m, activity.ComputedPnl);
        Assert.Equal(15m, activity.Orders[0].Pnl);
        Assert.Equal((decimal)first, activity.EquityCurve[^2].NetPnl);
        Assert.Equal(15m, activity.EquityCurve[^1].NetPnl);
    }

    [Theory]
    [InlineData(CostMethod.Fifo)]
    [InlineData(CostMethod.Average)]
    public void Ten_thousand_buys_without_an_exit_still_cost_what_was_paid(CostMethod method)
    {
        const int Buys = 10_004;
        var script = new TradeScript(new TradeActivityOptions { CostMethod = method, TimeZone = TradeScript.Zone });
        script.Add("06:00:00", "ORDER_PLACED", $"{Order(1)}, \"side\": \"BUY\", \"quantity\": {Buys}");
        for (int i = 1; i <= Buys; i++)
        {
            string time = TimeSpan.FromSeconds((6 * 3600) + i).ToString();
            int price = i % 2 == 0 ? 102 : 100;
            script.Add(time, "ORDER_PARTIALLY_FILLED", $"{Order(1)}, \"quantity\": 1, \"price\": {price}");
        }

        Assert.Equal(101m, Assert.Single(script.Measure().OpenPositions).AveragePrice);
        script.Add("12:00:00", "ORDER_PLACED", $"{Order(2)}, \"side\": \"SELL\", \"quantity\": {Buys}");
        script.Add("12:00:01", "ORDER_FILLED", $"{Order(2)}, \"quantity\": {Buys}, \"price\": 103");

        TradeActivity activity = script.Measure();
        Assert.Empty(activity.Findings);
        Assert.Empty(activity.OpenPositions);
        Assert.Equal(2m * Buys, decimal.Round(activity.ComputedPnl!.Value, 6));

        static string Order(int id) => $"\"symbol\": \"A\", \"order_id\": {id}";
    }
}
