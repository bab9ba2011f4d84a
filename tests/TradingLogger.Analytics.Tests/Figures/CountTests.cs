using System.Globalization;
using TradingLogging.Analytics.Figures;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

/// <summary>What is counted is counted once, in all, in its symbol, in its strategy and on its day, whenever somebody
/// asks.</summary>
public sealed class CountTests
{
    private static readonly DateTime First = new(2025, 12, 1, 12, 0, 0);

    [Fact]
    public void Counts_are_complete_each_time_that_they_are_asked_for()
    {
        var random = new Random(20261130);
        var script = new TradeScript();
        var expected = new Dictionary<string, int>();
        for (int round = 0; round < 3_000; round++)
        {
            string symbol = "S" + random.Next(60), strategy = "T" + random.Next(9);
            DateTime time = First.AddDays(round / 300);
            script.Add(
                time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+01:00",
                "SIGNAL_GENERATED",
                $"\"symbol\": \"{symbol}\", \"strategy\": \"{strategy}\", \"price\": {round}");
            string day = time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (string name in (string[])["", symbol, strategy, day])
                expected[name] = expected.GetValueOrDefault(name) + 1;
            if (random.Next(200) == 0 || round == 2_999)
                AssertCounts(expected, script.Measure());
        }
    }

    [Fact]
    public void An_order_counts_as_filled_on_the_day_on_which_it_was_placed_though_days_were_asked_for_between()
    {
        TradeScript script = new TradeScript()
            .Add("2025-12-17T10:00:00+01:00", "ORDER_PLACED", "\"symbol\": \"A\", \"order_id\": 1, \"quantity\": 1");
        Assert.Equal(0, script.Measure().OrdersFilled);
        script.Add("2025-12-18T10:00:00+01:00", "ORDER_FILLED", "\"order_id\": 1, \"quantity\": 1, \"side\": \"BUY\"");

        TradeActivity activity = script.Measure();

        Assert.Equal((1, 1, 2), (activity.OrdersFilled, activity.Fills, activity.Events));
        Assert.Equal(
            [("2025-12-17", 1L, 1L, 0L), ("2025-12-18", 1L, 0L, 1L)],
            activity.ByDay.Select(day => (day.Name, day.Events, day.OrdersFilled, day.Fills)));
    }

    [Fact]
    public void Actions_of_one_meaning_are_counted_under_their_own_names()
    {
        var script = new TradeScript();
        string[] actions = ["SIGNAL", "SIGNAL_GENERATED", "TICK", "HEARTBEAT", "signal"];
        for (int round = 1; round <= 12; round++)
        {
            foreach (string action in actions)
                script.Add("10:00:00", action, $"\"symbol\": \"S{round % 2}\", \"price\": {round}");
            if (round % 5 == 0)
                Assert.Equal(round * actions.Length, script.Measure().Actions.Sum(counted => counted.Count));
        }

        Assert.Equal(
            actions.Order(StringComparer.Ordinal).SelectMany(
                action => (TradeActionCount[])[new(action, "S0", 6), new(action, "S1", 6)]),
            script.Measure().Actions);
    }

    private static void AssertCounts(Dictionary<string, int> expected, TradeActivity activity)
    {
        Assert.Equal(expected[""], activity.Events);
        IEnumerable<(string, long, long)> counted = activity.BySymbol.Concat(activity.ByStrategy).Concat(activity.ByDay)
            .Select(figures => (figures.Name, figures.Events, figures.Signals));
        Assert.Equal(
            expected.Where(pair => pair.Key.Length > 0).Select(pair => (pair.Key, (long)pair.Value, (long)pair.Value))
                .Order(),
            counted.Order());
    }
}
