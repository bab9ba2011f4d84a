using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class MeasureTradingOperationTests
{
    [Fact]
    public void The_duration_is_logged_at_DEBUG_with_the_callers_line()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("\nMeasure-TradingOperation 'SMA calculation' { } -Logger trading.indicators").Succeeded();

        Assert.Matches(
            @" \| DEBUG    \| trading\.indicators:2 \| SMA calculation completed in \d+\.\d{3}s$", Assert.Single(session.TextLines()));
    }

    [Fact]
    public void What_the_block_sets_is_there_afterwards()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("""
            function Test-Scope { param($p) Measure-TradingOperation x { $sum = $p + 1 }; $sum; $args.Count }
            Test-Scope 4
            """).Succeeded();

        Assert.Equal([5, 0], result.Values);
    }

    [Fact]
    public void The_block_sees_what_its_caller_sees()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("7 | ForEach-Object { Measure-TradingOperation x { $_ } }").Succeeded();

        Assert.Equal([7], result.Values);
    }

    [Fact]
    public void Output_goes_on_as_it_is_made()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("""
            $seen = [System.Collections.Generic.List[string]]::new()
            Measure-TradingOperation x { foreach ($i in 1..2) { $seen.Add("made $i"); $i } } | ForEach-Object { $seen.Add("got $_") }
            $seen
            """).Succeeded();

        Assert.Equal(["made 1", "got 1", "made 2", "got 2"], result.Values);
    }

    [Fact]
    public void A_pipeline_that_stops_early_stops_the_block()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("""
            $made = 0
            $first = foreach ($once in 1) {
                Measure-TradingOperation x { foreach ($i in 1..1000000) { $made++; $i } } | ForEach-Object { $_; break }
            }
            $first; $made
            """).Succeeded();

        Assert.Equal([1, 1], result.Values);
        Assert.StartsWith("x completed in", Assert.Single(session.Messages()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("break", 1)]
    [InlineData("continue", 1, 3)]
    [InlineData("return", 1, 3)]
    public void Flow_control_does_what_it_does_without_the_cmdlet(string statement, params int[] expected)
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke(
            $"foreach ($i in 1..3) {{ Measure-TradingOperation x {{ if ($i -eq 2) {{ {statement} }}; $i }} }}").Succeeded();

        Assert.Equal(expected, result.Values.Cast<int>());
        Assert.All(session.Messages(), message => Assert.StartsWith("x completed in", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throw [System.IO.IOException]::new('disk')")]
    [InlineData("1 / 0")]
    [InlineData("[int]::Parse('x')")]
    [InlineData("Get-Command -Name NoSuchCommand -ErrorAction Stop")]
    [InlineData("NoSuchCommand")]
    public void An_exception_arrives_unchanged_and_is_logged_as_a_failure(string statement)
    {
        using var session = LogFiles.LoggingSession();

        var errors = session.Invoke($$"""
            $block = { {{statement}} }
            try { & $block } catch { $plain = $_ }
            try { Measure-TradingOperation x $block } catch { $measured = $_ }
            foreach ($record in $plain, $measured) {
                $record.Exception.GetType().FullName, $record.FullyQualifiedErrorId, $record.InvocationInfo.PositionMessage,
                    $record.CategoryInfo.ToString() -join '|'
            }
            """).Succeeded().Values.ToArray();

        Assert.Equal(errors[0], errors[1]);
        Assert.StartsWith("x failed after", Assert.Single(session.Messages()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_caller_can_catch_by_type()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke(
            "try { Measure-TradingOperation x { 1 / 0 } } catch [DivideByZeroException] { 'caught' }").Succeeded();

        Assert.Equal(["caught"], result.Values);
    }

    [Fact]
    public void An_error_that_the_block_goes_on_after_is_no_failure()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("Measure-TradingOperation x { 1 / 0; 'goes on' }");

        Assert.Single(result.Errors);
        Assert.Equal(["goes on"], result.Values);
        Assert.StartsWith("x completed in", Assert.Single(session.Messages()), StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_nest()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Measure-TradingOperation outer { Measure-TradingOperation inner { } }").Succeeded();

        Assert.Equal(["inner", "outer"], session.Messages().Select(message => message.Split(' ')[0]));
    }

    [Fact]
    public void Nothing_is_logged_when_DEBUG_is_off()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Initialize-TradingLogger; Measure-TradingOperation x { 'out' }").Succeeded();

        Assert.Equal(["out"], result.Values);
        Assert.False(File.Exists(session.File("logs/trading.log")));
    }

    [Fact]
    public void Without_a_logger_the_operation_is_done_all_the_same()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("Measure-TradingOperation x { 'done' }");

        Assert.Equal(["done"], result.Values);
        Assert.StartsWith("NotInitialized", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_that_could_not_be_written_is_an_error_and_the_output_is_there()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trading.log"));

        var result = session.Invoke("Measure-TradingOperation x { 'out' }");

        Assert.Equal(["out"], result.Values);
        Assert.StartsWith("LogRecordNotWritten", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_that_could_not_be_written_does_not_hide_the_exception()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trading.log"));

        var result = session.Invoke("try { Measure-TradingOperation x { throw 'mine' } } catch { \"$_\" }");

        Assert.Equal(["mine"], result.Values);
        Assert.Contains("trading.log", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
