using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class MeasureTradeActivityTests
{
    internal const string Day = """
        Initialize-TradingLogger -LogDirectory logs -NoConsole
        Write-TradeEvent SIGNAL_GENERATED @{ symbol = 'BTCUSDT'; strategy = 'SMA' }
        Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = 'a1'; side = 'BUY'; quantity = 0.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'BTCUSDT'; order_id = 'a1'; side = 'BUY'; quantity = 0.10d; price = 50010.50d; fee = 1.25d }
        Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; quantity = 0.10d; pnl = 99.10d }
        Write-TradeEvent ORDER_FILLED @{ symbol = 'ETHUSDT'; order_id = 'ghost'; quantity = 1; price = 4000 }

        """;

    [Theory]
    [InlineData("Measure-TradeActivity")]
    [InlineData("Measure-TradeActivity logs")]
    [InlineData("Measure-TradeActivity -LogDirectory logs")]
    [InlineData("Measure-TradeActivity -Path logs/trades.log")]
    [InlineData("'logs/trades.log' | Measure-TradeActivity")]
    [InlineData("Get-TradeEvent | Measure-TradeActivity")]
    [InlineData("Measure-TradeActivity -InputObject (Get-TradeEvent)")]
    public void Directory_files_and_events_give_the_same_figures(string command)
    {
        using var session = new PowerShellSession("de-DE");

        TradeActivity activity = Measure(session, command);

        Assert.Equal((5, 1, 1), (activity.Events, activity.OrdersPlaced, activity.OrdersFilled));
        Assert.Equal((99.10m, 1.25m, 97.85m, 9001.0500m), (activity.GrossPnl, activity.Fees, activity.NetPnl, activity.Turnover));
        TradeFinding finding = Assert.Single(activity.Findings);
        Assert.Equal((TradeFindingKind.FillWithoutOrder, "trades.log:5"), (finding.Kind, Assert.Single(finding.Places).ToString()));
        Assert.Equal(["BTCUSDT", "ETHUSDT"], activity.BySymbol.Select(symbol => symbol.Name));
    }

    [Theory]
    [InlineData("Measure-TradeActivity -Action ORDER_*", 3)]
    [InlineData("Measure-TradeActivity -Symbol ETH*", 1)]
    [InlineData("Measure-TradeActivity -Where @{ quantity = { $_ -lt 1 } }", 3)]
    [InlineData("Measure-TradeActivity -Since ([DateTimeOffset]::Now.AddHours(1))", 0)]
    [InlineData("Measure-TradeActivity -Until ([DateTimeOffset]::Now.AddHours(-1))", 0)]
    [InlineData("Measure-TradeActivity -Until ([DateTimeOffset]::Now.AddHours(1))", 5)]
    public void Conditions_choose_what_is_measured(string command, int events)
    {
        using var session = new PowerShellSession();

        Assert.Equal(events, Measure(session, command).Events);
    }

    [Fact]
    public void When_no_event_comes_from_the_pipeline_none_is_measured()
    {
        using var session = new PowerShellSession();

        Assert.Equal(0, Measure(session, "Get-TradeEvent -Symbol NONE | Measure-TradeActivity").Events);
    }

    [Fact]
    public void A_condition_on_given_events_is_refused_and_not_left_out()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke(Day + "Get-TradeEvent | Measure-TradeActivity -Symbol ETH*");

        Assert.Equal("ContradictoryParameters,TradingLogging.PowerShell.MeasureTradeActivityCommand", result.Errors[0].FullyQualifiedErrorId);
        Assert.Contains("Get-TradeEvent -Symbol", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_line_is_a_warning_and_a_finding()
    {
        using var session = new PowerShellSession();
        session.Invoke(Day + "Close-TradingLogger").Succeeded();
        File.AppendAllText(session.File("logs/trades.log"), "{\"timestamp\": \"2025-\n");

        ScriptResult result = session.Invoke("Measure-TradeActivity logs").Succeeded();

        Assert.Single(result.Warnings);
        var activity = (TradeActivity)Assert.Single(result.Values);
        Assert.Equal("trades.log:6", Assert.Single(activity.Findings[^1].Places).ToString());
        Assert.Equal(1, activity.FindingCounts[TradeFindingKind.DamagedLine]);
    }

    [Fact]
    public void A_missing_directory_is_an_error()
    {
        using var session = new PowerShellSession();

        Assert.StartsWith("LogDirectoryNotFound,", session.Invoke("Measure-TradeActivity nowhere").Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static TradeActivity Measure(PowerShellSession session, string command)
    {
        PSObject output = Assert.Single(session.Invoke(Day + command).Succeeded().Output);
        return Assert.IsType<TradeActivity>(output.BaseObject);
    }
}
