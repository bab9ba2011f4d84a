using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WriteTradingLogTests : IDisposable
{
    private readonly PowerShellSession _session = new("de-DE");

    public void Dispose() => _session.Dispose();

    [Fact]
    public void What_comes_from_a_stream_has_its_level()
    {
        string[] lines = Log("""
            & {
                'out'
                Write-Error 'wrong' -ErrorId Wrong -TargetObject BTCUSDT
                Write-Warning careful
                Write-Verbose 'more' -Verbose
                Write-Debug 'most' -Debug
                Write-Host 'shown'
                Write-Information @{ a = 1 }
                Write-Information $null
            } *>&1 | Write-TradingLog
            """);

        Assert.Equal(
            [
                "INFO out", "ERROR wrong", "WARNING careful", "DEBUG more", "DEBUG most", "INFO shown",
                """INFO {"a": 1}""", "INFO ",
            ],
            LogFiles.Records(lines));
        Assert.Contains("      error id: Wrong", lines);
        Assert.Contains("      target: BTCUSDT", lines);
        Assert.Contains(lines, line => line.StartsWith("      At line:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_level_that_is_given_wins() => Assert.Equal(
        ["CRITICAL wrong", "CRITICAL out"],
        LogFiles.Records(Log("& { Write-Error wrong; 'out' } *>&1 | Write-TradingLog -Level Critical")));

    [Fact]
    public void Errors_bind_from_the_pipeline_with_and_without_a_text() => Assert.Equal(
        [
            "ERROR boom", "ERROR boom", "ERROR boom", "ERROR kept", "ERROR kept", "ERROR kept", "WARNING piped",
            "ERROR shown",
        ],
        LogFiles.Records(Log("""
            try { throw 'boom' } catch { $record = $_ }
            $record | Write-TradingLog
            Write-TradingLog $record
            $record.Exception | Write-TradingLog
            $record | Write-TradingLog kept
            $record.Exception | Write-TradingLog kept
            Write-TradingLog kept -ErrorRecord $record
            'piped' | Write-TradingLog -ErrorRecord $record -Level Warning
            $record.ErrorDetails = 'shown'
            $record | Write-TradingLog
            """)));

    [Fact]
    public void An_error_out_of_a_file_is_an_error() => Assert.Contains(
        "    System.IO.IOException: disk",
        Log("""
            $record = [System.Management.Automation.ErrorRecord]::new([IO.IOException]::new('disk'), 'id', 0, $null)
            $serializer = [System.Management.Automation.PSSerializer]
            $serializer::Deserialize($serializer::Serialize($record)) | Write-TradingLog
            """));

    [Fact]
    public void A_line_that_a_program_wrote_to_its_stderr_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");

        Assert.Equal(
            ["WARNING careful"],
            Log("sh -c 'echo careful >&2' 2>&1 | Write-TradingLog").Select(LogFiles.Record));
    }

    [Fact]
    public void An_object_without_text_is_shown_as_the_console_shows_it()
    {
        string[] records = LogFiles.Records(Log("""
            $item = [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize((Get-Process -Id $PID)))
            'before', (Get-Process -Id $PID), 'after' | Write-TradingLog
            [pscustomobject]@{ id = 7 } | Format-Table | Write-TradingLog -Level Warning
            [TradingLogging.PowerShell.Tests.Commands.Opaque]::new() | Write-TradingLog
            """));

        Assert.Equal("INFO before", records[0]);
        Assert.Contains("ProcessName", records[1], StringComparison.Ordinal);
        Assert.EndsWith(
            System.Diagnostics.Process.GetCurrentProcess().ProcessName, records[3], StringComparison.Ordinal);
        Assert.Equal(["INFO after", "WARNING id", "WARNING --"], records[4..7]);
        Assert.Equal("WARNING  7", records[7]);
        Assert.Contains("INFO Quantity : 3", records);
        Assert.Contains("INFO Second   : 1234.5", records);
        Assert.DoesNotContain(records, line => line.Contains("Opaque", StringComparison.Ordinal));
    }

    // Two halves of a broken line would have no name that tells what they are.
    [Fact]
    public void A_long_secret_in_such_an_object_is_masked_whole()
    {
        string[] records = LogFiles.Records(Log(
            "[TradingLogging.PowerShell.Tests.Commands.Opaque]::new() | Write-TradingLog"));

        Assert.Contains(records, line => line.EndsWith("Note     : apiKey=***", StringComparison.Ordinal));
    }

    [Fact]
    public void An_object_whose_text_throws_is_not_lost() => Assert.NotEmpty(
        Log("[TradingLogging.PowerShell.Tests.Commands.Opaque+Broken]::new() | Write-TradingLog"));

    [Fact]
    public void What_the_log_shows_is_not_logged_again() => Assert.Equal(
        ["INFO once"],
        LogFiles.Records(Log("& { Write-TradingLog once } *>&1 | Write-TradingLog", "-LogLevel Debug")));

    [Fact]
    public void Below_the_level_nothing_is_asked_for_its_text() => Assert.Empty(
        Log(
            "'x' | Write-TradingLog; [Exception]::new('e') | Write-TradingLog -Level Debug; "
                + "Write-TradingLog -Exception ([Exception]::new('e')) -Level Info",
            "-LogLevel Error -NoConsole"));

    private string[] Log(string script, string settings = "-LogLevel Debug -NoConsole")
    {
        ScriptResult result = _session.Invoke($"Initialize-TradingLogger {settings}\n{script}");
        Assert.Null(result.Failure);
        return File.Exists(_session.File("logs/trading.log")) ? _session.TextLines() : [];
    }
}

/// <summary>An object that has no text and no view.</summary>
public sealed class Opaque
{
    public int Quantity { get; } = 3;

    public string First { get; } = "";

    public double Second { get; } = 1234.5;

    public string Third { get; } = "";

    public string Note { get; } = "apiKey=" + string.Concat(Enumerable.Repeat("q8Zr2LxT", 40));

    public sealed class Broken
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    [Fact]
    public void An_exception_whose_own_code_throws_is_logged_with_a_note()
    {
        using PowerShellSession session = LogFiles.LoggingSession();
        session.Invoke("""
            class Evil : Exception, System.Management.Automation.IContainsErrorRecord {
                [string]get_Message() { throw 'nope' }
                [System.Management.Automation.ErrorRecord]get_ErrorRecord() { throw 'neither' }
            }
            $evil = [Evil]::new()
            Write-TradingLog -Exception $evil
            $evil | Write-TradingLog
            [System.Management.Automation.ErrorRecord]::new($evil, 'EvilId', 'NotSpecified', $null) | Write-TradingLog
            Write-TradingLog 'with text' -Exception $evil
            """).Succeeded();

        string[] lines = session.TextLines();
        const string Note = "| (its message could not be read:";
        Assert.Equal(3, lines.Count(line => line.Contains(Note, StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.EndsWith("with text", StringComparison.Ordinal));
    }

    [Fact]
    public void The_errors_of_a_variable_are_a_record_each()
    {
        using PowerShellSession session = LogFiles.LoggingSession();
        ScriptResult result = session.Invoke("""
            Get-Item ./one, ./two -ErrorAction SilentlyContinue -ErrorVariable missing
            Write-TradingLog 'of a list' -ErrorRecord $missing
            Write-TradingLog 'of one' -ErrorRecord $missing[0]
            try { Get-Item ./three -ErrorAction Stop -ErrorVariable stopped } catch { }
            Write-TradingLog 'stopped' -ErrorRecord $stopped
            Write-TradingLog 'wrong' -ErrorRecord 1, 2
            """);

        Assert.StartsWith(
            "CannotConvertArgument", result.Failed().FullyQualifiedErrorId, StringComparison.Ordinal);
        string[] lines = session.TextLines();
        Assert.Equal(2, lines.Count(line => line.EndsWith("of a list", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.EndsWith("of one", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("stopped", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.EndsWith("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_or_a_number_of_the_pipeline_is_no_exception_of_a_message()
    {
        using PowerShellSession session = LogFiles.LoggingSession();
        ScriptResult result = session.Invoke("""
            1, 'disk full' | Write-TradingLog 'tick'
            'plain' | Write-TradingLog
            [InvalidOperationException]::new('real') | Write-TradingLog 'message of it'
            """);

        Assert.Equal(2, result.Errors.Length);
        string[] lines = session.TextLines();
        Assert.DoesNotContain(lines, line => line.Contains("tick", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("| plain", StringComparison.Ordinal));
        Assert.Contains("    System.InvalidOperationException: real", lines);
    }
}
