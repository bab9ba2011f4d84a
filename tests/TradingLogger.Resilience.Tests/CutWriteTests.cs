using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Writers are killed in the middle of a write, which Linux then cuts short.</summary>
[Trait("Category", "Long")]
public sealed class CutWriteTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const int LineLength = 16 * 1024 * 1024;
    private const int Page = 4096;
    private const int RecordsOfWriter = 10;
    private const int WantedCuts = 5;
    private const int MostRounds = 50;

    [Fact]
    public void A_write_that_kill_9_cut_short_is_taken_back_by_the_next_writer()
    {
        (int rounds, int cuts) = KilledInWrite.Repeat(WantedCuts, MostRounds, KillInWrite);

        output.WriteLine(
            $"{rounds} writers killed, {cuts} of them in a write of {LineLength} bytes: taken back, 0 torn.");
    }

    private static bool KillInWrite()
    {
        using var directory = new TestDirectory();
        var file = new FileInfo(directory.File(TextLog));
        IReadOnlyList<int> acknowledged = KilledInWrite.Write(
            Job("killed", directory), RecordsOfWriter, () => IsWriting(file));
        file.Refresh();
        long cut = file.Length % LineLength;
        if (cut > 0)
            Assert.Equal(0, file.Length % Page);

        using var group = new WriterGroup();
        group.Add(Job("next", directory));
        Assert.Equal(cut > 0 ? 1 : 0, group.Write(1).Single().RecoveredTails);
        var log = LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);
        Assert.Empty(log.DamagedLines);
        Assert.Equal([0], log.NumbersByWriter["next"]);
        IReadOnlyList<int> written = log.NumbersByWriter.GetValueOrDefault("killed", []);
        Assert.InRange(written.Count, acknowledged.Count, acknowledged.Count + 1);
        LogAssert.IsRun("killed", written, first: 0, written.Count);
        return cut > 0;
    }

    // The file grows page by page: when its size is no whole number of lines, a write is under way.
    private static bool IsWriting(FileInfo file)
    {
        file.Refresh();
        return file.Exists && file.Length % LineLength != 0;
    }

    private static WriterJob Job(string name, TestDirectory directory) =>
        Jobs.Text(name, directory, maxBytes: 0, backupCount: 0, LineLength) with { IsAcknowledging = true };
}
