using System.Globalization;
using TradingLogging.Analytics.Statements;
using TradingLogging.Analytics.Tests.Simulation;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

/// <summary>Statements of random sessions, each with one line that was changed in one way.</summary>
public sealed class MutatedStatementTests
{
    private const string Heading = "time,trade_id,order_id,symbol,side,quantity,price,fee,fee_currency";
    private const int Time = 0, ExecutionId = 1, OrderId = 2, Symbol = 3, Side = 4, Quantity = 5, Price = 6, Fee = 7;
    private const int FeeCurrency = 8;

    private static readonly (string Name, TradeBreakKind Kind, Func<string[], int, string[]?> Change)[] Mutations =
    [
        ("dropped", TradeBreakKind.MissingInStatement, (rows, place) => [.. rows.Where((_, index) => index != place)]),
        ("added", TradeBreakKind.MissingInLog, (rows, _) => [.. rows, "2025-12-18T12:00+01:00,e,o,SOLUSDT,BUY,1,20,,"]),
        ("twice", TradeBreakKind.Duplicate, (rows, place) => [.. rows, rows[place]]),
        ("other symbol", TradeBreakKind.Symbol, Changed(Symbol, _ => "OTHER")),
        ("no symbol", TradeBreakKind.Symbol, Changed(Symbol, _ => "")),
        ("other side", TradeBreakKind.Side, Changed(Side, side => side == "BUY" ? "SELL" : "BUY")),
        ("unknown side", TradeBreakKind.Side, Changed(Side, _ => "KAUF")),
        ("no side", TradeBreakKind.Side, Changed(Side, _ => "")),
        ("other quantity", TradeBreakKind.Quantity, Changed(Quantity, quantity => Plus(quantity, 0.001m))),
        ("no quantity", TradeBreakKind.Quantity, Changed(Quantity, _ => "")),
        ("other price", TradeBreakKind.Price, Changed(Price, price => Plus(price, 0.01m))),
        ("no price", TradeBreakKind.Price, Changed(Price, _ => "")),
        ("other fee", TradeBreakKind.Fee, Changed(Fee, fee => Plus(fee, 0.01m))),
        ("no fee", TradeBreakKind.Fee, Changed(Fee, _ => "")),
        ("other fee currency", TradeBreakKind.Fee, Changed(FeeCurrency, _ => "DOGE")),
        ("no fee currency", TradeBreakKind.Fee, ChangedWhereOthersHaveIt(FeeCurrency)),
        ("other time", TradeBreakKind.Time, Changed(Time, time => Later(time))),
        ("no time", TradeBreakKind.Time, Changed(Time, _ => "")),
        ("other execution id", TradeBreakKind.ExecutionId, Changed(ExecutionId, _ => "another")),
        ("no execution id", TradeBreakKind.ExecutionId, ChangedWhereOthersHaveIt(ExecutionId)),
        ("other order id", TradeBreakKind.OrderId, Changed(OrderId, _ => "another")),
        ("no order id", TradeBreakKind.OrderId, ChangedWhereOthersHaveIt(OrderId)),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_line_of_a_statement_that_is_changed_gives_exactly_one_break_of_the_right_kind(
        bool hasExecutionIds)
    {
        var tried = Mutations.ToDictionary(mutation => mutation.Name, _ => 0);
        int sessions = LongTests.AreWanted ? 400 : 60;
        for (int seed = 1; seed <= sessions; seed++)
        {
            Exchange exchange = Exchange.Trade(seed);
            string[] rows = RowsOf(exchange, hasExecutionIds);
            if (rows.Length == 0)
                continue;
            TradeStatementMeter meter = Read(exchange);
            Assert.Empty(Compare(meter, rows).Breaks);
            int place = new Random(seed).Next(rows.Length);
            foreach (var (name, kind, change) in Mutations)
            {
                if (change(rows, place) is not { } changed)
                    continue;
                tried[name]++;
                TradeStatementComparison comparison = Compare(meter, changed);
                Assert.True(
                    comparison.Breaks.Count == 1 && comparison.Breaks[0].Kind == kind,
                    $"seed {seed}, {name}: {string.Join("; ", comparison.Breaks)}\n{string.Join("\n", changed)}\n"
                    + string.Join("\n", exchange.Lines));
            }
        }

        Assert.All(
            tried.Where(one => hasExecutionIds || !one.Key.Contains("execution", StringComparison.Ordinal)),
            one => Assert.True(one.Value > sessions / 5, $"{one.Key}: {one.Value}"));
    }

    [Fact]
    public void A_line_with_a_second_fee_in_another_column_is_refused()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            Exchange exchange = Exchange.Trade(seed);
            string[] rows = RowsOf(exchange, hasExecutionIds: true);
            if (rows.Length == 0)
                continue;
            int place = new Random(seed).Next(rows.Length);
            string[] changed = [.. rows.Select((row, index) => row + (index == place ? ",0.5" : ",0"))];

            string message = Assert.Throws<InvalidDataException>(
                () => Compare(Read(exchange), changed, Heading + ",Commission")).Message;

            Assert.Contains($":{place + 2}: the column Commission says '0.5'", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Side)]
    [InlineData(Quantity)]
    [InlineData(Price)]
    [InlineData(Fee)]
    public void A_value_that_the_log_lacks_in_every_fill_is_one_break(int column)
    {
        string[] names = ["", "", "", "", "side", "quantity", "price", "fee"];
        int tried = 0;
        for (int seed = 1; seed <= 40; seed++)
        {
            Exchange exchange = Exchange.Trade(seed);
            string[] rows = RowsOf(exchange, hasExecutionIds: true);
            if (rows.Length == 0 || rows.Any(row => row.Split(',')[ExecutionId].Length == 0)
                || rows.Any(row => row.Split(',')[column].Length == 0))
            {
                continue;
            }

            tried++;
            var meter = new TradeStatementMeter();
            foreach (LogLine line in exchange.Lines.Where(line => line.IsFill))
                meter.Add(line.Without(names[column]).ToEvent());
            // Without their orders, what a fill does not say is not known.
            TradeBreak difference = Assert.Single(Compare(meter, rows).Breaks);

            Assert.Equal(names[column], difference.Kind.ToString().ToLowerInvariant());
        }

        Assert.True(tried > 5);
    }

