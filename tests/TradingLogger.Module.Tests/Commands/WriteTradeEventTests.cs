using System.Globalization;
using System.Management.Automation;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WriteTradeEventTests
{
    [Fact]
    public void An_event_is_one_JSON_line_with_the_members_in_the_callers_order()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; quantity = 0.10d; price = 50000.0 })")
            .Succeeded();

        Assert.Equal(
            ["""{"action": "ORDER_FILLED", "symbol": "BTCUSDT", "quantity": 0.10, "price": 50000.0}"""],
            session.Events());
    }

    [Fact]
    public void A_hashtable_gives_the_same_line_in_every_process()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Write-TradeEvent X @{ c = 1; a = 2; b = 3 }").Succeeded();

        Assert.Equal(["""{"action": "X", "a": 2, "b": 3, "c": 1}"""], session.Events());
    }

    [Fact]
    public void An_event_needs_no_data()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("Write-TradeEvent HEARTBEAT").Succeeded();

        Assert.Equal(["""{"action": "HEARTBEAT"}"""], session.Events());
    }

    [Fact]
    public void Objects_from_the_pipeline_are_one_event_each()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("[pscustomobject]@{ id = 1 }, [ordered]@{ id = 2 } | Write-TradeEvent ORDER_PLACED").Succeeded();

        Assert.Equal(["""{"action": "ORDER_PLACED", "id": 1}""", """{"action": "ORDER_PLACED", "id": 2}"""], session.Events());
    }

    [Fact]
    public void An_empty_pipeline_writes_nothing()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("@() | Write-TradeEvent ORDER_PLACED").Succeeded();

        Assert.False(File.Exists(session.File("logs/trades.log")));
    }

    [Theory]
    [InlineData("Write-TradeEvent X $null")]
    [InlineData("Write-TradeEvent X -Data $null")]
    [InlineData("$null | Write-TradeEvent X")]
    public void Null_data_is_an_error_that_says_what_to_do(string script)
    {
        using var session = LogFiles.LoggingSession();

        var error = Assert.Single(session.Invoke(script).Errors);

        Assert.Equal("NullTradeEventData,TradingLogging.PowerShell.WriteTradeEventCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Leave -Data out", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Write-TradeEvent '' @{ a = 1 }", "Name what happened")]
    [InlineData("Write-TradeEvent '  ' @{ a = 1 }", "Name what happened")]
    [InlineData("Write-TradeEvent X 5", "has none. Pass a dictionary")]
    [InlineData("Write-TradeEvent X 'text'", "has none. Pass a dictionary")]
    [InlineData("Write-TradeEvent X -Data 1, 2", "has none. Pass a dictionary")]
    public void What_cannot_be_an_event_is_an_error_that_names_its_data(string script, string advice)
    {
        using var session = LogFiles.LoggingSession();

        var error = Assert.Single(session.Invoke(script).Errors);

        Assert.Equal("InvalidTradeEvent,TradingLogging.PowerShell.WriteTradeEventCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains(advice, error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.TargetObject);
    }

    [Fact]
    public void One_bad_event_does_not_keep_the_others_of_the_pipeline_out()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("@{ a = 1 }, 5, $null, @{ a = 2 } | Write-TradeEvent X");

        Assert.Equal(2, result.Errors.Length);
        Assert.Equal(["""{"action": "X", "a": 1}""", """{"action": "X", "a": 2}"""], session.Events());
    }

    [Fact]
    public void An_error_stops_the_script_when_it_says_so()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("Write-TradeEvent X 5 -ErrorAction Stop; 'not reached'");

        Assert.Empty(result.Output);
        Assert.StartsWith("InvalidTradeEvent", result.Failure?.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_would_take_the_lines_own_name_is_kept_and_warned_of()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("Write-TradeEvent X @{ timestamp = 1; a = 2 }").Succeeded();

        Assert.Contains("data.timestamp", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["""{"action": "X", "a": 2, "data.timestamp": 1}"""], session.Events());
    }

    [Theory]
    [InlineData("'2025-01-02T03:04:05+02:00'", "2025-01-02T03:04:05.000000+02:00")]
    [InlineData("([DateTimeOffset]::new(2025, 1, 2, 3, 4, 5, [TimeSpan]::FromHours(2)))", "2025-01-02T03:04:05.000000+02:00")]
    [InlineData("([DateTime]::new(2025, 1, 2, 3, 4, 5, [DateTimeKind]::Utc))", "2025-01-02T03:04:05.000000+00:00")]
    [InlineData("'01/02/2025 03:04:05Z'", "2025-01-02T03:04:05.000000+00:00")]
    public void An_event_time_is_read_in_the_same_way_in_every_culture(string time, string expected)
    {
        using var session = LogFiles.LoggingSession("de-DE");

        session.Invoke($"Write-TradeEvent X -EventTime {time}").Succeeded();

        Assert.Equal([$$"""{"action": "X", "event_time": "{{expected}}"}"""], session.Events());
    }

    [Fact]
    public void An_event_time_without_offset_is_the_machines_wall_clock()
    {
        using var session = LogFiles.LoggingSession();
        var wallClock = new DateTime(2025, 7, 2, 3, 4, 5);

        session.Invoke("param($Time) Write-TradeEvent X -EventTime $Time; Write-TradeEvent X -EventTime '2025-07-02 03:04:05'",
            ("Time", wallClock)).Succeeded();

        var expected = new DateTimeOffset(wallClock).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        Assert.Equal(
            Enumerable.Repeat($$"""{"action": "X", "event_time": "{{expected}}"}""", 2),
            session.Events());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("yesterday")]
    [InlineData("'32.01.2025'")]
    public void A_wrong_event_time_is_an_error_that_shows_a_right_one(string time)
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke($"Write-TradeEvent X -EventTime {time}");

        Assert.Contains("2025-12-18T10:30:45+01:00", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passed_through_is_the_event_as_it_stands_in_the_log()
    {
        using var session = LogFiles.LoggingSession();

        var output = session.Invoke("""
            $event = Write-TradeEvent ORDER_FILLED ([ordered]@{ symbol = 'BTCUSDT'; price = 50000.0; quantity = 0.10d; legs = @(@{ id = 1 }, 2); Members = 'm' }) -PassThru
            $event.GetType().FullName; $event.Action; $event.Symbol; $event.price; $event.quantity.ToString(); $event.legs[0].id; $event.legs[1]; $event.Members
            $event.Timestamp.ToString('yyyy-MM-ddTHH:mm:ss.ffffffzzz', [cultureinfo]::InvariantCulture)
            """).Succeeded();

        var line = Assert.Single(session.TradeLines());
        Assert.Equal(
            ["TradingLogging.Reading.TradeEvent", "ORDER_FILLED", "BTCUSDT", 50000.0, "0.10", 1L, 2L, "m"],
            output.Values.SkipLast(1));
        Assert.Contains((string)output.Values.Last(), line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_data_is_passed_through()
    {
        using var session = LogFiles.LoggingSession();

        Assert.Equal(["HEARTBEAT"], session.Invoke("(Write-TradeEvent HEARTBEAT -PassThru).Action").Succeeded().Values);
    }

    [Fact]
    public void Members_whose_names_PowerShell_cannot_tell_apart_are_in_the_log_and_the_first_is_on_the_object()
    {
        using var session = LogFiles.LoggingSession();

        var output = session.Invoke("""
            $names = [System.Collections.Generic.Dictionary[string, object]]::new()
            $names['id'] = 1; $names['ID'] = 2; $names['symbol'] = 7
            $event = Write-TradeEvent X ([ordered]@{ inner = $names; symbol = 8 }) -PassThru
            $event.inner.id; $event.symbol
            """).Succeeded();

        Assert.Equal([1L, 8L], output.Values);
    }

    [Fact]
    public void Before_initialising_the_error_says_how_to_initialise()
    {
        using var session = new PowerShellSession();

        var failure = Assert.Single(session.Invoke("Write-TradeEvent X @{ a = 1 }").Errors);

        Assert.Equal("NotInitialized,TradingLogging.PowerShell.WriteTradeEventCommand", failure.FullyQualifiedErrorId);
        Assert.Contains("Initialize-TradingLogger -LogDirectory logs", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_could_not_be_written_is_an_error_with_its_data()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trades.log"));

        var error = Assert.Single(session.Invoke("Write-TradeEvent X @{ id = 7 }").Errors);

        Assert.Equal("TradeEventNotWritten,TradingLogging.PowerShell.WriteTradeEventCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
        Assert.Equal(7, ((System.Collections.Hashtable)error.TargetObject)["id"]);
        Assert.Contains(session.File("logs/trades.log"), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_whose_copy_failed_has_another_error_so_that_it_is_not_written_again()
    {
        using var session = LogFiles.LoggingSession();
        Directory.CreateDirectory(session.File("logs/trading.log"));

        var error = Assert.Single(session.Invoke("Write-TradeEvent X @{ id = 7 }").Errors);

        Assert.Equal("TradeEventCopyNotWritten,TradingLogging.PowerShell.WriteTradeEventCommand", error.FullyQualifiedErrorId);
        Assert.Single(session.TradeLines());
    }

    [Fact]
    public void A_logger_closed_in_mid_pipeline_is_an_error()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("1..3 | ForEach-Object { if ($_ -eq 2) { Close-TradingLogger }; @{ id = $_ } } | Write-TradeEvent X");

        Assert.StartsWith("NotInitialized", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(session.TradeLines());
    }
}
