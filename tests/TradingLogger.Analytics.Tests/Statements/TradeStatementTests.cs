using System.Globalization;
using TradingLogging.Analytics.Statements;
using TradingLogging.Analytics.Tests.Simulation;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

public sealed class TradeStatementTests
{
    private const string Heading = "time,trade_id,order_id,symbol,side,quantity,price,fee,fee_currency";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_line_of_a_statement_that_is_changed_gives_exactly_one_break_of_the_right_kind(
        bool hasExecutionIds)
    {
        int tried = 0;
        for (int seed = 1; seed <= 400; seed++)
        {
            Exchange exchange = Exchange.Trade(seed);
            string[] rows = [.. exchange.Lines.Where(line => line.IsFill).Select(line => RowOf(line, hasExecutionIds))];
            if (rows.Length == 0)
                continue;
            Assert.Empty(Compare(exchange, rows).Breaks);
            var random = new Random(seed);
            int place = random.Next(rows.Length);
            foreach (TradeBreakKind kind in Enum.GetValues<TradeBreakKind>())
            {
                string[]? changed = Change(rows, place, kind);
                if (changed is null)
                    continue;
                tried++;
                TradeStatementComparison comparison = Compare(exchange, changed);
                Assert.True(
                    comparison.Breaks.Count == 1 && comparison.Breaks[0].Kind == kind,
                    $"seed {seed}, {kind}: {string.Join("; ", comparison.Breaks)}\n{string.Join("\n", changed)}\n"
                    + string.Join("\n", exchange.Lines));
            }
        }

        Assert.True(tried > 1_000);
    }

    [Theory]
    [InlineData(
        TradeStatementPreset.Binance,
        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee",
        "2025-12-18 09:00:01,BTCUSDT,BUY,100,\"0.5BTC\",50USDT,0.1BNB")]
    [InlineData(
        TradeStatementPreset.Coinbase,
        "portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit",
        "default,7,BTC-USDT,BUY,2025-12-18T09:00:01.000Z,0.5,BTC,100,0.1,-50.1,BNB")]
    [InlineData(
        TradeStatementPreset.Kraken,
        "\"txid\",\"ordertxid\",\"pair\",\"time\",\"type\",\"ordertype\",\"price\",\"cost\",\"fee\",\"vol\"",
        "\"7\",\"o1\",\"BTC/USDT\",\"2025-12-18 09:00:01.0000\",\"buy\",\"limit\",100,50,0.1,0.5")]
    [InlineData(
        TradeStatementPreset.InteractiveBrokers,
        "Symbol,DateTime,Buy/Sell,Quantity,TradePrice,IBCommission,IBCommissionCurrency,IBExecID,IBOrderID",
        "BTCUSDT,20251218;090001,BUY,0.5,100,-0.1,BNB,7,o1")]
    [InlineData(
        TradeStatementPreset.Alpaca,
        "activity_type,id,order_id,price,qty,side,symbol,transaction_time",
        "FILL,7,o1,100,0.5,buy,BTCUSDT,2025-12-18T09:00:01Z")]
    public void The_columns_of_known_statements_are_read(TradeStatementPreset preset, string heading, string row)
    {
        string path = Write(heading, row);
        TradeFill fill = Assert.Single(TradeStatement.Read(path, preset));

        Assert.Equal(("BUY", 0.5m, 100m), (fill.Side, fill.Quantity, fill.Price));
        Assert.Equal(preset == TradeStatementPreset.Alpaca ? null : 0.1m, fill.Fee);
        Assert.Equal(2, fill.Place.Line);
        if (preset != TradeStatementPreset.InteractiveBrokers)
            Assert.Equal(new DateTimeOffset(2025, 12, 18, 9, 0, 1, TimeSpan.Zero), fill.Time);
        var meter = new TradeStatementMeter();
        meter.Add(
            TradeScript.Event(
                "2025-12-18T09:00:01Z", "ORDER_FILLED",
                    "\"symbol\": \"BTCUSDT\", \"order_id\": \"o1\", \"side\": \"BUY\", \"quantity\": 0.5, "
                        + "\"price\": 100, \"fee\": 0.1, \"fee_currency\": \"BNB\""));
        Assert.Empty(
            meter.Compare(
                TradeStatement.Read(path, preset), new TradeStatementTolerance { Time = TimeSpan.FromDays(1) }).Breaks);
        File.Delete(path);
    }

