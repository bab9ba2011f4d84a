using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>Processes are killed while they bring the records of a fallback back to the log.</summary>
[Trait("Category", "Long")]
public sealed class FallbackMergeKillTests(ITestOutputHelper output)
{
    private const string TradeLog = "trades.log";
    private const int Events = 60_000;
    private const int Rounds = 10;
    private const int Kills = 4;
    private const int Seed = 20251218;

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void Whoever_is_killed_every_record_of_the_fallback_is_in_the_log_once_and_in_order(string integrity)
    {
        var random = new Random(Seed);
        int inMerge = 0;
        for (int round = 0; round < Rounds; round++)
            inMerge += MergeOnce(integrity, random);

        output.WriteLine(
            $"{Rounds * Kills} processes killed, {inMerge} in the middle of a merge of {Events} events: "
                + "0 missing, 0 doubled.");
    }

    private static int MergeOnce(string integrity, Random random)
    {
        using var directory = new TestDirectory();
        using var elsewhere = new TestDirectory();
        using (var left = new WriterProcess(FaultJobs.Trades(elsewhere.FullName) with { Writer = "left" }))
        {
            left.WaitUntilReady();
            Assert.Empty(WriterOutcome.Of(left, first: 0, Events).Failures);
            Assert.Equal(0, left.Finish());
        }

        string fallback = elsewhere.File(TradeLog + ".fallback");
        File.Move(elsewhere.File(TradeLog), fallback);
        int inMerge = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using WriterProcess killed = Start($"killed{kill}");
            killed.Write(1);
            Thread.Sleep(random.Next(150));
            killed.Kill();
            killed.WaitForEnd();
            inMerge += File.Exists(fallback + ".merging") ? 1 : 0;
        }

        using (WriterProcess last = Start("last"))
        {
            Assert.Empty(WriterOutcome.Of(last, first: 0, count: 1).Failures);
            Assert.Equal(0, last.Finish());
        }

        LogContents log = LogContents.Read(directory.FullName, TradeLog, FaultJobs.TextLength);
        Assert.Equal(Enumerable.Range(0, Events), log.NumbersByWriter["left"]);
        Assert.Equal([0], log.NumbersByWriter["last"]);
        Assert.False(File.Exists(fallback + ".merging"));
        return inMerge;

        WriterProcess Start(string name)
        {
            var writer = new WriterProcess(
                FaultJobs.Trades(directory.FullName, ("fallback_dir", elsewhere.FullName), ("integrity", integrity))
                with
                { Writer = name });
            writer.WaitUntilReady();
            return writer;
        }
    }
}
