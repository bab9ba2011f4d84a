using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Documentation;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class TradingLogHandlerTests : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly ConcurrentQueue<object> _seen = new();

    public TradingLogHandlerTests() => _session.Invoke(
        "param($Seen) $global:seen = $Seen; Initialize-TradingLogger -LogDirectory logs -NoConsole", ("Seen", _seen))
        .Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_block_gets_the_records_of_its_loggers_and_levels()
    {
        _session.Invoke("""
            $add = @{ Name = 'pager'; Level = 'ERROR'; Logger = 'trading.*'; DrainTimeout = 300 }
            Add-TradingLogHandler @add {
                param($record)
                ($using:seen).Enqueue("$($record.Level) $($record.Logger) $($_.Message) $($record.Data.id)")
            }
            Write-TradingLog 'one {id}' -Data @{ id = 7 } -Level ERROR -Logger trading.risk
            Write-TradingLog 'below' -Level WARNING -Logger trading.risk
            Write-TradingLog 'elsewhere' -Level ERROR -Logger other
            Remove-TradingLogHandler pager
            Write-TradingLog 'late' -Level ERROR -Logger trading.risk
            """).Succeeded();

        Assert.Equal(["Error trading.risk one 7 7"], _seen);
    }

    [Fact]
    public void A_filter_decides_and_an_event_has_its_members_masked()
    {
        _session.Invoke("""
            $wanted = 'BTC'
            Add-TradingLogHandler fills -DrainTimeout 300 -Force -Filter { $_.Event.symbol -eq $using:wanted } {
                ($using:seen).Enqueue("$($_.Event.Action) $($_.Event.api_key)")
            }
            'BTC', 'ETH' | ForEach-Object { Write-TradeEvent FILL @{ symbol = $_; api_key = 'k123456789' } }
            Close-TradingLogger
            """).Succeeded();

        Assert.Equal(["FILL ***"], _seen);
    }

    [Fact]
    public void A_block_that_throws_or_writes_an_error_is_counted_told_once_and_fails_no_call()
    {
        ScriptResult result = _session.Invoke("""
            Add-TradingLogHandler bad -DrainTimeout 300 {
                param($record)
                if ($record.Message -eq 'a') { throw 'no network' }
                Write-Error soft
            }
            'a', 'b' | Write-TradingLog
            while ((Get-TradingLogHandler bad).Failures -lt 2) { }
            Get-TradingLogHandler bad
            """).Succeeded();
        var state = (HandlerState)result.Values.Single();

        Assert.Equal((0, 2, "soft"), (state.Events, state.Failures, state.LastError));
        string warning = Assert.Single(
            _session.TextLines(),
            line => line.Contains("| trading.handlers", StringComparison.Ordinal));
        Assert.Contains("The handler bad failed: no network. ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_logs_and_removes_the_module_harms_nothing()
    {
        _session.Invoke("""
            Add-TradingLogHandler self -DrainTimeout 300 {
                Write-TradingLog "again $($_.Message)"
                Remove-Module TradingLogger
            }
            Write-TradingLog once
            Remove-TradingLogHandler self
            Write-TradingLog 'still there'
            """).Succeeded();

        Assert.Equal(["once", "again once", "still there"], _session.Messages());
    }

    [Fact]
    public void A_handler_without_room_counts_the_records_and_not_its_own_warning()
    {
        ScriptResult result = _session.Invoke("""
            $go = [System.Threading.ManualResetEventSlim]::new()
            Add-TradingLogHandler full { ($using:seen).Enqueue($_.Message); ($using:go).Wait() } -Capacity 1
            Write-TradingLog 'in hand'
            while ($seen.IsEmpty) { }
            'waits', 'lost', 'lost' | Write-TradingLog
            (Get-TradingLogHandler full).Dropped
            $go.Set()
            """).Succeeded();

        Assert.Equal([2L], result.Values);
    }

    [Fact]
    public void A_block_that_hangs_is_given_up_when_the_logger_closes()
    {
        _session.Invoke("""
            Add-TradingLogHandler hangs { ($using:seen).Enqueue(1); Start-Sleep 3600 } -DrainTimeout 0
            'a', 'b' | Write-TradingLog
            while ($seen.IsEmpty) { }
            Close-TradingLogger
            """).Succeeded();

        Assert.Contains(
            _session.TextLines(),
            line => line.EndsWith(
                "The handler hangs was closed before it took all records (left: 1, and one cut in the middle). "
                    + "They are dropped and counted; the log files have all records (Get-TradingLogHandler hangs).",
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Add-TradingLogHandler FILE { }", "HandlerExists")]
    [InlineData("Add-TradingLogHandler file { } -Force", "HandlerExists")]
    [InlineData("1..2 | ForEach-Object { Add-TradingLogHandler two { } }", "HandlerExists")]
    [InlineData("Add-TradingLogHandler x { $using:nothing }", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler x { } -DrainTimeout -1", "ParameterArgumentValidationError")]
    [InlineData("Add-TradingLogHandler x { } -DrainTimeout 2h", "ParameterArgumentValidationError")]
    [InlineData("Add-TradingLogHandler console { }", "HandlerExists")]
    [InlineData("Add-TradingLogHandler \"a`nb\" { }", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler 'a*' { }", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler ' ' { }", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler x { begin { } process { $_ } }", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler x { } -Filter { process { $true } }", "InvalidHandler")]
    [InlineData("filter f { $_ }; Add-TradingLogHandler x (Get-Item function:f).ScriptBlock", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler x -Journal -JournalSocket no/such", "InvalidHandler")]
    [InlineData("Add-TradingLogHandler x { } -Logger '['", "InvalidCondition")]
    [InlineData("Get-TradingLogHandler '['", "InvalidCondition")]
    [InlineData("Get-TradingLogHandler nothing", "HandlerNotFound")]
    [InlineData("Remove-TradingLogHandler nothing", "HandlerNotFound")]
    [InlineData("Remove-TradingLogHandler trades", "HandlerIsBuiltIn")]
    [InlineData("Close-TradingLogger; Add-TradingLogHandler x { }", "NotInitialized")]
    [InlineData("Close-TradingLogger; Get-TradingLogHandler x", "HandlerNotFound")]
    public void A_mistake_has_an_error_id(string script, string id)
    {
        ErrorRecord error = _session.Invoke(script).Failed();

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Windows_there_is_no_Event_Log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one.");

        ErrorRecord error = Assert.Single(_session.Invoke("Add-TradingLogHandler x -EventLog -Source desk").Errors);
        Assert.StartsWith("InvalidHandler,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Handlers_are_shown_piped_and_completed()
    {
        var values = _session.Invoke("""
            (Add-TradingLogHandler pager { } -PassThru -Capacity 5 -Level debug).Level
            (Get-TradingLogHandler f*, p*).Name -join ' '
            Get-TradingLogHandler pager | Remove-TradingLogHandler -WhatIf
            $line = 'Remove-TradingLogHandler pa'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
            Get-TradingLogHandler pager | Remove-TradingLogHandler
            @(Get-TradingLogHandler).Count
            """).Succeeded().Values;

        Assert.Equal(["Debug", "file pager", "pager", "2"], values.Select(value => $"{value}"));
    }

    [Fact]
    public void A_handler_that_waits_for_trade_events_in_vain_is_warned_of()
    {
        ScriptResult result = _session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole -PropagateTrades:$false
            Add-TradingLogHandler deaf { } -Logger trades
            """).Succeeded();

        Assert.Contains("gets no trade events", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_shows_what_was_dropped()
    {
        var shown = _session.Invoke("""
            Add-TradingLogHandler stuck { ($using:seen).Enqueue(1); Start-Sleep 3600 } -Capacity 1 -DrainTimeout 0
            Write-TradingLog a
            while ($seen.IsEmpty) { }
            'b', 'c' | Write-TradingLog
            Get-TradingLogger | Out-String
            """).Succeeded().Values.Single();

        Assert.Contains("stuck: 1 records wait, ", (string)shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_gets_a_record()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no datagrams of Unix sockets.");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        journal.Bind(new UnixDomainSocketEndPoint(_session.File("socket")));
        _session.Invoke("""
            Add-TradingLogHandler journal -Journal -JournalSocket socket -Source desk -DrainTimeout 300
            Write-TradingLog hello
            (Get-TradingLogHandler journal | Remove-TradingLogHandler)
            """).Succeeded();
        byte[] buffer = new byte[65_536];

        Assert.StartsWith(
            "MESSAGE=hello\nPRIORITY=6\nSYSLOG_IDENTIFIER=desk\n",
            Encoding.UTF8.GetString(buffer, 0, journal.Receive(buffer)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_has_no_more_rights_than_its_caller()
    {
        _session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        _session.Invoke("""
            Add-TradingLogHandler limited -DrainTimeout 300 {
                Set-Content mode.txt $ExecutionContext.SessionState.LanguageMode
            }
            Write-TradingLog a
            Remove-TradingLogHandler limited
            """);
        _session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.FullLanguage;

        Assert.Equal("ConstrainedLanguage", File.ReadAllText(_session.File("mode.txt")).Trim());
    }

    [Fact]
    public void A_block_has_the_host_of_its_caller_and_no_prompt()
    {
        _session.Invoke("""
            Add-TradingLogHandler host -DrainTimeout 300 {
                $about = "$($Host.Name) $($Host.CurrentCulture) $($Host.CurrentUICulture) $($Host.Version)"
                ($using:seen).Enqueue($about)
                $Host.SetShouldExit(9)
                $Host.NotifyBeginApplication()
                $Host.NotifyEndApplication()
                $Host.ExitNestedPrompt()
                try { $Host.EnterNestedPrompt() } catch { ($using:seen).Enqueue("$_") }
            }
            Write-TradingLog a
            Remove-TradingLogHandler host
            $seen.Enqueue("$($Host.Name) $($Host.CurrentCulture) $($Host.CurrentUICulture) $($Host.Version)")
            """).Succeeded();

        Assert.Equal(3, _seen.Count);
        Assert.Equal(_seen.Last(), _seen.First());
        Assert.Contains("has no prompt", (string)_seen.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_the_process_waits_for_what_is_queued_and_the_exit_of_a_block_is_not_its_own()
    {
        HostResult result = HostProcess.RunScript("""
            Import-Module TradingLogger
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            Add-TradingLogHandler ends { exit 7 } -DrainTimeout 300
            Write-TradingLog first
            Remove-TradingLogHandler ends
            Add-TradingLogHandler last -DrainTimeout 300 {
                Start-Sleep -Milliseconds 50
                [Console]::Out.WriteLine("got $($_.Message)")
            }
            Write-TradingLog 1
            while ((Get-TradingLogHandler last).Events -eq 0) { }
            2..4 | Write-TradingLog
            """);

        Assert.Equal(
            (0, "got 1\ngot 2\ngot 3\ngot 4\n", ""),
            (result.ExitCode, result.StandardOutput, result.StandardError));
    }

    [Fact]
    public void The_handler_of_the_C_sharp_page_compiles_and_runs()
    {
        string code = Document.Load("docs/csharp.md").Blocks.Last(block => block.Language == "csharp").Text;

        var pages = _session.Invoke("""
            param($Code, $Core)
            Add-Type -TypeDefinition $Code -ReferencedAssemblies $Core, System.Collections, System.Runtime, netstandard
            $handler = [PagerHandler]::new('pager')
            [TradingLogging.TradingLogger]::AddHandler($handler)
            Write-TradingLog 'gateway down' -Level ERROR
            Write-TradingLog 'well'
            $null = [TradingLogging.TradingLogger]::RemoveHandler('pager')
            $handler.Pages
            """, ("Code", code), ("Core", typeof(TradingLogger).Assembly.Location)).Succeeded().Values;

        Assert.Equal(["Error trading: gateway down"], pages);
    }
}
