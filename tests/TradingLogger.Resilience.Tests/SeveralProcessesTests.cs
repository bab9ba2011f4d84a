using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Four processes in four sessions write the same file at the same time.</summary>
[Trait("Category", "Long")]
public sealed class SeveralProcessesTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const string TradeLog = "trades.log";
    private const int ProcessCount = 4;
    private const int EventsPerProcess = 20_000;
    private const int PlentyOfBackups = 100_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(100_000)]
    [InlineData(10_000)]
    public void Lines_of_the_text_log_are_neither_lost_nor_torn_nor_doubled_nor_overwritten_by_rotation(long maxBytes)
    {
        using var directory = new TestDirectory();
        WriteText(directory, maxBytes, EventsPerProcess, lineLength: 200);
    }

    [Fact]
    public void Trade_events_are_neither_lost_nor_torn_nor_doubled()
    {
        using var directory = new TestDirectory();
        const int textLength = 110;
        WriteTrades(directory, EventsPerProcess, textLength);
    }

    [Theory]
    [InlineData(64 * 1024, 500)]
    [InlineData(1024 * 1024, 40)]
    public void Large_trade_events_are_neither_lost_nor_torn_nor_doubled(int textLength, int eventsPerProcess)
    {
        using var directory = new TestDirectory();
        WriteTrades(directory, eventsPerProcess, textLength);
    }

    [Theory]
    [InlineData(64 * 1024, 1_000, 1_000_000)]
    [InlineData(1024 * 1024, 80, 10_485_760)]
    [InlineData(1024 * 1024, 80, 1_000_000)]
    public void Large_lines_of_the_text_log_survive_rotation(int lineLength, int eventsPerProcess, long maxBytes)
    {
        using var directory = new TestDirectory();
        WriteText(directory, maxBytes, eventsPerProcess, lineLength);
    }

    [Fact]
    public void The_variable_that_switches_the_file_locks_of_dotnet_off_changes_nothing()
    {
        using var directory = new TestDirectory();
        WriteText(
            directory,
            maxBytes: 100_000,
            EventsPerProcess,
            lineLength: 200,
            index => index % 2 == 0
                ? new Dictionary<string, string> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" }
                : null);
    }

    private void WriteText(
        TestDirectory directory,
        long maxBytes,
        int eventsPerProcess,
        int lineLength,
        Func<int, IReadOnlyDictionary<string, string>?>? environment = null)
    {
        using var group = new WriterGroup();
        for (int i = 0; i < ProcessCount; i++)
        {
            group.Add(
                Jobs.Text($"w{i}", directory, maxBytes, PlentyOfBackups, lineLength),
                environment: environment?.Invoke(i));
        }

        IReadOnlyList<WriterReport> reports = group.Write(eventsPerProcess);

        var log = LogContents.Read(directory.FullName, TextLog, lineLength - LogLine.TextOverhead);
        LogAssert.HoldsExactly(log, group.Names, eventsPerProcess);
        LogAssert.HasArchiveOfEveryRotation(log, TextLog, reports.Sum(report => report.Rotations));
        Tell($"lines of {lineLength} bytes, max_bytes {maxBytes}", log, reports);
    }

    private void WriteTrades(TestDirectory directory, int eventsPerProcess, int textLength)
    {
        using var group = new WriterGroup();
        for (int i = 0; i < ProcessCount; i++)
            group.Add(Jobs.Trades($"w{i}", directory, textLength));
        IReadOnlyList<WriterReport> reports = group.Write(eventsPerProcess);

        var log = LogContents.Read(directory.FullName, TradeLog, textLength);
        LogAssert.HoldsExactly(log, group.Names, eventsPerProcess);
        Tell($"trade events with {textLength} bytes of text", log, reports);
    }

    private void Tell(string what, LogContents log, IReadOnlyList<WriterReport> reports)
    {
        double seconds = reports.Max(report => report.Elapsed) / 1000;
        double slowest = reports.Max(report => report.LongestCall);
        output.WriteLine($"{ProcessCount} processes, {what}: {log.Events.Count} events in {log.Files.Count} files;");
        output.WriteLine(
            FormattableString.Invariant($"lost 0, torn 0, doubled 0; {seconds:F1} s, slowest call {slowest:F0} ms"));
    }
}
