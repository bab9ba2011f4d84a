using System.Globalization;
using TradingLogging.Analytics.Statements;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

public sealed class TradeStatementTests : IDisposable
{
    private const string Heading = "time,trade_id,order_id,symbol,side,quantity,price,fee,fee_currency";

    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");

    public void Dispose() => File.Delete(_path);

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
            "no column for symbol and quantity and price", Assert.Throws<InvalidDataException>(
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

    private string Write(params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return _path;
    }
}
