using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Tests.Commands;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests;

public sealed class ModuleLifetimeTests
{
    private static string Import =>
        $"Import-Module -Name ([WildcardPattern]::Escape('{Manifest.Replace("'", "''", StringComparison.Ordinal)}'))";

    private static string Manifest => RepositoryRoot.File("TradingLogger.psd1");

    [Fact]
    public void Removing_the_module_closes_the_files()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Write-TradeEvent X; Remove-Module TradingLogger").Succeeded();

        Assert.False(TradingLogger.IsInitialized);
        Directory.Delete(session.File("logs"), recursive: true);
    }

    [Fact]
    public void Importing_again_with_force_works_twice()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($$"""
            {{Import}} -Force
            {{Import}} -Force
            {{LogFiles.Initialize}}
            Write-TradeEvent X @{ value = [pscustomobject]@{ a = 1 } }
            """).Succeeded();

        Assert.Equal(["""{"action": "X", "value": {"a": 1}}"""], session.Events());
    }

    [Fact]
    public void Parallel_runspaces_write_to_the_one_logger_and_leave_it_open()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($$"""
            1..40 | ForEach-Object -ThrottleLimit 4 -Parallel {
                {{Import}} -Force
                $number = $_
                Write-TradeEvent X @{ number = $number; value = [pscustomobject]@{ a = 1 } }
                Measure-TradingOperation "operation $number" { }
            }
            Write-TradeEvent LAST
            """).Succeeded();

        Assert.Equal(
            Enumerable.Range(1, 40).Select(i => $$$"""{"action": "X", "number": {{{i}}}, "value": {"a": 1}}""").Order(),
            session.Events().SkipLast(1).Order());
        Assert.Equal(
            40,
            session.Messages().Count(message => message.StartsWith("operation", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_nested_runspace_that_removes_the_module_leaves_the_logger_to_its_owner()
    {
        using var session = LogFiles.LoggingSession();

        RunElsewhere($"{Import}; Write-TradeEvent NESTED; Remove-Module TradingLogger");

        Assert.Equal(["""{"action": "NESTED"}"""], session.Events());
        Assert.True(TradingLogger.IsInitialized);
    }

    [Fact]
    public void A_logger_whose_runspace_has_been_closed_is_closed_by_whoever_removes_the_module()
    {
        using var session = new PowerShellSession();
        RunElsewhere($"{Import}; Initialize-TradingLogger -LogDirectory '{session.File("logs")}'");
        Assert.True(TradingLogger.IsInitialized);

        session.Invoke("Remove-Module TradingLogger").Succeeded();

        Assert.False(TradingLogger.IsInitialized);
    }

    [Fact]
    public void Everything_works_in_strict_mode_and_when_every_error_stops()
    {
        using var session = new PowerShellSession();

        session.Invoke("""
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            Get-TradingLoggerConfig | Initialize-TradingLogger -LogLevel Debug
            Write-TradingLog 'x'
            try { throw 'error' } catch { Write-TradingLog -ErrorRecord $_ -Level Error }
            $written = Write-TradeEvent X ([ordered]@{ symbol = 'BTCUSDT'; price = 1.5 }) -PassThru
            $null = $written.Symbol, $written.price
            Measure-TradingOperation op { $inside = 1 }
            $null = $inside
            $null = (Get-TradingLogger).Handlers
            Close-TradingLogger
            """).Succeeded();
    }

    private static void RunElsewhere(string script)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var engine = Engine.Create(runspace);
        engine.AddScript(script).Invoke();
        Assert.Empty(engine.Streams.Error);
    }
}
