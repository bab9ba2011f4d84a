using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

public sealed class LevelCompletionTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Write-TradingLog x -Level ")]
    [InlineData("Get-TradingLog -Level ")]
    [InlineData("Watch-TradingLog -Level ")]
    [InlineData("Set-TradingLogLevel trading -Level ")]
    [InlineData("Set-TradingLogLevel trading ")]
    [InlineData("Add-TradingLogHandler h { } -Level ")]
    [InlineData("Measure-TradingOperation x { } -Level ")]
    [InlineData("New-TradingLogger x -Level ")]
    [InlineData("Initialize-TradingLogger logs -LogLevel ")]
    public void Levels_are_completed_the_lowest_first_with_what_they_mean(string line)
    {
        ScriptResult result = _session.Invoke($$"""
            $line = '{{line}}'
            (TabExpansion2 $line $line.Length).CompletionMatches |
                ForEach-Object { "$($_.CompletionText) $($_.ToolTip)" }
            """).Succeeded();

        Assert.Equal(
            ["Debug", "Info", "Warning", "Error", "Critical"],
            result.Values.Select(value => $"{value}".Split(' ')[0]));
        Assert.Contains("Warning WARNING: something unexpected; work goes on", result.Values);
    }

    [Theory]
    [InlineData("'warning'")]
    [InlineData("' Warning '")]
    [InlineData("([TradingLogging.Logging.LogLevel]::Warning)")]
    public void A_level_is_taken_as_a_name_in_any_case_and_as_a_value(string level)
    {
        ScriptResult result = _session.Invoke($$"""
            Initialize-TradingLogger logs -NoConsole -LogLevel {{level}}
            (Get-TradingLogger).Level.ToString()
            Write-TradingLog hidden -Level Info
            Write-TradingLog seen -Level {{level}}
            (Get-TradingLog -Level {{level}}).Message
            """).Succeeded();

        Assert.Equal(["Warning", "seen"], result.Values);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("''")]
    [InlineData("NotSet")]
    [InlineData("30")]
    [InlineData("$null")]
    public void What_is_no_level_is_an_error_that_lists_the_levels(string level) => Assert.Contains(
        "is not a log level. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL",
        _session.Invoke($"Set-TradingLogLevel trading -Level {level}").Failed().ToString(),
        StringComparison.Ordinal);
}
