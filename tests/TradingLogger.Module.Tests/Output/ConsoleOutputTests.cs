using System.Management.Automation.Host;
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
        Assert.Contains(
            result.InformationText, line => line.EndsWith("| X               @ 5", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Text", "ORDER_FILLED    BTCUSDT  BUY 0.10 @ 50010.5  order_id=12345")]
    [InlineData("Json", "{*\"action\": \"ORDER_FILLED\"*}")]
    [InlineData("None", null)]
    public void A_trade_event_is_shown_as_asked_for_and_written_as_ever(string form, string? shown)
    {
        using var session = new PowerShellSession();

        var result = session.Invoke($$"""
            Initialize-TradingLogger -TradesOnConsole {{form}}
            Write-TradeEvent ORDER_FILLED ([ordered]@{
                symbol = 'BTCUSDT'; order_id = '12345'; side = 'BUY'; quantity = 0.10d; price = 50010.5
            })
            """).Succeeded();

        Assert.Equal(shown is null ? 0 : 1, result.Information.Length);
        Assert.All(result.InformationText, line =>
            Assert.True(new System.Management.Automation.WildcardPattern("*| " + shown).IsMatch(line), line));
        Assert.All(["logs/trades.log", "logs/trading.log"], file =>
            Assert.EndsWith("\"price\": 50010.5}", File.ReadAllLines(session.File(file)).Single()));
    }

    [Theory]
    [InlineData(TradeTone.Neutral, null)]
    [InlineData(TradeTone.Fill, ConsoleColor.Cyan)]
    [InlineData(TradeTone.Gain, ConsoleColor.Green)]
    [InlineData(TradeTone.Loss, ConsoleColor.Red)]
    [InlineData(TradeTone.Failure, ConsoleColor.Yellow)]
    public void What_an_event_means_has_its_colour(TradeTone tone, ConsoleColor? colour) =>
        Assert.Equal(colour, HostColours.Of(tone));

    [Theory]
    [InlineData(null, "")]
    [InlineData("BUY", "BUY")]
    [InlineData("SHORT", "SHORT")]
    [InlineData("SELL_SHORT", "SS")]
    [InlineData("buy to cover", "BTC")]
    public void A_side_of_several_words_is_shortened_in_tables(string? side, string shown) =>
        Assert.Equal(shown, TradeEventText.Side(side));

    [Fact]
    public void Only_a_terminal_has_a_width()
    {
        var terminal = new Screen(new Size(100, 20));

        Assert.Equal(100, HostColours.WidthOf(terminal, isRedirected: false));
        Assert.Null(HostColours.WidthOf(terminal, isRedirected: true));
        Assert.Null(HostColours.WidthOf(new Screen(size: null), isRedirected: false));
        Assert.Null(HostColours.WidthOf(userInterface: null, isRedirected: false));
    }

    [Fact]
    public void The_background_is_that_of_the_terminal() =>
        Assert.Equal(ConsoleColor.DarkBlue, HostColours.BackgroundOf(new Screen(new Size(100, 20))));

    [Fact]
    public void A_host_that_knows_no_background_is_not_asked_for_one() =>
        Assert.Null(HostColours.BackgroundOf(new Screen(size: null)));

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
