using System.Management.Automation;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WriteTradingLogTests
{
    [Fact]
    public void The_line_has_the_level_the_logger_and_the_line_of_the_script()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("\n\nWrite-TradingLog 'Calculating' -Level Debug -Logger trading.indicators").Succeeded();

        Assert.EndsWith(
            " | DEBUG    | trading.indicators:3 | Calculating", Assert.Single(session.TextLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_is_that_of_a_script_file_too()
    {
        using var session = LogFiles.LoggingSession();
        File.WriteAllText(session.File("script.ps1"), "# one\nfunction Write-It { Write-TradingLog 'in a function' }\n\nWrite-It\n");

        session.Invoke("& ./script.ps1").Succeeded();

        Assert.EndsWith("trading:2 | in a function", Assert.Single(session.TextLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Write-TradingLog x", "INFO")]
    [InlineData("Write-TradingLog x -Level wArNiNg", "WARNING")]
    [InlineData("Write-TradingLog x -Level ([TradingLogging.Logging.LogLevel]::Critical)", "CRITICAL")]
    public void A_level_is_named_in_any_case(string script, string level)
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke(script).Succeeded();

        Assert.Contains($" | {level,-8} | trading:1 | x", Assert.Single(session.TextLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_level_is_told_the_valid_ones()
    {
        using var session = LogFiles.LoggingSession();

        var error = Assert.Single(session.Invoke("Write-TradingLog x -Level LOUD").Errors);

        Assert.Contains("Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_below_the_level_is_not_written()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Initialize-TradingLogger -LogLevel Warning; Write-TradingLog x; Write-TradingLog y -Level Error").Succeeded();

        Assert.Equal(["y"], session.Messages());
    }

    [Theory]
    [InlineData("1.5, 0.10d, [DateTime]::new(2025, 12, 18, 10, 30, 45) | Write-TradingLog", "1.5", "0.10", "12/18/2025 10:30:45")]
    [InlineData("Write-TradingLog 1.5", "1.5")]
    [InlineData("1, 2 | Write-TradingLog -Logger a", "1", "2")]
    [InlineData("[pscustomobject]@{ a = 1.5 } | Write-TradingLog", "@{a=1.5}")]
    [InlineData("$null, '' | Write-TradingLog", "", "")]
    [InlineData("Write-TradingLog $null", "")]
    [InlineData("Write-TradingLog ''", "")]
    [InlineData("Write-TradingLog 'one\ntwo'", "one\\ntwo")]
    public void An_object_is_written_as_its_text_the_same_in_every_culture(string script, params string[] messages)
    {
        using var session = LogFiles.LoggingSession("de-DE");

        session.Invoke(script).Succeeded();

        Assert.Equal(messages, session.Messages());
    }

    [Fact]
    public void An_error_record_is_told_of_with_position_and_script_stack()
    {
        using var session = LogFiles.LoggingSession();
        File.WriteAllText(session.File("script.ps1"), "function Get-Price {\n    throw 'no market data'\n}\ntry { Get-Price } catch { Write-TradingLog -ErrorRecord $_ -Level Error }");

        session.Invoke("& ./script.ps1").Succeeded();

        var lines = session.TextLines();
        Assert.EndsWith("| ERROR    | trading:4 | no market data", lines[0], StringComparison.Ordinal);
        Assert.Equal("    System.Management.Automation.RuntimeException: no market data", lines[1]);
        Assert.Equal($"      At {session.File("script.ps1")}:2 char:5", lines[2]);
        Assert.Equal("      + throw 'no market data'", lines[3]);
        Assert.Equal($"      at Get-Price, {session.File("script.ps1")}: line 2", lines[4]);
    }

    [Fact]
    public void A_message_of_its_own_stands_before_the_error()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("try { throw 'cause' } catch { Write-TradingLog 'No market data' -ErrorRecord $_ }").Succeeded();

        Assert.EndsWith("| No market data", session.TextLines()[0], StringComparison.Ordinal);
        Assert.Contains("RuntimeException: cause", session.TextLines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_record_that_no_script_made_has_no_position()
    {
        using var session = LogFiles.LoggingSession();
        var record = new ErrorRecord(new IOException("disk"), "id", ErrorCategory.WriteError, null)
        {
            ErrorDetails = new System.Management.Automation.ErrorDetails("shown instead"),
        };

        session.Invoke("param($Record) Write-TradingLog -ErrorRecord $Record", ("Record", record)).Succeeded();

        Assert.EndsWith("| shown instead", session.TextLines()[0], StringComparison.Ordinal);
        Assert.Equal("    System.IO.IOException: shown instead", session.TextLines()[1]);
    }

    [Fact]
    public void An_exception_is_told_of_with_its_causes()
    {
        using var session = LogFiles.LoggingSession();
        var exception = new InvalidOperationException("outer", new IOException("inner"));

        session.Invoke("param($Exception) Write-TradingLog -Exception $Exception", ("Exception", exception)).Succeeded();

        Assert.EndsWith("| outer", session.TextLines()[0], StringComparison.Ordinal);
        Assert.Equal(
            ["    System.InvalidOperationException: outer", "    caused by System.IO.IOException: inner"],
            session.TextLines()[1..]);
    }

    [Fact]
    public void An_exception_out_of_a_script_has_its_position()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("try { 1 / 0 } catch { Write-TradingLog -Exception $_.Exception }").Succeeded();

        Assert.Contains(session.TextLines(), line => line.StartsWith("      At line:1 char:7", StringComparison.Ordinal));
    }

    [Fact]
    public void What_could_not_be_written_is_an_error_and_the_script_goes_on()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trading.log"));

        var result = session.Invoke("Write-TradingLog lost; 'goes on'");

        var error = Assert.Single(result.Errors);
        Assert.Equal("LogRecordNotWritten,TradingLogging.PowerShell.WriteTradingLogCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.WriteError, "lost"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal(["goes on"], result.Values);
    }

    [Theory]
    [InlineData("Write-TradingLog x")]
    [InlineData("Write-TradingLog x -Level Debug")]
    public void Before_initialising_the_error_says_how_to_initialise(string script)
    {
        using var session = new PowerShellSession();

        var error = Assert.Single(session.Invoke(script).Errors);

        Assert.Equal("NotInitialized,TradingLogging.PowerShell.WriteTradingLogCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_logger_closed_in_mid_pipeline_is_an_error()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("1..3 | ForEach-Object { if ($_ -eq 2) { Close-TradingLogger }; $_ } | Write-TradingLog");

        Assert.StartsWith("NotInitialized", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["1"], session.Messages());
    }
}
