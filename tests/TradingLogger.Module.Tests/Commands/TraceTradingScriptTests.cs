using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class TraceTradingScriptTests : IDisposable
{
    private const string Prelude = """
        function Get-Wrong { Write-Error 'wrong' -ErrorId Wrong -TargetObject BTCUSDT }
        Initialize-TradingLogger -LogDirectory logs -LogLevel Debug
        """;

    private readonly PowerShellSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_stream_is_logged_and_reaches_its_own_in_order()
    {
        ScriptResult result = Run("""
            Trace-TradingScript -Name nightly {
                'out'
                Get-Wrong
                Write-Warning careful
                Write-Verbose more -Verbose
                Write-Debug most -Debug
                Write-Host shown
                'last'
            } *>&1 | ForEach-Object { "$($_.GetType().Name) $_" }
            """);

        Assert.Equal(
            [
                "String out", "ErrorRecord wrong", "WarningRecord careful", "VerboseRecord more", "DebugRecord most",
                "InformationRecord shown", "String last",
            ],
            result.Values.Cast<string>().Where(line => !line.Contains('|', StringComparison.Ordinal)));
        Assert.Equal(
            [
                "INFO nightly started", "INFO out", "ERROR wrong", "WARNING careful", "DEBUG more", "DEBUG most",
                "INFO shown", "INFO last", "INFO nightly completed in #s: 1 error, 1 warning",
            ],
            Records);
        Assert.Contains("      error id: Wrong,Get-Wrong", _session.TextLines());
    }

    [Fact]
    public void An_error_of_the_block_has_the_place_of_the_block()
    {
        File.WriteAllText(_session.File("nightly.ps1"), """
            Trace-TradingScript {
                Write-Error 'first'
                Write-Error 'second'
            } 2>&1 | ForEach-Object { "$($_.InvocationInfo.ScriptLineNumber) $($_.FullyQualifiedErrorId)" }
            Trace-TradingScript { try { Write-Error 'third' -ErrorAction Stop } catch { $_ | Write-TradingLog } }
            """);

        ScriptResult result = Run("./nightly.ps1");

        const string Id = "Microsoft.PowerShell.Commands.WriteErrorException";
        Assert.Equal([$"2 {Id}", $"3 {Id}"], result.Values.Cast<string>().Where(line => !line.Contains('|')));
        string text = string.Join('\n', _session.TextLines());
        Assert.Contains("nightly.ps1:2 char:5", text, StringComparison.Ordinal);
        Assert.Contains("+ Write-Error 'second'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("$args[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_redirection_every_stream_has_what_is_its_own()
    {
        ScriptResult result = Run("""
            $VerbosePreference = 'SilentlyContinue'
            Trace-TradingScript { 'out'; Get-Wrong; Write-Warning careful; Write-Verbose more -Verbose; 7 }
            """);

        Assert.Equal(["out", 7], result.Values);
        Assert.Equal(["wrong"], result.Errors.Select(error => error.ToString()));
        Assert.Equal(["careful"], result.Warnings);
        Assert.Equal(["more"], result.Verbose);
        Assert.Equal(
            ["script started", "script completed in #s: 1 error, 1 warning"],
            result.InformationText.Select(line => WithoutTime(LogFiles.Record(line))[5..]));
    }

    [Theory]
    [InlineData("Get-Wrong")]
    [InlineData("Get-Item no/such/file")]
    [InlineData("[int]::Parse('x')")]
    [InlineData("NoSuchCommand")]
    public void An_error_stays_the_error_that_it_is(string statement)
    {
        ScriptResult result = Run($$"""
            $block = { {{statement}}; 'goes on' }
            & $block
            Trace-TradingScript $block
            """);

        Assert.Equal(["goes on", "goes on"], result.Values);
        var plain = result.Errors[0];
        var traced = result.Errors[1];
        Assert.Equal(plain.FullyQualifiedErrorId, traced.FullyQualifiedErrorId);
        Assert.Equal(plain.CategoryInfo.ToString(), traced.CategoryInfo.ToString());
        Assert.Equal(plain.Exception.GetType(), traced.Exception.GetType());
        Assert.Equal(plain.TargetObject, traced.TargetObject);
        Assert.Equal(plain.InvocationInfo.OffsetInLine, traced.InvocationInfo.OffsetInLine);
        Assert.Equal(plain.InvocationInfo.MyCommand?.Name, traced.InvocationInfo.MyCommand?.Name);
        Assert.Single(Records, record => record.StartsWith("ERROR ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throw [System.IO.IOException]::new('disk')")]
    [InlineData("1 / 0")]
    [InlineData("Get-Item no/such/file -ErrorAction Stop")]
    public void An_error_that_ends_the_script_is_logged_and_goes_on_unchanged(string statement)
    {
        ScriptResult result = Run($$"""
            $block = { {{statement}} }
            try { & $block } catch { $plain = $_ }
            try { Trace-TradingScript $block job } catch { $traced = $_ }
            $plain.FullyQualifiedErrorId -eq $traced.FullyQualifiedErrorId
            $plain.Exception.GetType() -eq $traced.Exception.GetType()
            $plain.InvocationInfo.PositionMessage -eq $traced.InvocationInfo.PositionMessage
            """);

        Assert.Equal([true, true, true], result.Values);
        Assert.StartsWith("ERROR job failed after #s: ", Records[^1], StringComparison.Ordinal);
        Assert.Contains(_session.TextLines(), line => line.StartsWith("      category: ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_inner_trace_s_records_are_logged_once()
    {
        Run("""
            Trace-TradingScript -Name outer {
                Trace-TradingScript -Name inner { 'in'; 5; Get-Wrong; Write-Warning careful } |
                    ForEach-Object { Write-Warning "again $_"; $_ }
            }
            """);

        Assert.Equal(
            [
                "INFO outer started", "INFO inner started", "INFO in", "WARNING again in", "INFO 5",
                "WARNING again 5", "ERROR wrong", "WARNING careful",
                "INFO inner completed in #s: 1 error, 1 warning",
                "INFO outer completed in #s: 1 error, 3 warnings",
            ],
            Records);
    }

    [Fact]
    public void What_the_script_logs_itself_is_logged_once()
    {
        ScriptResult result = Run("Trace-TradingScript { Write-TradingLog own }");

        Assert.Equal(["INFO script started", "INFO own", "INFO script completed in #s"], Records);
        Assert.Equal(3, result.Information.Length);
    }

    [Theory]
    [InlineData("foreach ($i in 1, 2) { Trace-TradingScript { break } }", "INFO script completed in #s")]
    [InlineData(
        "Trace-TradingScript { 1..9 } | Select-Object -First 2",
        "INFO script completed in #s: its output was not read to the end")]
    [InlineData(
        "try { Trace-TradingScript { 1..9 } | ForEach-Object { throw 'behind' } } catch { }",
        "ERROR script was ended after #s: behind")]
    [InlineData(
        "try { Trace-TradingScript { Get-Wrong } -ErrorAction Stop } catch { }",
        "ERROR script was ended by a preference of Stop after #s: 1 error")]
    [InlineData("Trace-TradingScript { Get-Wrong } -ErrorAction Ignore", "INFO script completed in #s: 1 error")]
    [InlineData("Trace-TradingScript { Get-Wrong } 2>$null", "INFO script completed in #s: 1 error")]
    [InlineData("Trace-TradingScript { $null; , $null }", "INFO script completed in #s")]
    [InlineData("& { exit 3 }; Trace-TradingScript { }", "INFO script completed in #s")]
    public void The_end_tells_how_it_came(string script, string end)
    {
        Run(script.Replace("& { exit 3 }", "$global:LASTEXITCODE = 3", StringComparison.Ordinal));

        Assert.Equal(end, Records[^1]);
    }

    [Fact]
    public void The_exit_code_of_the_program_that_ran_last_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");

        Run("$null = sh -c 'exit 5'; Trace-TradingScript { sh -c 'exit 4' }; Trace-TradingScript { sh -c 'exit 0' }");

        Assert.Contains("WARNING script completed in #s: last exit code 4", Records);
        Assert.Equal("INFO script completed in #s: last exit code 0", Records[^1]);
    }

    [Theory]
    [InlineData("exit 3", 3, "ERROR job exited with code 3 after #s")]
    [InlineData("exit", 0, "INFO job exited with code 0 after #s")]
    public void Exit_is_logged_and_ends_the_process(string statement, int code, string end)
    {
        HostResult result = HostProcess.RunScript(
            $"Import-Module TradingLogger\n{Prelude}\nTrace-TradingScript {{ {statement} }} job\n'not reached'",
            workingDirectory: _session.Directory);

        Assert.Equal(code, result.ExitCode);
        Assert.DoesNotContain("not reached", result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(end, Records[^1]);
    }

    [Fact]
    public void Ctrl_C_is_logged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        string file = _session.File("script.ps1");
        File.WriteAllText(file, $$"""
            Import-Module TradingLogger
            {{Prelude}}
            Trace-TradingScript { 'ready'; while ($true) { Start-Sleep -Milliseconds 20 } } job
            """);
        using var host = HostProcess.Start([file], _session.Directory);
        host.WaitForLine("ready");

        host.Signal("INT");
        host.WaitForExit();

        Assert.Equal("WARNING job was stopped after #s", Records[^1]);
    }

    [Fact]
    public void Without_a_logger_the_script_runs_and_an_error_tells_that_it_is_not_logged()
    {
        ScriptResult result = _session.Invoke("Trace-TradingScript { 'done' }");

        Assert.Equal(["done"], result.Values);
        Assert.StartsWith("NotInitialized,", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_script_that_closes_the_logger_goes_on_and_an_error_tells_it()
    {
        ScriptResult result = Run("Trace-TradingScript { Close-TradingLogger; 'done' }");

        Assert.Equal(["done"], result.Values);
        Assert.StartsWith("NotInitialized,", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_record_that_cannot_be_written_does_not_end_the_script()
    {
        ScriptResult result = Run("""
            $null = New-Item logs/trading.log -ItemType Directory
            Trace-TradingScript { 'done' }
            """);

        Assert.Equal(["done"], result.Values);
        Assert.All(result.Errors, error =>
            Assert.StartsWith("LogRecordNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(3, result.Errors.Length);
    }

    [Fact]
    public void The_script_runs_in_the_scope_of_the_caller()
    {
        ScriptResult result = Run("""
            function Test-Scope($p) { Trace-TradingScript { $sum = $p + 1; $args.Count }; $sum }
            Test-Scope 4
            """);

        Assert.Equal([0, 5], result.Values);
    }

    private ScriptResult Run(string script)
    {
        ScriptResult result = _session.Invoke($"{Prelude}\n{script}");
        Assert.Null(result.Failure);
        return result;
    }

    private string[] Records => [.. LogFiles.Records(_session.TextLines()).Select(WithoutTime)];

    private static string WithoutTime(string record) =>
        System.Text.RegularExpressions.Regex.Replace(record, "[0-9]+[.][0-9]{3}s", "#s");
}
