using Xunit;

namespace TradingLogging.Analytics.Tests.Positions;

// The objects of lots, closed parts and closes serve for others when they have gone: what one was must not show in
// the next.
public sealed class UsedAgainTests
{
    [Fact]
    public void Closes_of_many_positions_in_turns_earn_what_each_alone_earns()
    {
        var random = new Random(7);
        var lines = new List<(string Time, string Action, string Members)>();
        var expected = new Dictionary<string, decimal>();
        int time = 0, order = 0;
        void Log(string action, string members) =>
            lines.Add((TimeSpan.FromSeconds(++time).ToString(), action, members));
        for (int round = 0; round < 60; round++)
        {
            string[] symbols = [.. Enumerable.Range(0, 5).OrderBy(_ => random.Next()).Select(index => $"S{index}")];
            var bought = symbols.ToDictionary(symbol => symbol, _ => (decimal)random.Next(1, 100));
            foreach (string symbol in symbols)
            {
                for (int part = 0; part < 2; part++)
                {
                    Log("ORDER_PLACED", Order(++order, symbol, "BUY", 1, bought[symbol]));
                    Log("ORDER_FILLED", Order(order, symbol, "BUY", 1, bought[symbol]));
                }
            }

            var closes = new List<Action>();
            var exits = new List<Action>();
            foreach (string symbol in symbols.Reverse())
            {
                decimal sold = random.Next(1, 100), pnl = 2 * (sold - bought[symbol]);
                string exit = Order(++order, symbol, "SELL", 2, sold);
                Log("ORDER_PLACED", exit);
                exits.Add(() => Log("ORDER_FILLED", exit));
                closes.Add(() => Log(
                    "POSITION_CLOSED",
                    $"\"symbol\": \"{symbol}\", \"quantity\": 2, \"pnl\": {pnl}, \"strategy\": \"{symbol}\""));
                expected[symbol] = expected.GetValueOrDefault(symbol) + pnl;
            }

            List<Action> first = random.Next(2) == 0 ? exits : closes, second = first == exits ? closes : exits;
            bool isInPairs = random.Next(2) == 0;
            for (int index = 0; index < first.Count; index++)
            {
                first[index]();
                if (isInPairs)
                    second[index]();
            }

            if (!isInPairs)
                second.ForEach(log => log());
        }

        TradeActivity activity = TradeScript.Measure([.. lines]);

        Assert.Equal(
            expected.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)),
            activity.BySymbol.Select(symbol => (symbol.Name, Assert.Single(symbol.ByCurrency).GrossPnl)));
        Assert.Empty(activity.OpenPositions);
        Assert.Empty(activity.Findings);
    }

    [Fact]
    public void A_close_whose_exit_is_missing_is_shared_by_quantity_whatever_closed_before_it()
    {
        var script = new TradeScript();
        int time = 0;
        void Log(string action, string members) => script.Add(TimeSpan.FromSeconds(++time).ToString(), action, members);
        void Trade(int order, string side, int quantity, decimal price)
        {
            Log("ORDER_PLACED", Order(order, "BTC", side, quantity, price));
            Log("ORDER_FILLED", Order(order, "BTC", side, quantity, price));
        }

        Trade(1, "BUY", 1, 10);
        Trade(2, "BUY", 1, 10);
        Trade(3, "SELL", 2, 15);
        Log("POSITION_CLOSED", "\"symbol\": \"BTC\", \"quantity\": 2, \"pnl\": 10");
        Trade(4, "BUY", 1, 10);
        Trade(5, "BUY", 2, 10);
        Log("POSITION_CLOSED", "\"symbol\": \"BTC\", \"quantity\": 3, \"pnl\": 30");

        Assert.Equal(
            new decimal?[] { 5, 5, null, 10, 20 },
            script.Orders().Select(order => order.Pnl));
    }

    private static string Order(int order, string symbol, string side, int quantity, decimal price) =>
        $"\"order_id\": \"o{order}\", \"symbol\": \"{symbol}\", \"strategy\": \"{symbol}\", \"side\": \"{side}\", "
        + $"\"quantity\": {quantity}, \"price\": {price}";
}
