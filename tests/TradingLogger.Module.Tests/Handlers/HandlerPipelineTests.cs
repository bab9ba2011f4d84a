using System.Collections.Concurrent;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Handlers;

/// <summary>What the pipeline gives to cmdlets, and what their handlers could not take.</summary>
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

    [Fact]
    public void A_block_with_clauses_is_measured_for_each_input()
    {
        ScriptResult result = _session.Invoke("""
            1..2 | Measure-TradingOperation op -Level INFO { begin { 'b' } process { "p$_" } end { 'e' } }
            3 | Measure-TradingOperation op -Level INFO { process { "p$_" } }
            """).Succeeded();

        Assert.Equal(["b", "p1", "e", "b", "p2", "e", "p3"], result.Values);
        Assert.Equal(
            3,
            File.ReadAllLines(_session.File("logs/trading.log"))
                .Count(line => line.Contains("op completed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Watch-TradingLog -Timeout -1")]
    [InlineData("Watch-TradeEvent -Timeout -1")]
    [InlineData("Measure-TradingOperation x { } -WarnAfter -1")]
    [InlineData("Add-TradingLogHandler x { } -DrainTimeout -1")]
    public void A_negative_duration_is_one_error_in_the_same_words(string script) => Assert.EndsWith(
        "The duration -00:00:01 is negative. Give 0 or more.",
        _session.Invoke(script).Failed().ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Watch-TradingLog -Timeout 60d")]
    [InlineData("Watch-TradeEvent -Timeout 60d")]
    public void A_time_to_watch_that_no_timer_has_is_an_error(string script) => Assert.Contains(
        "is too long", _session.Invoke(script).Failed().ToString(), StringComparison.Ordinal);

    [Fact]
    public void All_files_of_a_directory_may_be_piped_hidden_ones_too()
    {
        ScriptResult result = _session.Invoke("""
            Write-TradeEvent A
            (Get-ChildItem logs -Force | Get-TradeEvent).Action
            @(Get-ChildItem logs -Force | Get-TradingLog).Count
            Get-ChildItem logs -Force | Test-TradeLog -Quiet
            """).Succeeded();

        Assert.Equal(["A", 1, true], result.Values);
        Assert.Empty(result.Warnings);
        Assert.True(Directory.GetFiles(_session.File("logs"), ".*").Length > 0);
    }

    [Fact]
    public void Objects_of_JSON_are_events_and_broken_JSON_is_told_in_plain_words()
    {
        ScriptResult result = _session.Invoke("""
            $parse = { [System.Text.Json.JsonDocument]::Parse($args[0]) }
            Write-TradeEvent -Data ([System.Text.Json.Nodes.JsonNode]::Parse('{"action":"A","q":1.50}'))
            & $parse '{"Action":"B","EventTime":"2025-01-01T00:00:00Z","q":1.50}' | Write-TradeEvent
            (& $parse '{"timestamp":"2025-01-01T00:00:00Z","action":"C","q":1.50}').RootElement | Write-TradeEvent
            & $parse '{"Action":"D","q":1,"q":2}' | Write-TradeEvent
            (& $parse '[1]').RootElement | Write-TradeEvent
            [System.Text.Json.Nodes.JsonNode]::Parse('{"action":"A"}') | Write-TradeEvent
            '{"action": "A", ' | Write-TradeEvent
            """);

        const string Rest = "\"event_time\": \"2025-01-01T00:00:00.000000+00:00\", \"q\": 1.50}";
        string[] lines = File.ReadAllLines(_session.File("logs/trades.log"));
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("\"action\": \"A\", \"q\": 1.50}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\"action\": \"B\", " + Rest, lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\"action\": \"C\", " + Rest, lines[2], StringComparison.Ordinal);
        string[] told = ["two members q", "JsonElement has no member", "give it as -Data", "breaks at byte 17"];
        Assert.Equal(told.Length, result.Errors.Length);
        Assert.All(told.Zip(result.Errors), pair => Assert.Contains(pair.First, $"{pair.Second}"));
    }

    [Fact]
    public void A_list_of_loggers_in_an_error_is_short_and_one_that_is_closed_is_named()
    {
        ScriptResult result = _session.Invoke("""
            1..12 | ForEach-Object { Initialize-TradingLogger "m$_" -Name "m$_" -NoConsole }
            Close-TradingLogger m2
            $told = { try { & $args[0] } catch { "$_" } }
            & $told { Write-TradingLog x -Instance nope }
            & $told { Get-TradeEvent -Instance m2 }
            & $told { Test-TradeLog -Instance m2 }
            Close-TradingLogger default
            & $told { Get-TradeEvent }
            """).Succeeded();

        string[] told = [.. result.Values.Select(value => $"{value}")];
        Assert.Contains(" more. ", told[0], StringComparison.Ordinal);
        Assert.Contains("the logger m2 is not initialised", told[1], StringComparison.Ordinal);
        Assert.Contains("the logger m2 is not initialised", told[2], StringComparison.Ordinal);
        Assert.Contains("-Instance means one of those", told[3], StringComparison.Ordinal);
    }
}
