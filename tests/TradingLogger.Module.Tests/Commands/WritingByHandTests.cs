using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WritingByHandTests : IDisposable
{
    private readonly PowerShellSession _session = LogFiles.LoggingSession("de-DE");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("[pscustomobject]@{ Action = 'FILL'; Symbol = 'X'; EventTime = '2025-12-18T10:30:45Z' }")]
    [InlineData("[ordered]@{ Symbol = 'X'; EventTime = [datetimeoffset]'2025-12-18T10:30:45Z'; action = 'FILL' }")]
    [InlineData("@{ Symbol = 'X'; EVENTTIME = '2025-12-18T10:30:45Z'; Action = 'FILL' }")]
    [InlineData("'Action,Symbol,EventTime', 'FILL,X,2025-12-18T10:30:45Z' | ConvertFrom-Csv")]
    public void Action_and_time_of_an_event_are_bound_by_the_names_of_an_input(string input)
    {
        _session.Invoke($"{input} | Write-TradeEvent").Succeeded();

        Assert.Equal(
            ["{\"action\": \"FILL\", \"event_time\": \"2025-12-18T10:30:45.000000+00:00\", \"Symbol\": \"X\"}"],
            _session.Events());
    }

    [Fact]
    public void An_object_of_a_class_gives_action_and_time_by_its_properties()
    {
        _session.Invoke(
            """
            class Fill {
                [string]$Action = 'FILL'
                [datetimeoffset]$EventTime = '2025-01-02T03:04:05Z'
                [int]$Quantity = 3
            }
            [Fill]::new(), ([Fill]::new() | Add-Member note 'late' -PassThru) | Write-TradeEvent
            """).Succeeded();

        Assert.Equal(
            [
                "{\"action\": \"FILL\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\", \"Quantity\": 3}",
                "{\"action\": \"FILL\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\", \"note\": \"late\", "
                    + "\"Quantity\": 3}",
            ],
            _session.Events());
    }

    [Fact]
    public void An_action_that_is_given_wins_and_the_other_one_is_kept_with_a_warning()
    {
        ScriptResult result = _session.Invoke(
            "[pscustomobject]@{ Action = 'A'; n = 1 } | Write-TradeEvent B").Succeeded();

        Assert.Equal(["{\"action\": \"B\", \"data.Action\": \"A\", \"n\": 1}"], _session.Events());
        Assert.Contains("data.Action", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_given_wins_and_the_other_one_stays_a_member()
    {
        _session.Invoke("@{ Action = 'A'; EventTime = 'dusk' } | Write-TradeEvent -EventTime 2025-01-02T03:04:05Z")
            .Succeeded();

        Assert.Equal(
            ["{\"action\": \"A\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\", \"EventTime\": \"dusk\"}"],
            _session.Events());
    }

    [Fact]
    public void Without_a_pipeline_the_data_says_what_happened_and_when_only_where_no_action_is_given()
    {
        _session.Invoke(
            """
            Write-TradeEvent -Data ([ordered]@{ Action = 'A'; EventTime = '2025-01-02T03:04:05Z' })
            Write-TradeEvent B ([ordered]@{ EventTime = 'noon'; event_time = 'late'; empty = '' })
            """).Succeeded();

        Assert.Equal(
            [
                "{\"action\": \"A\", \"event_time\": \"2025-01-02T03:04:05.000000+00:00\"}",
                "{\"action\": \"B\", \"EventTime\": \"noon\", \"event_time\": \"late\", \"empty\": \"\"}",
            ],
            _session.Events());
    }

    [Fact]
    public void What_lacks_an_action_or_has_a_doubtful_time_is_an_error_and_the_next_input_is_written()
    {
        ScriptResult result = _session.Invoke(
            """
            $thrower = [pscustomobject]@{ n = 1 } | Add-Member ScriptProperty Action { throw 'no' } -PassThru
            @{ n = 1 }, @{ Action = ' ' }, @{ Action = 1, 2 }, 'text', 5, $thrower,
                @{ Action = 'A'; EventTime = '03/04/2025' }, @{ Action = 'A'; EventTime = 1766053845123 },
                @{ Action = 'A'; event_time = '03/04/2025' }, @{ Action = 'LAST'; EventTime = '' } | Write-TradeEvent
            Write-TradeEvent
            """);

        string[] ids = [.. result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];
        Assert.Equal(
            [
                .. Enumerable.Repeat("NoTradeAction", 5), "InvalidTradeEvent", "InvalidTradeEvent",
                "InvalidTradeEvent", "InvalidTradeEvent", "NoTradeAction",
            ],
            ids);
        Assert.Contains("Hashtable has no member Action", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["{\"action\": \"LAST\"}"], _session.Events());
    }

    [Theory]
    [InlineData("'2025-12-18T10:30:45Z'", "\"2025-12-18T10:30:45Z\"")]
    [InlineData("1766053845123", "1766053845123")]
    [InlineData("'1766053845123'", "\"1766053845123\"")]
    [InlineData("''", "\"\"")]
    public void A_member_event_time_that_is_no_riddle_stays_as_it_is(string time, string written)
    {
        _session.Invoke($"@{{ Action = 'A'; event_time = {time} }} | Write-TradeEvent").Succeeded();

        Assert.Equal([$"{{\"action\": \"A\", \"event_time\": {written}}}"], _session.Events());
    }

    [Fact]
    public void A_batch_takes_names_and_writes_nothing_when_one_lacks_its_action()
    {
        Assert.StartsWith(
            "NoTradeAction",
            _session.Invoke("@{ Action = 'A' }, @{ n = 1 } | Write-TradeEvent -AsBatch").Failed().FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_session.File("logs/trades.log")));

        object[] actions = [.. _session.Invoke(
            "(@{ Action = 'A' }, @{ Action = 'B' } | Write-TradeEvent -AsBatch -PassThru).Action").Succeeded().Values];
        Assert.Equal(["A", "B"], actions);
    }

    [Fact]
    public void Keys_that_differ_by_case_only_are_not_lost()
    {
        _session.Invoke(
            """
            $table = [System.Collections.Generic.Dictionary[string, object]]::new()
            $table['Action'] = 'A'; $table['action'] = 'other'; $table['n'] = 1
            $table | Write-TradeEvent 3> $null
            """).Succeeded();

        Assert.Equal(["{\"action\": \"A\", \"data.action\": \"other\", \"n\": 1}"], _session.Events());
    }

    [Fact]
    public void A_log_is_copied_with_every_digit_and_its_times()
    {
        _session.Invoke("New-Item -ItemType Directory old | Out-Null");
        const string A = "\"q\": 0.10, \"big\": 1234567890.12345678901234567890, \"e\": 1e-30, "
            + "\"list\": [0.10, {\"x\": 1.50}], \"seq\": 7}";
        const string B = "\"event_time\": \"2025-12-18T09:00:00Z\"";
        const string C = "\"transactTime\": 1766053845123, \"note\": ";
        File.WriteAllLines(
            _session.File("old/trades.log"),
            [
                "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"A\", " + A,
                "{\"timestamp\": \"2025-12-18T10:30:46.000000+01:00\", \"action\": \"B\", " + B
                    + ", \"evidence\": {\"pid\": 1}, \"truncated\": true}",
                "{\"timestamp\": \"2025-12-18T10:30:47.000000+01:00\", \"action\": \"C\", " + C + "\"é\"}",
            ]);

        ScriptResult result = _session.Invoke(
            """
            Get-TradeEvent old | Write-TradeEvent
            Get-Content old/trades.log | Write-TradeEvent
            Get-TradeEvent old | Write-TradeEvent -AsBatch
            """).Succeeded();

        string[] copies =
        [
            "{\"action\": \"A\", \"event_time\": \"2025-12-18T10:30:45.123456+01:00\", " + A,
            "{\"action\": \"B\", " + B + ", \"truncated\": true}",
            "{\"action\": \"C\", " + C + "\"\\u00e9\"}",
        ];
        Assert.Equal([.. copies, .. copies, .. copies], _session.Events());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_chained_log_is_copied_with_numbers_of_its_own()
    {
        object?[] proof = [.. _session.Invoke(
            """
            Initialize-TradingLogger old -NoConsole -Integrity Chain -Evidence Pid 3> $null
            1..3 | ForEach-Object { Write-TradeEvent T @{ n = $_ } }
            Initialize-TradingLogger new -NoConsole -Integrity Chain 3> $null
            Write-TradeEvent FIRST
            Get-TradeEvent old | Write-TradeEvent
            Get-TradeEvent new -Action T | ForEach-Object { "$($_.seq) $($_.n) $($_.evidence)" }
            Test-TradeLog new -Quiet
            """).Succeeded().Values];

        Assert.Equal(["2 1 ", "3 2 ", "4 3 ", true], proof);
    }

    [Fact]
    public void A_copy_that_was_exported_is_an_event_again()
    {
        _session.Invoke(
            """
            Write-TradeEvent A ([ordered]@{ q = 5; side = 'BUY' }) -EventTime 2025-01-02T03:04:05Z
            $event = Get-TradeEvent logs
            $event | Export-Csv t.csv; $event | Export-Clixml t.xml
            Import-Csv t.csv | Write-TradeEvent
            Import-Clixml t.xml | Write-TradeEvent
            $event.ToString() | ConvertFrom-Json | Write-TradeEvent
            """).Succeeded();

        string[] lines = [.. _session.Events()];
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Contains("\"q\": 5, \"side\": \"BUY\"}", line, StringComparison.Ordinal));
        Assert.Single(_session.Invoke("Get-TradeEvent logs | Group-Object { [datetimeoffset]$_.event_time }").Output);
    }

    [Fact]
    public void A_copy_out_of_Clixml_keeps_every_digit_and_what_a_script_changed()
    {
        const string Numbers = "\"a\": 1234567890123456789012345678.10, \"b\": 123456789012345678901234567890, "
            + "\"c\": 0.10, \"legs\": [{\"q\": 0.10}]";
        Directory.CreateDirectory(_session.File("old"));
        File.WriteAllText(
            _session.File("old/trades.log"),
            "{\"timestamp\": \"2025-12-18T10:30:45.000000+01:00\", \"action\": \"A\", " + Numbers + "}\n");

        _session.Invoke(
            """
            Get-TradeEvent old | Export-Clixml e.xml -Depth 5
            $copy = Import-Clixml e.xml
            $copy | Write-TradeEvent
            $copy.c = 0.20d
            $copy | Write-TradeEvent
            """).Succeeded();

        string[] events = [.. _session.Events()];
        Assert.EndsWith("+01:00\", " + Numbers + "}", events[0], StringComparison.Ordinal);
        Assert.Contains("\"b\": 123456789012345678901234567890, \"c\": 0.20,", events[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_of_a_copy_are_those_of_the_original()
    {
        string[] reports = [.. _session.Invoke(
            """
            Initialize-TradingLogger old -NoConsole 3> $null
            foreach ($i in 1..5) {
                $at = "2025-12-18T10:30:0$i"
                $order = [ordered]@{ order_id = "o$i"; symbol = 'BTCUSDT'; side = 'BUY'; quantity = 0.10d; price = 5.5 }
                Write-TradeEvent ORDER_PLACED $order -EventTime "$at+01:00"
                $paid = @{ fee = 0.01d; fee_currency = 'USDT'; transact_time = "$at.5+01:00" }
                Write-TradeEvent ORDER_FILLED ($order + $paid)
                Write-TradeEvent POSITION_CLOSED @{ symbol = 'BTCUSDT'; pnl = 1.10d; n = $i } -EventTime "$at+01:00"
            }
            Initialize-TradingLogger new -NoConsole 3> $null
            Get-TradeEvent old | Write-TradeEvent
            foreach ($log in 'old', 'new') {
                Measure-TradeActivity $log | Select-Object * -ExcludeProperty Files | Out-String -Width 4000
            }
            """).Succeeded().Values.Cast<string>()];

        Assert.Equal(2, reports.Length);
        Assert.Contains("BTCUSDT", reports[0], StringComparison.Ordinal);
        Assert.Equal(reports[0], reports[1]);
    }
}
