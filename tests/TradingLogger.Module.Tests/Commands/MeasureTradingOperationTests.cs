using System.Text.RegularExpressions;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed partial class MeasureTradingOperationTests : IDisposable
{
    private readonly PowerShellSession _session = LogFiles.LoggingSession();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void An_operation_is_logged_at_the_level_that_is_given()
    {
        _session.Invoke("Measure-TradingOperation load { } -Level info; Measure-TradingOperation load { }").Succeeded();

        Assert.Equal(["INFO load completed in ?", "DEBUG load completed in ?"], Records());
    }

    [Theory]
    [InlineData("0", "Debug", "WARNING", "0.000")]
    [InlineData("1e-6", "Error", "ERROR", "0.000001")]
    [InlineData("([timespan]0)", "Debug", "WARNING", "0.000")]
    public void A_slow_operation_is_a_warning_at_least_and_names_the_limit(
        string limit, string level, string expected, string shown)
    {
        _session.Invoke(
            "Set-TradingLogLevel root Warning; "
                + $"Measure-TradingOperation load {{ Get-Date }} -WarnAfter {limit} -Level {level}").Succeeded();

        Assert.Equal([$"{expected} load completed in ?, more than {shown}s"], Records());
    }

    [Fact]
    public void A_fast_operation_is_logged_as_without_a_limit()
    {
        _session.Invoke("Measure-TradingOperation load { } -WarnAfter 1h").Succeeded();

        Assert.Equal(["DEBUG load completed in ?"], Records());
        Assert.NotNull(_session.Invoke("Measure-TradingOperation load { } -WarnAfter -1").Failed());
    }

    [Fact]
    public void The_result_follows_the_output_of_the_block_and_tells_of_a_failure()
    {
        object[] output = [.. _session.Invoke("Measure-TradingOperation load { 1; 2 } -PassThru").Succeeded().Values];
        ScriptResult failed = _session.Invoke("Measure-TradingOperation load { throw 'no' } -PassThru");

        Assert.Equal([1, 2], output[..2]);
        Assert.Equal(("load", false), output[2] is OperationResult ok ? (ok.Operation, ok.IsFailed) : default);
        Assert.True(Assert.IsType<OperationResult>(Assert.Single(failed.Values)).IsFailed);
        Assert.Equal("no", failed.Failure!.ToString());
    }

    [Fact]
    public void The_block_runs_and_is_logged_once_for_each_object_of_the_pipeline()
    {
        object?[] output = [.. _session.Invoke(
            """
            $sum = 0
            1, 2, $null | Measure-TradingOperation step { $sum += $_; "[$_]" }
            $sum
            @() | Measure-TradingOperation none { 'never' }
            Measure-TradingOperation whole { $_.Count } -InputObject (7, 8)
            """).Succeeded().Values];

        Assert.Equal(["[1]", "[2]", "[]", 3, 2], output);
        Assert.Equal(
            [.. Enumerable.Repeat("DEBUG step completed in ?", 3), "DEBUG whole completed in ?"], Records());
    }

    [Fact]
    public void An_error_in_one_run_ends_the_others()
    {
        ScriptResult result = _session.Invoke(
            "1..3 | Measure-TradingOperation step { if ($_ -eq 2) { throw 'two' }; $_ }");

        Assert.Equal("two", result.Failure!.ToString());
        Assert.Equal([1], result.Values);
        Assert.Equal(["DEBUG step completed in ?", "DEBUG step failed after ?"], Records());
    }

    [Fact]
    public void Without_a_logger_the_block_runs_and_its_result_is_told()
    {
        ScriptResult result = _session.Invoke(
            "Close-TradingLogger; 1, 2 | Measure-TradingOperation step { $_ } -PassThru");

        Assert.Equal(4, result.Output.Length);
        Assert.StartsWith("NotInitialized", result.Failed().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_of_the_block_can_be_redirected()
    {
        object[] output = [.. _session.Invoke(
            """
            Measure-TradingOperation x { Write-Warning w; 'out' } 3>&1
            (1 | Measure-TradingOperation x { Write-Warning w } 3>&1).Message
            (Use-TradingContext @{ a = 1 } { Write-Warning c } 3>&1).Message
            """).Succeeded().Values.Select(value => value.ToString()!)];

        Assert.Equal(["w", "out", "w", "c"], output);
    }

    private string[] Records() =>
        [.. LogFiles.Records(_session.TextLines()).Select(record => Seconds().Replace(record, "$1 ?"))];

    [GeneratedRegex(@"(in|after) \d+\.\d{3}s")]
    private static partial Regex Seconds();
}
