using System.Globalization;
using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class DurabilityTests
{
    [Fact]
    public void An_event_that_was_acknowledged_survives_the_kill_of_its_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGKILL on Windows.");
        using var directory = new TemporaryDirectory();
        var script = directory.Write("script.ps1", """
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            for ($i = 1; ; $i++) { Write-TradeEvent TICK @{ number = $i }; "$i" }
            """);

        using var host = HostProcess.Start([script], directory.FullName);
        host.WaitForLine("300");
        host.Signal("KILL");
        var acknowledged = host.WaitForExit().OutputLines;

        // The last line of the output may be torn; the one before it was written whole.
        var last = int.Parse(acknowledged[^2], CultureInfo.InvariantCulture);
        var written = Numbers(directory.File("logs/trades.log"));
        Assert.InRange(written.Length, last, last + 2);
        Assert.Equal(Enumerable.Range(1, written.Length), written);
    }

    [Fact]
    public void Processes_that_write_the_same_files_lose_tear_and_double_nothing()
    {
        using var directory = new TemporaryDirectory();
        var script = directory.Write("script.ps1", """
            param([int] $First)
            Initialize-TradingLogger -LogDirectory logs -NoConsole -MaxBytes 20000 -BackupCount 1000
            for ($i = $First; $i -lt $First + 300; $i++) { Write-TradeEvent TICK @{ number = $i } }
            """);

        HostProcess[] hosts =
        [
            .. Enumerable.Range(0, 3).Select(host => HostProcess.Start([script, $"{host * 300}"], directory.FullName)),
        ];
        foreach (var host in hosts)
        {
            using (host)
                Assert.Equal((0, ""), Outcome(host.WaitForExit()));
        }

        var rotated = Directory.GetFiles(directory.File("logs"), "trading.log*");
        Assert.Equal(Enumerable.Range(0, 900), Numbers(directory.File("logs/trades.log")).Order());
        Assert.True(rotated.Length > 3, "trading.log was rotated while all three wrote.");
        Assert.Equal(Enumerable.Range(0, 900), rotated.SelectMany(Numbers).Order());
    }

    [Fact]
    public void A_log_level_drops_no_trade_event()
    {
        using var session = new PowerShellSession();

        session.Invoke("""
            Initialize-TradingLogger -LogLevel ERROR -LogDirectory logs -NoConsole
            Write-TradingLog 'not logged'
            Write-TradeEvent TICK @{ number = 1 }
            """).Succeeded();

        Assert.Equal([1], Numbers(session.File("logs/trades.log")));
        Assert.DoesNotContain(
            "not logged",
            File.ReadAllText(session.File("logs/trading.log")),
            StringComparison.Ordinal);
    }

    private static (int ExitCode, string Errors) Outcome(HostResult result) => (result.ExitCode, result.StandardError);

    // From trades.log, or from trading.log where the JSON stands behind the third bar.
    private static int[] Numbers(string file) =>
    [
        .. File.ReadAllLines(file)
            .Select(line => JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]))
            .Select(line => line.RootElement.GetProperty("number").GetInt32()),
    ];
}