    private static Func<string[], int, string[]?> Changed(int column, Func<string, string> change) => (rows, place) =>
    {
        string[] cells = rows[place].Split(',');
        if (cells[column].Length == 0)
            return null;
        cells[column] = change(cells[column]);
        string[] changed = [.. rows];
        changed[place] = string.Join(',', cells);
        return changed;
    };

    // A statement without any id of a kind does not number at all.
    private static Func<string[], int, string[]?> ChangedWhereOthersHaveIt(int column) => (rows, place) =>
        rows.Where((_, index) => index != place).Any(row => row.Split(',')[column].Length > 0)
            ? Changed(column, _ => "")(rows, place)
            : null;

    private static string Plus(string number, decimal more) =>
        (decimal.Parse(number, CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);

    private static string Later(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).AddHours(3)
        .ToString("o", CultureInfo.InvariantCulture);

    private static TradeStatementMeter Read(Exchange exchange)
    {
        var meter = new TradeStatementMeter();
        foreach (LogLine line in exchange.Lines)
            meter.Add(line.ToEvent());
        return meter;
    }

    private static TradeStatementComparison Compare(
        TradeStatementMeter meter, string[] rows, string heading = Heading)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
        try
        {
            File.WriteAllLines(path, [heading, .. rows]);
            return meter.Compare(TradeStatement.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] RowsOf(Exchange exchange, bool hasExecutionIds) =>
        [.. exchange.Lines.Where(line => line.IsFill).Select(line => RowOf(line, hasExecutionIds))];

    private static string RowOf(LogLine line, bool hasExecutionIds)
    {
        string Text(string name) => line.ValueOf(name)?.Trim('"') ?? "";
        return string.Join(
            ',',
            line.Time.ToString("o", CultureInfo.InvariantCulture),
            hasExecutionIds ? Text("exec_id") : "",
            Text("order_id"),
            Text("symbol"),
            Text("side") == "BUY" ? "BUY" : "SELL",
            Text("quantity"),
            Text("price"),
            Text("fee"),
            Text("fee_currency"));
    }
}