    [Fact]
    public void Columns_of_other_names_are_mapped_and_missing_ones_are_told()
    {
        string path = Write("when,what,Lots,at", "2025-12-18T09:00:01Z,A,-3,7");

        Assert.Contains(
            "no column for Symbol and Quantity and Price", Assert.Throws<InvalidDataException>(
                () => TradeStatement.Read(path)).Message, StringComparison.Ordinal);
        TradeFill fill = Assert.Single(TradeStatement.Read(path, map: new Dictionary<string, IReadOnlyList<string>>
        {
            ["symbol"] = ["what"],
            ["quantity"] = ["lots"],
            ["price"] = ["at"],
            ["time"] = ["when"],
        }));
        Assert.Equal(("A", "SELL", 3m, 7m), (fill.Symbol, fill.Side, fill.Quantity, fill.Price));
        File.WriteAllText(path, "symbol,quantity,price\nA,many,7\n");
        Assert.Contains(
            "'many' is no number", Assert.Throws<InvalidDataException>(() => TradeStatement.Read(path)).Message,
                StringComparison.Ordinal);
        File.WriteAllText(path, "symbol,quantity,price,time\nA,1,7,soon\n");
        Assert.Contains(
            "'soon' is no time", Assert.Throws<InvalidDataException>(() => TradeStatement.Read(path)).Message,
                StringComparison.Ordinal);
        File.WriteAllText(path, "");
        Assert.Throws<InvalidDataException>(() => TradeStatement.Read(path));
        File.Delete(path);
    }

