using System.Management.Automation;
using TradingLogging.PowerShell.Tests.Commands;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("Write-TradingLog -Level ")]
    [InlineData("Initialize-TradingLogger -LogLevel ")]
    [InlineData("New-TradingLogger x -Level ")]
    public void Levels_are_offered_and_NotSet_is_none(string line)
    {
        using var session = new PowerShellSession();

        Assert.Equal(["Critical", "Debug", "Error", "Info", "Warning"], Complete(session, line).Order());
    }

    [Fact]
    public void The_common_actions_are_offered_first_and_those_seen_after()
    {
        using var session = LogFiles.LoggingSession();
        session.Invoke("Write-TradeEvent ORDER_REJECTED; Write-TradeEvent 'it''s odd'").Succeeded();

        var actions = Complete(session, "Write-TradeEvent ");

        Assert.Equal(["SIGNAL_GENERATED", "ORDER_PLACED", "ORDER_FILLED", "POSITION_CLOSED"], actions.Take(4));
        Assert.Contains("ORDER_REJECTED", actions);
        Assert.Contains("'it''s odd'", actions);
    }

    [Theory]
    [InlineData("Write-TradeEvent order_f")]
    [InlineData("Write-TradeEvent 'ORDER_F")]
    [InlineData("Write-TradeEvent -Action ORDER_F")]
    public void What_has_been_typed_is_completed_in_any_case(string line)
    {
        using var session = new PowerShellSession();

        Assert.Equal(["ORDER_FILLED"], Complete(session, line));
    }

    [Theory]
    [InlineData("Write-TradingLog x -Logger tests.comp")]
    [InlineData("Measure-TradingOperation x { } -Logger tests.comp")]
    [InlineData("New-TradingLogger tests.comp")]
    public void Loggers_that_exist_are_offered(string line)
    {
        using var session = LogFiles.LoggingSession();
        session.Invoke("Write-TradingLog x -Logger tests.completion").Succeeded();

        Assert.Equal(["tests.completion"], Complete(session, line));
    }

    [Fact]
    public void The_memory_for_actions_is_bounded_and_has_the_last_one()
    {
        for (var i = 0; i < 1000; i++)
        {
            TradeActions.Remember($"BOUNDED_{i}");

            Assert.Contains($"BOUNDED_{i}", TradeActions.Known);
            Assert.InRange(TradeActions.Known.Count(), 4, 300);
        }
    }

    private static string[] Complete(PowerShellSession session, string line)
    {
        using var engine = System.Management.Automation.PowerShell.Create(session.Runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, engine).CompletionMatches.Select(match => match.CompletionText)];
    }
}
