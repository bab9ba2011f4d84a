using TradingLogging.Forwarding.Tests.Transports.Receivers;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>A log in the table of <c>samples/forwarding/clickhouse.sql</c>, by <c>Send-TradeEvent</c> and the real
/// server. The questions of the sample are asked by the tests of the receivers.</summary>
public sealed class ClickHouseTests
{
    [Fact]
    public async Task Events_that_were_sent_twice_are_there_once_with_their_digits()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        using var session = new PowerShellSession();

        session.Invoke("""
            param($Uri)
            foreach ($log in 'desk-1', 'desk-2') {
                Initialize-TradingLogger -LogDirectory $log -NoConsole -Integrity Chain
                Write-TradeEvent ORDER_PLACED @{ symbol = 'BTCUSDT'; order_id = '1'; nested = @{ pnl = 5 } }
                Write-TradeEvent POSITION_CLOSED @{ strategy = 'SMA'; pnl = 0.10d }
                Write-TradeEvent POSITION_CLOSED @{ strategy = 'SMA'; pnl = -0.25d }
                Close-TradingLogger
                Send-TradeEvent $Uri $log -Protocol Ndjson -Once
                # As after a restore of what a forwarder remembers: everything comes twice.
                Reset-TradeForwarder default $log -Confirm:$false
                Send-TradeEvent $Uri $log -Protocol Ndjson -Once
            }
            """, ("Uri", server.Events)).Succeeded();

        Assert.Equal("12\n", await server.QueryAsync("SELECT count() FROM trade_events"));
        Assert.Equal(
            string.Concat(Enumerable.Range(1, 2).Select(desk =>
                $"{Environment.MachineName}\t{session.File($"desk-{desk}")}\t3\t-0.1500000000000000000000\t6\n")),
            await server.QueryAsync(
                "SELECT _host, _log, count(), sum(pnl), sum(seq) FROM trade_events FINAL GROUP BY _host, _log"
                + " ORDER BY _log"));
    }

    [Fact]
    public async Task An_event_that_does_not_fit_the_table_is_a_dead_letter_and_keeps_no_other_back()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke("""
            param($Uri)
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            1..50 | ForEach-Object { Write-TradeEvent TICK @{ price = [decimal] $_ } }
            Write-TradeEvent TICK @{ price = 'market' }
            51..100 | ForEach-Object { Write-TradeEvent TICK @{ price = [decimal] $_ } }
            (Send-TradeEvent $Uri -Protocol Ndjson -Once).DeadLetters
            """, ("Uri", server.Events));

        Assert.Null(result.Failure);
        Assert.Equal([1L], result.Values);
        Assert.Equal(
            "100\t5050.0000000000000000000000\n",
            await server.QueryAsync("SELECT count(), sum(price) FROM trade_events FINAL"));
    }
}
