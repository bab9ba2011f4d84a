using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class WatchTradeEventTests
{
    [Fact]
    public void It_gives_what_is_there_since_a_moment()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("""
            Initialize-TradingLogger -NoConsole
            Write-TradeEvent A @{ side = 'BUY' }
            Write-TradeEvent B @{ side = 'SELL' }
            foreach ($x in 1) { Watch-TradeEvent -Since ([datetime]::Today.AddDays(-1)) -Where @{ side = 'SELL' } | ForEach-Object { $_.Action; break } }
            """).Succeeded();

        Assert.Equal(["B"], result.Values);
    }

    [Fact]
    public void It_ends_after_its_time()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("""
            Initialize-TradingLogger -NoConsole
            Write-TradeEvent A
            @(Watch-TradeEvent -Timeout 0.05).Count
            """).Succeeded();

        Assert.Equal([0], result.Values);
    }

    [Fact]
    public void It_sees_events_that_are_written_while_it_watches()
    {
        using var session = new PowerShellSession();
        session.Invoke("Initialize-TradingLogger -NoConsole").Succeeded();
        using var isWritten = new ManualResetEventSlim();
        var writer = new Thread(() =>
        {
            // Again and again, because nobody can tell from here when the watching has begun.
            while (!isWritten.Wait(20))
                TradingLogger.LogTrade("TICK");
        });
        writer.Start();

        var result = session.Invoke("foreach ($x in 1) { Watch-TradeEvent -Timeout 30 | ForEach-Object { $_.Action; break } }");
        isWritten.Set();
        writer.Join();

        Assert.Equal(["TICK"], result.Values);
    }
}
