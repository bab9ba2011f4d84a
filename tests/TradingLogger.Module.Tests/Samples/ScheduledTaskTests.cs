using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class ScheduledTaskTests
{
    [Fact]
    public void Prices_without_gaps_end_with_exit_code_0()
    {
        using var directory = new TemporaryDirectory();

        var result = Check(directory, Sample.ThreeBars);

        Assert.Equal(0, result.ExitCode);
        var check = Assert.Single(Sample.Events(directory.File("logs/trades.log")));
        Assert.Equal(("PRICES_CHECKED", 3, 0), (check.Action(), check.Number("bars"), check.Number("missing")));
    }

    [Fact]
    public void Gaps_are_events_and_end_with_exit_code_2()
    {
        using var directory = new TemporaryDirectory();

        var result = Check(directory, Sample.ThreeBars + "\n2022-12-13T00:07:00Z,17221.70,17222,17200.10,17201.00,1\n");

        Assert.Equal(2, result.ExitCode);
        var events = Sample.Events(directory.File("logs/trades.log"));
        Assert.Equal(["PRICE_GAP", "PRICES_CHECKED"], events.Select(Sample.Action));
        Assert.Equal("2022-12-13T00:02:00+00:00", events[0].Text("after"));
        Assert.Equal([4, 4], events.Select(item => (int)item.Number("missing")));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_logged_and_ends_with_exit_code_1()
    {
        using var directory = new TemporaryDirectory();

        var result = Check(directory, "not prices");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "Prices of BTCUSDT could not be checked",
            File.ReadAllText(directory.File("logs/trading.log")),
            StringComparison.Ordinal);
        Assert.Contains("has no bars", File.ReadAllText(directory.File("logs/trading.log")), StringComparison.Ordinal);
    }

    private static HostResult Check(TemporaryDirectory directory, string prices)
    {
        var file = directory.Write("prices.csv", prices);
        return HostProcess.Run(
            [Sample.File("scheduled-task.ps1"), "-PriceFile", file, "-LogDirectory", directory.File("logs")],
            Path.GetTempPath());
    }
}
