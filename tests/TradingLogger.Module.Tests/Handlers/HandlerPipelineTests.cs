using System.Collections.Concurrent;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Handlers;

/// <summary>Handlers of several loggers, and what a handler could not take.</summary>
public sealed class HandlerPipelineTests : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly ConcurrentQueue<object> _seen = new();

    public HandlerPipelineTests() => _session.Invoke(
        "param($Seen) $global:seen = $Seen; Initialize-TradingLogger logs -NoConsole", ("Seen", _seen)).Succeeded();

    public void Dispose()
    {
        _session.Dispose();
        foreach (LoggerInstance instance in TradingLogger.Instances)
            instance.Close();
    }

    [Fact]
    public void A_handler_that_is_piped_is_removed_from_its_own_logger()
    {
        ScriptResult result = _session.Invoke("""
            Initialize-TradingLogger risk -Name risk -NoConsole
            Add-TradingLogHandler pager { }
            Add-TradingLogHandler pager { } -Instance risk
            Get-TradingLogHandler pager -Instance risk | Remove-TradingLogHandler
            Get-TradingLogHandler -Instance * | ForEach-Object { "$($_.Instance) $($_.Name)" }
            Get-TradingLogHandler f*, file -Instance r* | ForEach-Object Name
            """).Succeeded();

        Assert.Equal(
            ["default file", "default trades", "default pager", "risk file", "risk trades", "file"], result.Values);
    }

    [Fact]
    public void What_a_full_queue_has_no_room_for_is_counted_and_the_warning_of_it_is_not()
    {
        var state = (HandlerState)_session.Invoke("""
            Add-TradingLogHandler stuck { ($using:seen).Enqueue(1); Start-Sleep 3600 } -Capacity 2 -DrainTimeout 0
            Write-TradingLog first
            while ($seen.IsEmpty) { }
            1..6 | Write-TradingLog
            Get-TradingLogHandler stuck
            Remove-TradingLogHandler stuck
            """).Succeeded().Values.Single();

        Assert.Equal((2, 4, 4), (state.Waiting, state.Dropped, state.Failures));
        Assert.Contains(
            "The handler stuck was closed before it took all records (left: 2, and one cut in the middle). ",
            File.ReadAllText(_session.File("logs/trading.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_message_the_pipeline_takes_errors_and_makes_none_of_other_objects()
    {
        ScriptResult result = _session.Invoke("""
            1, 'disk full', $null, @{ a = 1 } | Write-TradingLog tick
            try { throw 'boom' } catch { $_, $_.Exception | Write-TradingLog 'order refused' }
            'one', $null | Write-TradingLog
            """);

        Assert.All(
            result.Errors,
            error => Assert.StartsWith("NotAnError,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        string[] told = ["Int32", "String", "$null", "Hashtable"];
        Assert.Equal(told.Length, result.Errors.Length);
        Assert.All(told.Zip(result.Errors), pair => Assert.Contains(pair.First, $"{pair.Second}"));
        string[] lines =
            [.. File.ReadAllLines(_session.File("logs/trading.log")).Where(line => line.Contains(" | trading:"))];
        Assert.Equal(
            ["order refused", "order refused", "one", ""], lines.Select(line => line.Split(" | ", 4)[3].Trim()));
    }
}
