using TradingLogging.Analytics.Statements;
using Xunit;

namespace TradingLogging.Analytics.Tests.Statements;

/// <summary>What a log or a statement does not say is a break, or stands among what is not compared.</summary>
public sealed class StatementGapsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
    private readonly TradeStatementMeter _log = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Fees_that_the_log_never_has_are_one_break()
    {
        Log("1", "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100");
        Log("2", "\"side\": \"BUY\", \"quantity\": 2, \"price\": 100");

        TradeStatementComparison comparison = Compare(
            "trade_id,symbol,side,quantity,price,fee", "1,A,BUY,1,100,0.1", "2,A,BUY,2,100,0.2");

        Assert.Equal(
            "Fee: The log has no fee in any fill that both have, the statement in 2 of 2.",
            Assert.Single(comparison.Breaks).ToString());
        Assert.False(comparison.IsReconciled);
        Assert.Empty(Compare("trade_id,symbol,side,quantity,price,fee", "1,A,BUY,1,100,0", "2,A,BUY,2,100,").Breaks);
    }

    [Theory]
    [InlineData("\"side\": \"BUY\", \"quantity\": 1", TradeBreakKind.Price, "says price 100, the log none")]
    [InlineData("\"side\": \"BUY\", \"price\": 100", TradeBreakKind.Quantity, "says quantity 1, the log none")]
    [InlineData("\"quantity\": 1, \"price\": 100", TradeBreakKind.Side, "says side BUY, the log none")]
    public void What_one_fill_of_the_log_does_not_say_is_a_break(string members, TradeBreakKind kind, string message)
    {
        Log("1", members);

        TradeBreak difference = Assert.Single(
            Compare("trade_id,symbol,side,quantity,price", "1,A,BUY,1,100").Breaks);

        Assert.Equal(kind, difference.Kind);
        Assert.Contains(message, difference.Message, StringComparison.Ordinal);
        Assert.Equal(2, difference.StatementPlace!.Line);
    }

    [Fact]
    public void A_column_that_the_statement_does_not_have_is_not_compared_and_an_empty_one_is_one_break()
    {
        foreach (string id in new[] { "1", "2" })
            Log(id, "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100, \"fee\": 0.1, \"order_id\": \"o\"");

        TradeStatementComparison without = Compare("trade_id,symbol,quantity,price", "1,A,1,100", "2,A,1,100");
        TradeStatementComparison empty = Compare(
            "trade_id,order_id,symbol,quantity,price,fee", "1,,A,1,100,", "2,,A,1,100,");

        Assert.True(without.IsReconciled);
        Assert.Equal(
            ["side", "fee", "time", "order id"],
            without.NotCompared.Select(text => text["The statement has no ".Length..^" in any line.".Length]));
        Assert.Equal(TradeBreakKind.Fee, Assert.Single(empty.Breaks).Kind);
        Assert.Contains("The statement has no order id in any line.", empty.NotCompared);
    }

    [Fact]
    public void Ids_that_the_log_never_has_and_order_ids_of_its_own_are_not_compared()
    {
        Log(null, "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100, \"order_id\": \"own1\"");
        Log(null, "\"side\": \"BUY\", \"quantity\": 2, \"price\": 100, \"order_id\": \"own2\"");

        TradeStatementComparison comparison = Compare(
            "time,trade_id,order_id,symbol,side,quantity,price",
            "2025-12-18T09:00:00Z,1,venue1,A,BUY,1,100",
            "2025-12-18T09:00:00Z,2,venue2,A,BUY,2,100");

        Assert.Equal(TradeBreakKind.OrderId, Assert.Single(comparison.Breaks).Kind);
        Assert.Equal(2, comparison.Matched);
        Assert.Contains("The log has no execution id in any fill that the statement has.", comparison.NotCompared);
    }

    [Fact]
    public void Order_ids_of_the_log_alone_are_not_compared_where_execution_ids_match()
    {
        foreach (string id in new[] { "1", "2" })
            Log(id, $"\"side\": \"BUY\", \"quantity\": {id}, \"price\": 100, \"order_id\": \"own{id}\"");

        TradeStatementComparison comparison = Compare(
            "trade_id,order_id,symbol,side,quantity,price", "1,v1,A,BUY,1,100", "2,v2,A,BUY,2,100");

        Assert.True(comparison.IsReconciled);
        Assert.Contains("The log and the statement have no order id in common.", comparison.NotCompared);
    }

    [Fact]
    public void Fees_in_two_currencies_are_no_fee_of_a_statement()
    {
        Log("1", "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100, "
            + "\"fees\": [{\"cost\": 0.1, \"currency\": \"BNB\"}, {\"cost\": 2, \"currency\": \"USDT\"}]");

        TradeBreak difference = Assert.Single(
            Compare("trade_id,symbol,side,quantity,price,fee,fee_currency", "1,A,BUY,1,100,0.1,BNB").Breaks);

        Assert.Equal("Fee: The log has fees in BNB and USDT, the statement in one currency.", difference.ToString());
    }

    [Fact]
    public void A_currency_of_a_fee_that_only_one_of_the_two_says_is_not_compared()
    {
        Log("1", "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100, \"fee\": 0.1");

        TradeStatementComparison comparison = Compare(
            "trade_id,symbol,side,quantity,price,fee,fee_currency", "1,A,BUY,1,100,0.1,USD");

        Assert.True(comparison.IsReconciled);
        Assert.Contains("The log does not say the currency of each fee.", comparison.NotCompared);
    }

    [Fact]
    public void Two_equal_fills_of_one_second_are_two_fills_and_a_third_line_is_a_duplicate()
    {
        foreach (string part in new[] { ".1", ".2" })
            Log(null, "\"order_id\": \"o\", \"side\": \"BUY\", \"quantity\": 1, \"price\": 100", part);
        const string Row = "2025-12-18T09:00:00Z,o,A,BUY,1,100";

        Assert.True(Compare("time,order_id,symbol,side,quantity,price", Row, Row).IsReconciled);
        Assert.Equal(
            TradeBreakKind.Duplicate,
            Assert.Single(Compare("time,order_id,symbol,side,quantity,price", Row, Row, Row).Breaks).Kind);
    }

    [Fact]
    public void Executions_that_are_numbered_for_each_symbol_are_not_taken_for_each_other()
    {
        Log("1", "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100");

        TradeStatementComparison comparison = Compare(
            "trade_id,symbol,side,quantity,price", "1,B,SELL,7,5", "1,A,BUY,1,100");

        Assert.Equal(TradeBreakKind.MissingInLog, Assert.Single(comparison.Breaks).Kind);
    }

    [Fact]
    public void Another_name_for_a_symbol_is_told()
    {
        foreach (string id in new[] { "1", "2" })
            Log(id, "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100");

        TradeStatementComparison comparison = Compare("trade_id,symbol,quantity,price", "1,B,1,100", "2,B,1,100");

        Assert.True(comparison.IsReconciled);
        Assert.Contains("The statement says B wherever the log says A.", comparison.NotCompared);
    }

    [Fact]
    public void A_line_without_ids_that_differs_in_its_symbol_alone_is_one_break()
    {
        Log(null, "\"side\": \"BUY\", \"quantity\": 1, \"price\": 100");

        Assert.Equal(
            TradeBreakKind.Symbol,
            Assert.Single(
                Compare("time,symbol,side,quantity,price", "2025-12-18T09:00:00Z,B,BUY,1,100").Breaks).Kind);
    }

    private void Log(string? id, string members, string partOfSecond = "") => _log.Add(TradeScript.Event(
        $"2025-12-18T09:00:00{partOfSecond}Z",
        "ORDER_PARTIALLY_FILLED",
        "\"symbol\": \"A\", " + members + (id is null ? "" : $", \"exec_id\": \"{id}\"")));

    private TradeStatementComparison Compare(params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return _log.Compare(TradeStatement.Read(_path));
    }
}
