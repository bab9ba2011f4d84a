using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Chain;

/// <summary>Writers of a chained log are killed in the middle of a write.</summary>
[Trait("Category", "Long")]
public sealed class CutChainTests(ITestOutputHelper output)
{
    private const int TextLength = 16 * 1024 * 1024;
    private const int RecordsOfWriter = 10;
    private const int WantedCuts = 3;
    private const int MostRounds = 40;

    [Fact]
    public void A_torn_line_that_kill_9_left_is_removed_and_the_next_line_takes_its_number()
    {
        (int rounds, int cuts) = KilledInWrite.Repeat(WantedCuts, MostRounds, KillInWrite);

        output.WriteLine($"{rounds} writers killed, {cuts} of them in a write of {TextLength} bytes: "
            + "the torn line is removed, the chain is intact.");
    }

    private static bool KillInWrite()
    {
        using var directory = new TestDirectory();
        string file = directory.File(ChainAssert.Log);
        int acknowledged = KilledInWrite.Write(
            Job("killed", directory), RecordsOfWriter, () => TornLine.IsAtEndOf(file)).Count;
        bool isCut = TornLine.IsAtEndOf(file);

        using var group = new WriterGroup();
        group.Add(Job("next", directory));
        Assert.Equal(isCut ? 1 : 0, group.Write(1).Single().RecoveredTails);
        int lines = LogContents.Read(directory.FullName, ChainAssert.Log, TextLength).Events.Count;
        Assert.InRange(lines, acknowledged + 1, acknowledged + 2);
        ChainAssert.IsIntact(directory, lines);
        return isCut;
    }

    private static WriterJob Job(string name, TestDirectory directory)
    {
        WriterJob job = Jobs.Trades(name, directory, TextLength);
        return job with { IsAcknowledging = true, Settings = job.Settings.Concat(ChainAssert.Settings).ToDictionary() };
    }
}
