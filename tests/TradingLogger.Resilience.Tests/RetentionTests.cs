using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests;

/// <summary>Four processes rotate and delete under each other's feet.</summary>
[Trait("Category", "Long")]
public sealed class RetentionTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const int ProcessCount = 4;
    private const int EventsPerProcess = 10_000;
    private const int MaxBytes = 100_000;
    private const int LineLength = 200;

    // A file is archived before it would be full to the last byte.
    private const int LinesPerFile = (MaxBytes - 1) / LineLength;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void What_is_missing_is_exactly_the_oldest_that_retention_removed(int backupCount)
    {
        using var directory = new TestDirectory();
        using var group = new WriterGroup();
        for (int i = 0; i < ProcessCount; i++)
            group.Add(Jobs.Text($"w{i}", directory, MaxBytes, backupCount, LineLength));
        long rotations = group.Write(EventsPerProcess).Sum(report => report.Rotations);

        var log = LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);
        Assert.Empty(log.DamagedLines);
        LogAssert.HasArchiveOfEveryRotation(log, TextLog, backupCount);
        long removed = (rotations - backupCount) * LinesPerFile;
        Assert.Equal((ProcessCount * EventsPerProcess) - removed, log.Events.Count);
        foreach ((string writer, IReadOnlyList<int> numbers) in log.NumbersByWriter)
            LogAssert.IsRun(writer, numbers, numbers[0], EventsPerProcess - numbers[0]);
        output.WriteLine(
            $"{backupCount} kept: {rotations} rotations, {rotations - backupCount} files removed with "
            + $"{removed} events; "
            + $"{log.Events.Count} events left, none missing among them.");
    }
}