    [Theory]
    [InlineData("101,01", "101.01")]
    [InlineData("\"1,234.5\"", "1234.5")]
    [InlineData("\"1,234,567\"", "1234567")]
    [InlineData("\"-1,5\"", "1.5")]
    [InlineData("0,3", "0.3")]
    [InlineData("1,000.5", "1000.5")]
    [InlineData("1,000", null)]
    [InlineData("\"1,234\"", null)]
    [InlineData("\"1,23,456.7\"", null)]
    [InlineData("\"1,2.3\"", null)]
    public void A_comma_in_a_number_is_read_where_it_has_one_meaning_and_refused_where_it_has_two(
        string text, string? expected)
    {
        string path = Write("symbol,price,quantity", $"A,1,{(text[0] == '"' ? text : $"\"{text}\"")}");

        if (expected is null)
        {
            Assert.Throws<InvalidDataException>(() => TradeStatement.Read(path));
        }
        else
        {
            Assert.Equal(
                decimal.Parse(expected, CultureInfo.InvariantCulture),
                Assert.Single(TradeStatement.Read(path)).Quantity);
        }

        File.Delete(path);
    }

    [Theory]
    [InlineData("A,1,0,3")]
    [InlineData("A,1")]
    public void A_line_of_more_or_fewer_values_than_the_heading_is_refused(string line)
    {
        string path = Write("symbol,price,quantity", "A,1,2", line);

        string message = Assert.Throws<InvalidDataException>(() => TradeStatement.Read(path)).Message;
        File.WriteAllLines(path, ["symbol,price,quantity", "A,1,2,,"]);

        Assert.Contains(":3 has", message, StringComparison.Ordinal);
        Assert.Equal(2m, Assert.Single(TradeStatement.Read(path)).Quantity);
        File.Delete(path);
    }

    [Fact]
    public void A_statement_with_execution_ids_of_its_own_is_compared_without_them()
    {
        string path = Write(
            Heading,
            "2025-12-18T09:00:01Z,x::7,o1,A,BUY,0.5,100,,",
            "2025-12-18T09:00:02Z,x::8,o1,A,BUY,0.5,101,,");
        var meter = new TradeStatementMeter();
        foreach (int second in new[] { 1, 2 })
        {
            meter.Add(TradeScript.Event(
                $"2025-12-18T09:00:0{second}Z",
                "ORDER_PARTIALLY_FILLED",
                "\"symbol\": \"A\", \"order_id\": \"o1\", \"side\": \"BUY\", \"quantity\": 0.5, "
                    + $"\"exec_id\": {second}, \"price\": {99 + second}"));
        }

        TradeStatementComparison comparison = meter.Compare(TradeStatement.Read(path));

        Assert.Equal([TradeBreakKind.ExecutionId], comparison.Breaks.Select(one => one.Kind));
        Assert.Equal(2, comparison.Matched);
        File.Delete(path);
    }

    [Fact]
    public void A_line_without_a_price_is_a_break_and_a_name_of_the_broker_for_a_symbol_is_none()
    {
        string path = Write(
            Heading,
            "2025-12-18T09:00:01Z,7,o1,XXBTZUSD,BUY,0.5,,,",
            "2025-12-18T09:00:02Z,8,o1,XXBTZUSD,BUY,0.5,100,,");
        var meter = new TradeStatementMeter();
        foreach (string id in new[] { "7", "8" })
        {
            meter.Add(TradeScript.Event(
                $"2025-12-18T09:00:0{(id == "7" ? 1 : 2)}Z",
                "ORDER_PARTIALLY_FILLED",
                $"\"symbol\": \"BTCUSD\", \"order_id\": \"o1\", \"exec_id\": \"{id}\", "
                    + "\"side\": \"BUY\", \"quantity\": 0.5, \"price\": 100"));
        }

        Assert.Equal([TradeBreakKind.Price], meter.Compare(TradeStatement.Read(path)).Breaks.Select(one => one.Kind));
    }

    private static string[]? Change(string[] rows, int place, TradeBreakKind kind)
    {
        string[] changed = [.. rows];
        string[] cells = changed[place].Split(',');
        switch (kind)
        {
            case TradeBreakKind.MissingInStatement:
                return [.. rows.Where((_, index) => index != place)];
            case TradeBreakKind.MissingInLog:
                return [.. rows, "2025-12-18T12:00:00+01:00,extra,other,SOLUSDT,BUY,1,20,,"];
            case TradeBreakKind.Duplicate:
                return [.. rows, rows[place]];
            case TradeBreakKind.Symbol when cells[1].Length > 0:
                cells[3] = "OTHER";
                break;
            case TradeBreakKind.Side:
                cells[4] = cells[4] == "BUY" ? "SELL" : "BUY";
                break;
            case TradeBreakKind.Quantity:
                cells[5] = (decimal.Parse(cells[5], CultureInfo.InvariantCulture) + 0.001m).ToString(
                    CultureInfo.InvariantCulture);
                break;
            case TradeBreakKind.Price:
                cells[6] = (decimal.Parse(cells[6], CultureInfo.InvariantCulture) + 0.01m).ToString(
                    CultureInfo.InvariantCulture);
                break;
            case TradeBreakKind.Fee when cells[7].Length > 0:
                cells[7] = (decimal.Parse(cells[7], CultureInfo.InvariantCulture) + 0.01m).ToString(
                    CultureInfo.InvariantCulture);
                break;
            case TradeBreakKind.ExecutionId when cells[1].Length > 0:
                cells[1] = "another";
                break;
            case TradeBreakKind.Time:
                cells[0] = DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture).AddHours(3).ToString(
                    "o", CultureInfo.InvariantCulture);
                break;
            default:
                return null;
        }

        changed[place] = string.Join(',', cells);
        return changed;
    }

    private static TradeStatementComparison Compare(Exchange exchange, string[] rows)
    {
        string path = Write([Heading, .. rows]);
        var meter = new TradeStatementMeter();
        foreach (LogLine line in exchange.Lines)
            meter.Add(line.ToEvent());
        TradeStatementComparison comparison = meter.Compare(TradeStatement.Read(path));
        File.Delete(path);
        return comparison;
    }

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

    private static string Write(params string[] lines)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
        File.WriteAllLines(path, lines);
        return path;
    }
}
