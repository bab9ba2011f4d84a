using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class EndOfDayTests
{
    private static readonly string Script = Sample.File("end-of-day.ps1");

    [Fact]
    public void A_clean_session_reconciles_and_has_its_report()
    {
        using TemporaryDirectory directory = Session();

        HostResult result = Run(directory);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.DoesNotContain("WARNING", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("NetPnl     : 15.280", result.OutputLines);
        Assert.Contains("Reconciled : True", result.OutputLines);
        var page = File.ReadAllText(
            Assert.Single(Directory.GetFiles(directory.File("reports"), "trade-report-*.html")));
        Assert.Contains("data-measure=\"net-pnl\" data-value=\"15.280\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_with_faults_does_not_and_each_fault_is_named_with_its_lines()
    {
        using TemporaryDirectory directory = Session();
        PutFaultsIn(directory.File("logs/trades.log"));

        HostResult result = Run(directory);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Reconciled : False", result.OutputLines);
        // The wrapping of the host's warnings is the host's own.
        var warnings = string.Concat((result.StandardOutput + result.StandardError).Split('\n'));
        Assert.All(
            [
                "DamagedLine: ", "(trades.log:2)",
                "DuplicateOrderId: The order id ", "(trades.log:3, trades.log:5)",
                "DuplicateEvent: ", "(trades.log:3, trades.log:6)",
                "OutOfTimeOrder: ORDER_FILLED was logged ", "(trades.log:6, trades.log:7)",
                "FillWithoutOrder: The fill names the order ghost, which was not placed before. "
                    + "It is counted. (trades.log:7)",
                "DuplicateEvent: This POSITION_CLOSED equals an earlier one",
            ],
            text => Assert.Contains(text, warnings, StringComparison.Ordinal));
        var page = File.ReadAllText(Assert.Single(Directory.GetFiles(directory.File("reports"))));
        Assert.Contains("problems found", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_not_there_ends_with_exit_code_1_and_says_so()
    {
        using var directory = new TemporaryDirectory();

        HostResult result = Run(directory);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "The day could not be reconciled: The log directory",
            result.StandardError,
            StringComparison.Ordinal);
    }

    // Line 1 is a signal, 2 its order, 3 the fill, 4 the close: a torn line comes in behind the first, then one of each
    // fault.
    private static void PutFaultsIn(string log)
    {
        List<string> lines = [.. File.ReadAllLines(log)];
        string order = lines[1], fill = lines[2], close = lines[3];
        var earlier = fill.Replace(Timestamp(fill), Earlier(Timestamp(fill)), StringComparison.Ordinal);
        lines.Insert(1, lines[0][..40]);
        lines.InsertRange(4, [order, fill, WithOrder(earlier, "ghost")]);
        lines.Insert(8, close);
        File.WriteAllLines(log, lines);
    }

    private static string Timestamp(string line) => line["{\"timestamp\": \"".Length..][..32];

    private static string Earlier(string timestamp) =>
        DateTimeOffset.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(-30)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture);

    private static string WithOrder(string line, string id)
    {
        const string Member = "\"order_id\": \"";
        var start = line.IndexOf(Member, StringComparison.Ordinal) + Member.Length;
        return (line[..start] + id + line[line.IndexOf('"', start)..]).Replace(
            "\"pos-", "\"ghost-", StringComparison.Ordinal);
    }

    private static TemporaryDirectory Session()
    {
        var directory = new TemporaryDirectory();
        Assert.Equal(0, HostProcess.Run([Sample.File("trading-session.ps1")], directory.FullName).ExitCode);
        return directory;
    }

    private static HostResult Run(TemporaryDirectory directory) =>
        HostProcess.Run([Script, "-LogDirectory", directory.File("logs")], Path.GetTempPath());
}
