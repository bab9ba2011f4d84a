using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>The table and the queries of <c>samples/forwarding/clickhouse.sql</c>, by the real server.</summary>
public sealed partial class ClickHouseTests
{
    private const string Insert =
        "?query=INSERT%20INTO%20trade_events%20FORMAT%20JSONEachRow&input_format_skip_unknown_fields=1";

    private static readonly string[] Statements =
    [
        .. Comment().Replace(File.ReadAllText(Sample.File("forwarding/clickhouse.sql")), "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    [Fact]
    public void Its_queries_give_pnl_orders_without_a_fill_and_gaps_of_all_logs_each_event_once()
    {
        using var server = new ClickHouseServer();
        server.Query(Statements[0]);
        using var session = new PowerShellSession();
        string uri = server.Address + Insert;

        session.Invoke("""
            param($Uri)
            foreach ($log in 'desk-1', 'desk-2') {
                Initialize-TradingLogger -LogDirectory $log -NoConsole -Integrity Chain
                $order = @{ symbol = 'BTCUSDT'; order_id = '1'; nested = @{ pnl = 5 } }
                Write-TradeEvent ORDER_PLACED ($order + @{ quantity = 0.10d })
                Write-TradeEvent ORDER_FILLED $order
                Write-TradeEvent ORDER_PLACED @{ symbol = 'ETHUSDT'; order_id = '1' }
                Write-TradeEvent POSITION_CLOSED @{ strategy = 'SMA'; pnl = 0.10d }
                Write-TradeEvent POSITION_CLOSED @{ strategy = 'SMA'; pnl = -0.25d }
                Close-TradingLogger
                Send-TradeEvent $Uri $log -Protocol Ndjson -Once
                # As after a restore of what a forwarder remembers: everything comes twice.
                Reset-TradeForwarder default $log -Confirm:$false
                Send-TradeEvent $Uri $log -Protocol Ndjson -Once
            }
            """, ("Uri", uri)).Succeeded();

        string[] day = server.Query("SELECT DISTINCT day FROM trade_events");
        Assert.Equal(["10"], server.Query("SELECT count() FROM trade_events FINAL"));
        Assert.Equal([$"{day[0]}\tSMA\t-0.300000000000\t4"], server.Query(Statements[1]));
        Assert.Equal(
            new[] { "desk-1", "desk-2" }.Select(log =>
                $"{day[0]}\t{Environment.MachineName}\t{session.File(log)}\tETHUSDT\t1"),
            server.Query(Statements[2]));
        Assert.Empty(server.Query(Statements[3]));

        server.Query("""
            INSERT INTO trade_events (_event_id, _host, _log, timestamp, action, seq)
            VALUES ('x', 'h', 'l', '2025-12-18T10:00:00Z', 'A', 3), ('y', 'h', 'l', '2025-12-18T10:00:00Z', 'A', 7)
            """);
        Assert.Equal(["h\tl\t4\t6"], server.Query(Statements[3]));
    }

    [Fact]
    public void An_event_that_does_not_fit_the_table_is_a_dead_letter_and_keeps_no_other_back()
    {
        using var server = new ClickHouseServer();
        server.Query(Statements[0]);
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke("""
            param($Uri)
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            1..50 | ForEach-Object { Write-TradeEvent TICK @{ price = [decimal] $_ } }
            Write-TradeEvent TICK @{ price = 'market' }
            51..100 | ForEach-Object { Write-TradeEvent TICK @{ price = [decimal] $_ } }
            (Send-TradeEvent $Uri -Protocol Ndjson -Once).DeadLetters
            """, ("Uri", server.Address + Insert));

        Assert.Null(result.Failure);
        Assert.Equal([1L], result.Values);
        Assert.Equal(["100\t5050.000000000000"], server.Query("SELECT count(), sum(price) FROM trade_events FINAL"));
    }

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
