using TradingLogging.Logging;
using TradingLogging.PowerShell.Output;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Output;

public sealed class ConsoleOutputTests
{
    [Fact]
    public void Below_INFO_nothing_is_shown()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Initialize-TradingLogger -LogLevel Debug; Write-TradingLog x -Level Debug")
            .Succeeded();

        Assert.Empty(result.Information);
    }

    [Fact]
    public void Trade_events_and_measured_operations_are_shown_in_order()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke(
            "Initialize-TradingLogger; Write-TradeEvent ONE; Write-TradingLog two; Write-TradeEvent THREE")
            .Succeeded();

        Assert.Equal(
            ["ONE", "two", "THREE"],
            result.InformationText.Select(line => line.Split('"', ' ', '}').Last(word => word.Length > 1)));
    }

    [Fact]
    public void A_warning_that_would_stop_the_script_does_not_once_the_event_is_written()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke(
            "Initialize-TradingLogger; Write-TradeEvent X @{ timestamp = 1 } -WarningAction Stop");

        Assert.Null(result.Failure);
        Assert.Single(File.ReadAllLines(session.File("logs/trades.log")));
        Assert.Single(File.ReadAllLines(session.File("logs/trading.log")));
    }

    [Fact]
    public void A_record_made_while_another_is_written_is_shown_too()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("""
            Initialize-TradingLogger
            $order = [pscustomobject]@{}
            $order.PSObject.Properties.Add([psscriptproperty]::new('price', { Write-TradingLog 'looked up'; 5 }))
            Write-TradeEvent X $order
            """).Succeeded();

        Assert.Contains(result.InformationText, line => line.EndsWith("| looked up", StringComparison.Ordinal));
        Assert.Contains(result.InformationText, line => line.EndsWith("\"price\": 5}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LogLevel.Debug, ConsoleColor.DarkGray)]
    [InlineData(LogLevel.Info, null)]
    [InlineData(LogLevel.Warning, ConsoleColor.Yellow)]
    [InlineData(LogLevel.Error, ConsoleColor.Red)]
    [InlineData(LogLevel.Critical, ConsoleColor.Magenta)]
    public void A_level_has_its_colour(LogLevel level, ConsoleColor? colour) =>
        Assert.Equal(colour, HostColours.Of(level));

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, "", true)]
    [InlineData(false, "1", false)]
    [InlineData(true, null, false)]
    public void Colours_are_shown_on_a_terminal_unless_NO_COLOR_is_set(
        bool isRedirected, string? noColor, bool areShown) =>
        Assert.Equal(areShown, HostColours.AreShown(isRedirected, noColor));
}
