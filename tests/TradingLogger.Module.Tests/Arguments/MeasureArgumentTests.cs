using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

/// <summary>What <c>-Rate</c> and <c>-Map</c> of the cmdlets that measure take, and what they refuse.</summary>
public sealed class MeasureArgumentTests : IDisposable
{
    private const string Fill = """
        {"timestamp": "2025-12-18T09:00:00Z", "action": "ORDER_FILLED", "symbol": "BTCUSDT", "side": "BUY",
        """;

    private readonly PowerShellSession _session = new();

    public MeasureArgumentTests() => File.WriteAllText(
        _session.File("trades.log"),
        Fill.Trim() + " \"quantity\": 1, \"price\": 100, \"fee\": 0.01, \"fee_currency\": \"BNB\"}\n");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("612.5")]
    [InlineData("'612.5'")]
    [InlineData("([psobject]'612.5')")]
    public void A_rate_is_a_number_or_a_text_that_can_be_read_in_one_way(string rate) => Assert.Equal(
        6.125m,
        _session.Invoke($"(Measure-TradeActivity -Path trades.log -Currency USDT -Rate @{{ BNB = {rate} }}).Fees")
            .Succeeded().Values.Single());

    [Theory]
    [InlineData("-Rate @{ BNB = '612,5' }", "may be read in two ways")]
    [InlineData("-Rate @{ BNB = '1,612.5' }", "may be read in two ways")]
    [InlineData("-Rate @{ BNB = ([psobject]'612,5') }", "may be read in two ways")]
    [InlineData("-Rate @{ BNB = $null }", "no number above 0")]
    [InlineData("-Rate @{ BNB = 'many' }", "no number above 0")]
    [InlineData("-Map @{ quantity = $null }", "-Map has no name for quantity. Give one or leave it out.")]
    [InlineData("-Map @{ quantity = @() }", "-Map has no name for quantity. Give one or leave it out.")]
    [InlineData("-Map @{ quantity = ' ' }", "is no name of a member")]
    [InlineData("-Map @{ nonsense = 'x' }", "'nonsense' is no member that is read. Known are event_time,")]
    public void What_cannot_be_meant_is_an_error_without_a_word_of_the_code(string argument, string message)
    {
        object[] values = [.. _session.Invoke($$"""
            try { Measure-TradeActivity -Path trades.log {{argument}} } catch { $_.FullyQualifiedErrorId; "$_" }
            """).Succeeded().Values];

        Assert.StartsWith("InvalidMeasureArgument,", (string)values[0], StringComparison.Ordinal);
        Assert.Contains(message, (string)values[1], StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", (string)values[1], StringComparison.Ordinal);
    }
}
