using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

public sealed class LogCompleterTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public LogCompleterTests()
    {
        // Another process wrote it, and no test of this one writes these orders' actions, which would be offered too.
        WriteLog("logs/trades.log", ("ORDER_REROUTED", "ETHUSDT"), ("ORDER_FILLED", "BTC-PERP"), ("B", "\\u001b[31mX"));
        WriteLog("archived/trades.log.2025-12-17", ("ORDER_ESCALATED", "SOLUSDT"));
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-TradeEvent logs -Symbol ", "BTC-PERP ETHUSDT")]
    [InlineData("Get-TradeEvent logs -Symbol e", "ETHUSDT")]
    [InlineData("Watch-TradeEvent -LogDirectory logs -Symbol 'B", "BTC-PERP")]
    [InlineData("Get-TradeOrder -Path logs/trades.log -Symbol ", "BTC-PERP ETHUSDT")]
    [InlineData("Measure-TradeActivity -LiteralPath logs -Symbol b", "BTC-PERP")]
    [InlineData("Get-TradeEvent archived -Symbol ", "SOLUSDT")]
    [InlineData("Get-TradeEvent logs -Action ORDER_RER", "ORDER_REROUTED")]
    [InlineData("Get-TradeEvent archived -Action ORDER_ES", "ORDER_ESCALATED")]
    public void Symbols_and_actions_are_those_of_the_log_on_the_command_line(string line, string expected) =>
        Assert.Equal(expected.Split(' '), Offered(line));

    [Fact]
    public void Without_a_log_on_the_command_line_it_is_that_of_the_logger()
    {
        _session.Invoke("Initialize-TradingLogger logs -NoConsole").Succeeded();

        Assert.Equal(["BTC-PERP", "ETHUSDT"], Offered("Get-TradeEvent -Symbol "));
        Assert.Equal(["ORDER_REROUTED"], Offered("Write-TradeEvent ORDER_RER"));
    }

    [Theory]
    [InlineData("Get-TradeEvent nowhere -Symbol B")]
    [InlineData("Get-TradeEvent nodrive:/x -Symbol B")]
    [InlineData("Get-TradeEvent -Symbol B")]
    [InlineData("Get-TradeEvent $unknown -Symbol B")]
    public void A_log_that_cannot_be_read_offers_nothing_and_says_nothing(string line) => Assert.Empty(Offered(line));

    private IEnumerable<string> Offered(string line) => _session
        .Invoke(
            "param($Line) "
                + "[Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null)"
                + ".CompletionMatches | ForEach-Object { $_.ListItemText }",
            ("Line", line))
        .Succeeded()
        .Values
        .Cast<string>();

    private void WriteLog(string name, params (string Action, string Symbol)[] events)
    {
        string path = _session.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, events.Select(one =>
            "{\"timestamp\": \"2025-12-18T10:30:00Z\", "
                + $"\"action\": \"{one.Action}\", \"symbol\": \"{one.Symbol}\"}}"));
    }
}
