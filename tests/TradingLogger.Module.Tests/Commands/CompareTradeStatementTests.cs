using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

/// <summary>What the cmdlet adds to the comparison: where it reads, its map, its errors and its view.</summary>
public sealed class CompareTradeStatementTests : IDisposable
{
    private const string Fill = """
        {"timestamp": "2025-12-18T09:00:00Z", "action": "ORDER_FILLED", "symbol": "A", "side": "BUY", "quantity": 1,
        """;

    private readonly PowerShellSession _session = new();

    public CompareTradeStatementTests()
    {
        Directory.CreateDirectory(_session.File("logs"));
        File.WriteAllText(
            _session.File("logs/trades.log"), Fill.Trim() + " \"price\": 100, \"fee\": 0.75, \"exec_id\": \"e\"}\n");
        File.WriteAllText(
            _session.File("fills.csv"), "Exec ID;Symbol;Lots;Price;Fee;Tax\ne;A;1;100;0,5;0,25\n");
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("logs")]
    [InlineData("logs/trades.log")]
    [InlineData("logs/trades*")]
    public void It_reads_a_directory_or_files_and_adds_mapped_fees(string log)
    {
        const string Map = "-Map @{ quantity = 'Lots'; fee = 'Fee', 'Tax' }";

        object[] values = [.. _session.Invoke($"""
            $comparison = Compare-TradeStatement fills.csv {log} {Map}
            $comparison.IsReconciled; $comparison.Matched; $comparison | Out-String
            """).Succeeded().Values];

        Assert.Equal([true, 1], values[..2]);
        Assert.Contains("Breaks", (string)values[2], StringComparison.Ordinal);
        Assert.Contains("Not compared : The statement has no side in any line.", (string)values[2]);
    }

    [Theory]
    [InlineData("fills.csv logs -Map @{ quantity = $null }", "InvalidMeasureArgument", "no name for quantity")]
    [InlineData("fills.csv logs -Map @{ quantity = '' }", "InvalidMeasureArgument", "no column for quantity")]
    [InlineData("fills.csv logs -Map @{ lots = 'Lots' }", "InvalidMeasureArgument", "The names are time,")]
    [InlineData("fills.csv logs -Map @{ quantity = 'Loots' }", "InvalidStatement", "no column Loots")]
    [InlineData("fills.csv logs -Map @{ quantity = 'Lots' }", "InvalidStatement", "Tax says '0,25', Fee says '0,5'")]
    [InlineData("fills.csv -Map @{ quantity = 'Lots'; fee = 'Fee' }", "NoLogGiven", "Give -LogDirectory, or call")]
    [InlineData("fills.csv nowhere -Map @{ quantity = 'Lots'; fee = 'Fee' }", "LogDirectoryNotFound", "nowhere")]
    public void A_mistake_has_an_error_that_says_what_to_do(string arguments, string id, string message)
    {
        object[] values = [.. _session.Invoke($$"""
            try { Compare-TradeStatement {{arguments}} } catch { $_.FullyQualifiedErrorId; "$_" }
            """).Succeeded().Values];

        Assert.Equal($"{id},TradingLogging.PowerShell.Reporting.CompareTradeStatementCommand", values[0]);
        Assert.Contains(message, (string)values[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_are_given_by_name_are_the_ones_that_are_compared()
    {
        object[] values = [.. _session.Invoke("""
            $events = Get-TradeEvent logs
            $map = @{ quantity = 'Lots'; fee = 'Fee', 'Tax' }
            (Compare-TradeStatement fills.csv -Map $map -InputObject $events).Matched
            try { $null | Compare-TradeStatement fills.csv -Map $map -ErrorAction Stop }
            catch { $_.FullyQualifiedErrorId }
            """).Succeeded().Values];

        Assert.Equal(1, values[0]);
        Assert.StartsWith("ParameterArgumentValidationError", (string)values[1], StringComparison.Ordinal);
    }
}
