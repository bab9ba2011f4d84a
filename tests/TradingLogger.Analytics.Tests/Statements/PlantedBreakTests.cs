using System.Globalization;
using TradingLogging.Analytics.Statements;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

/// <summary>One session of fifteen fills, and a statement of it with one break of each kind.</summary>
public sealed class PlantedBreakTests(ITestOutputHelper output)
{
    private const int Fills = 15;

    [Fact]
    public void Each_planted_break_is_found_once_and_nothing_else()
    {
        var planted = new (TradeBreakKind Kind, int Fill)[]
        {
            (TradeBreakKind.MissingInStatement, 1), (TradeBreakKind.Duplicate, 2), (TradeBreakKind.Symbol, 3),
            (TradeBreakKind.Side, 4), (TradeBreakKind.Quantity, 5), (TradeBreakKind.Price, 6),
            (TradeBreakKind.Fee, 7), (TradeBreakKind.Time, 8), (TradeBreakKind.ExecutionId, 9),
        };
        var meter = new TradeStatementMeter();
        var statement = new List<TradeFill>();
        for (int fill = 1; fill <= Fills; fill++)
            LogFill(meter, fill);
        for (int fill = 1; fill <= Fills; fill++)
            statement.AddRange(Stated(meter.Fills[fill - 1], fill, planted.FirstOrDefault(one => one.Fill == fill)));
        statement.Add(meter.Fills[0] with
        {
            ExecutionId = "e99",
            OrderId = "o99",
            Symbol = "SOLUSDT",
            Place = new("s.csv", 99),
        });

        TradeStatementComparison comparison = meter.Compare(statement);

        foreach (TradeBreak difference in comparison.Breaks)
            output.WriteLine($"{difference.Kind,-20}{difference.StatementPlace,-10}{difference.Message}");
        Assert.Equal(
            planted.Select(one => $"{one.Kind} event {(one.Fill * 2).ToString(CultureInfo.InvariantCulture)}")
                .Append("MissingInLog s.csv:99").Order(StringComparer.Ordinal),
            comparison.Breaks.Select(one => $"{one.Kind} {one.LogPlace ?? one.StatementPlace}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(Fills - 1, comparison.Matched);
    }

    private static void LogFill(TradeStatementMeter meter, int fill)
    {
        string symbol = fill % 2 == 0 ? "ETHUSDT" : "BTCUSDT";
        string members = $"\"symbol\": \"{symbol}\", \"order_id\": \"o{fill}\", \"side\": \"BUY\", "
            + $"\"quantity\": 0.{fill}, \"price\": {100 + fill}";
        meter.Add(TradeScript.Event($"10:{fill:00}:00", "ORDER_PLACED", members));
        meter.Add(TradeScript.Event(
            $"10:{fill:00}:01",
            "ORDER_FILLED",
            members + $", \"exec_id\": \"e{fill}\", \"fee\": 0.0{fill}, \"fee_currency\": \"USDT\""));
    }

    private static IEnumerable<TradeFill> Stated(TradeFill logged, int fill, (TradeBreakKind Kind, int Fill) planted)
    {
        TradeFill stated = logged with { Place = new("s.csv", fill) };
        if (planted.Fill == 0)
            return [stated];
        return planted.Kind switch
        {
            TradeBreakKind.MissingInStatement => [],
            TradeBreakKind.Duplicate => [stated, stated with { Place = new("s.csv", 50) }],
            TradeBreakKind.Symbol => [stated with { Symbol = "XRPUSDT" }],
            TradeBreakKind.Side => [stated with { Side = "SELL" }],
            TradeBreakKind.Quantity => [stated with { Quantity = stated.Quantity * 2 }],
            TradeBreakKind.Price => [stated with { Price = stated.Price + 0.01m }],
            TradeBreakKind.Fee => [stated with { Fee = stated.Fee + 0.001m }],
            TradeBreakKind.Time => [stated with { Time = stated.Time + TimeSpan.FromHours(1) }],
            _ => [stated with { ExecutionId = "other" }],
        };
    }
}
