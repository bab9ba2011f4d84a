using TradingLogging.Analytics.Statements;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

/// <summary>What can be read in one way is read, and what can be read in two is refused.</summary>
public sealed class StatementColumnsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("symbol,quantity,price,Price", "A,1,2,3", "2 columns of one name: price and Price")]
    [InlineData("symbol,quantity,price,fee,fee ", "A,1,2,0,0", "2 columns of one name")]
    [InlineData("symbol,quantity,Price ($),price (€)", "A,1,2,3", "Price ($) and price (€)")]
    [InlineData("symbol,quantity,price,fee,commission", "A,1,2,0.3,9", ":2: the column commission says '9', fee says")]
    [InlineData("symbol,quantity,price,fee,Clearing Fee", "A,1,2,,9", "-Map @{ fee = 'Clearing Fee' }, or with both")]
    [InlineData("symbol,quantity,price,fee,Rebate", "A,1,2,0.3,0.1", "the column Rebate says '0.1'")]
    [InlineData("symbol,quantity,price,fee,fee_asset", "A,1,2,0.3BNB,USDT", "a fee in BNB and says that it is in USDT")]
    [InlineData("symbol,quantity,price,fee_asset,fee coin", "A,1,2,BNB,USDT", "fee coin says 'USDT', fee_asset says")]
    [InlineData("symbol,quantity,price", "BTCUSDT,1USDT,100", "a quantity in USDT of BTCUSDT")]
    [InlineData("symbol,quantity,price", "BTCUSDT,1ETH,100", "a quantity in ETH of BTCUSDT")]
    [InlineData("symbol,quantity,price", "BTCUSDT,1BTC,100EUR", "prices of BTCUSDT are in USDT")]
    [InlineData("symbol,quantity,price,Stamp Tax", "A,1,2,9", "no column is read as fee. Say which one is the fee")]
    [InlineData("symbol,quantity,price,avg price", "A,1,90,100", "avg price says '100', price says '90'")]
    [InlineData("symbol,quantity,filled,price", "A,2,1,90", "filled says '1', quantity says '2'")]
    [InlineData("symbol,quantity,price,side,direction", "A,2,90,BUY,SELL", "direction says 'SELL', side says 'BUY'")]
    [InlineData("symbol,quantity,price,side", "A,-2,90,BUY", ":2 is a BUY of a negative quantity")]
    [InlineData("symbol,quantity,price,time", "A,2,90,10:30:00", "'10:30:00' has no date")]
    [InlineData("symbol,quantity,price,time", "A,2,90,03/04/2025 09:30", "the date of '03/04/2025 09:30' may be read")]
    [InlineData("symbol,quantity,price,time", "A,2,90,03.04.2025", "the date of '03.04.2025' may be read in two ways")]
    [InlineData("symbol,quantity,price,time", "A,2,90,10-11-12 09:30:47", "may be read in two ways. Write dates as")]
    [InlineData("symbol,quantity,price,time", "A,2,90,12.5", "the date of '12.5' may be read in two ways")]
    [InlineData("symbol,quantity,price,time", "A,2,90,soon", "'soon' is no time. Times are such as 2025-12-18")]
    [InlineData("symbol,quantity,price,side", "A,2,90,\"BUY", "a quote in line 2 that is not closed")]
    [InlineData("symbol,quantity,price", "A,1.5K,90", "'1.5K' is no number")]
    [InlineData("symbol;quantity;price", "A;1", "separated by ';', as the heading is")]
    [InlineData("symbol\tquantity\tprice", "A\t1", "separated by 'tab', as the heading is")]
    [InlineData("a,b", "1,2", "no column for symbol and quantity and price. Its columns are a, b. Name it with -Map.")]
    public void What_can_be_read_in_two_ways_is_refused(string heading, string row, string message)
    {
        File.WriteAllLines(_path, [heading, row]);

        Assert.Contains(
            message,
            Assert.Throws<InvalidDataException>(() => TradeStatement.Read(_path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("symbol,quantity,price,side,type", "A,2,90,BUY,LIMIT")]
    [InlineData("symbol,quantity,price,side,direction", "A,2,90,BUY,LONG")]
    [InlineData("symbol,quantity,price,avg price,side", "A,2,90,90.00,BUY")]
    [InlineData("symbol,quantity,filled,price,side", "A,2,,90,BUY")]
    [InlineData("symbol,quantity,price,side,fee,commission,Fee Rate", "A,2,90,BUY,0,0.00,0.1")]
    [InlineData("symbol,quantity,price,side,note,Note", "A,2,90,BUY,1,2")]
    [InlineData("symbol,quantity,price,side", "A,2AB,90USD,BUY")]
    [InlineData("symbol;quantity;price;side", "A;2,0;90;BUY")]
    [InlineData("symbol\tquantity\tprice\tside", "A\t2\t90\tBUY")]
    [InlineData("\"symbol\",\"quantity;\",\"price\",\"side\"", "A,2,90,BUY")]
    public void What_can_be_read_in_one_way_is_read(string heading, string row)
    {
        File.WriteAllLines(_path, [heading, row, "", "  "]);

        TradeFill fill = Assert.Single(TradeStatement.Read(_path));

        Assert.Equal(("A", 2m, 90m, "BUY"), (fill.Symbol, fill.Quantity, fill.Price, fill.Side));
        Assert.True(fill.Fee is null or 0);
    }

    [Fact]
    public void A_map_says_which_of_two_columns_is_meant_or_that_both_are_added()
    {
        File.WriteAllLines(
            _path,
            ["Date,Time,symbol,Qty,quantity,price,fee,Commission", "2025-12-18,10:30:00Z,A,2,7,90,0.5,0.25"]);

        TradeFill added = Read(("fee", ["FEE", "commission"]), ("time", ["Date", "Time"]), ("quantity", ["qty"]));
        TradeFill alone = Read(("Fee", ["Commission"]), ("time", ["Date"]), ("quantity", ["quantity"]));

        Assert.Equal((0.75m, 2m), (added.Fee, added.Quantity));
        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 30, 0, TimeSpan.Zero), added.Time);
        Assert.Equal((0.25m, 7m), (alone.Fee, alone.Quantity));
    }

    [Fact]
    public void A_line_of_empty_values_is_no_fill()
    {
        File.WriteAllLines(_path, ["symbol,quantity,price", ",,", "A,2,90", ",,,"]);

        Assert.Single(TradeStatement.Read(_path));
    }

    [Fact]
    public void Fees_of_two_currencies_are_not_added()
    {
        File.WriteAllLines(_path, ["symbol,quantity,price,fee,tax", "A,2,90,0.5BNB,1USDT"]);

        Assert.Contains(
            "fees in BNB and in USDT",
            Assert.Throws<InvalidDataException>(() => Read(("fee", ["fee", "tax"]))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quantity", "Lots", "has no column Lots, which -Map names for quantity. Its columns are")]
    [InlineData("fee_currency", "unit", "has no column unit, which -Map names for fee_currency")]
    [InlineData("quantty", "quantity", "-Map has the name 'quantty'. The names are time, execution_id,")]
    [InlineData("quantity", "", "-Map names no column for quantity")]
    [InlineData("quantity", null, "-Map names no column for quantity")]
    [InlineData("price", "price|quantity", "-Map names 2 columns for price: only those of fee")]
    public void A_map_that_names_what_is_not_there_is_refused(string name, string? columns, string message)
    {
        File.WriteAllLines(_path, ["symbol,quantity,price", "A,2,90"]);

        Exception refused = Assert.ThrowsAny<Exception>(() => Read((name, columns?.Split('|') ?? [])));

        Assert.True(refused is InvalidDataException or ArgumentException);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_are_sides_where_no_column_is()
    {
        File.WriteAllLines(_path, ["symbol,quantity,price", "A,2,90", "A,-1,95"]);
        Assert.Equal(["BUY", "SELL"], TradeStatement.Read(_path).Select(fill => fill.Side));

        File.WriteAllLines(_path, ["symbol,quantity,price", "A,2,90", "A,1,95"]);
        Assert.Equal([null, null], TradeStatement.Read(_path).Select(fill => fill.Side));
    }

    private TradeFill Read(params (string Name, string[] Columns)[] map) => Assert.Single(TradeStatement.Read(
        _path, map: map.ToDictionary(entry => entry.Name, entry => (IReadOnlyList<string>)entry.Columns)));

    [Theory]
    [InlineData("12/18/2025 10:30:00Z")]
    [InlineData("2025-12-18T10:30:00Z")]
    public void A_date_that_can_be_read_in_one_way_is_read(string time)
    {
        File.WriteAllLines(_path, ["symbol,quantity,price,time", $"A,2,90,{time}"]);

        Assert.Equal(new DateTimeOffset(2025, 12, 18, 10, 30, 0, TimeSpan.Zero), Read().Time);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_may_end_in_each_way_that_programs_write(string end)
    {
        File.WriteAllText(_path, string.Join(end, "symbol,quantity,price,note", "A,2,90,x", "B,3,91,\"y\"", ""));

        Assert.Equal(["A", "B"], TradeStatement.Read(_path).Select(fill => fill.Symbol));
    }
}
