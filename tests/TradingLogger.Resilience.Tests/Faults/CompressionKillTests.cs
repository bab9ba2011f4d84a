using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>Processes are killed while they write, rotate and compress what rotation has set aside.</summary>
[Trait("Category", "Long")]
public sealed class CompressionKillTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const int Rounds = 10;
    private const int KillsOfARound = 4;
    private const int EventsBetweenKills = 3_000;
    private const int Seed = 20251218;

    [Fact]
    public void Whoever_is_killed_every_acknowledged_line_is_there_once_before_and_after_the_next_process()
    {
        var random = new Random(Seed);
        int inCompression = 0;
        int compressed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using var directory = new TestDirectory();
            inCompression += KillInTurn(directory, random);
            compressed += Directory.GetFiles(directory.FullName, TextLog + ".*.gz").Length;
        }

        output.WriteLine(
            $"{2 * Rounds * KillsOfARound} processes killed in pairs, {inCompression} times while an archive was "
                + $"compressed; {compressed} archives compressed: 0 missing, 0 doubled.");
        Assert.True(compressed > 0);
    }

    private static int KillInTurn(TestDirectory directory, Random random)
    {
        var acknowledged = new Dictionary<string, int>();
        int inCompression = 0;
        for (int kill = 0; kill < KillsOfARound; kill++)
        {
            using var first = new WriterProcess(Job($"first{kill}", directory));
            using var second = new WriterProcess(Job($"second{kill}", directory));
            WriterProcess[] both = [first, second];
            foreach (WriterProcess writer in both)
                writer.WaitUntilReady();
            foreach (WriterProcess writer in both)
                writer.Write(EventsBetweenKills);
            first.WaitForAcknowledged(random.Next(100, EventsBetweenKills));
            foreach (WriterProcess writer in both)
                writer.Kill();
            foreach (WriterProcess writer in both)
            {
                writer.WaitForEnd();
                acknowledged[writer.Job.Writer] = writer.AcknowledgedCount;
            }

            inCompression += IsBeingCompressed(directory) ? 1 : 0;
            AssertAllOnce(directory, acknowledged, tornLines: TornLine.IsAtEndOf(directory.File(TextLog)) ? 1 : 0);
        }

        using (var last = new WriterProcess(Job("last", directory)))
        {
            last.WaitUntilReady();
            last.Write(1);
            last.WaitForSuccess();
            Assert.Equal(0, last.Finish());
            acknowledged["last"] = 1;
        }

        AssertAllOnce(directory, acknowledged, tornLines: 0);
        return inCompression;
    }

    private static bool IsBeingCompressed(TestDirectory directory) =>
        File.Exists(directory.File($".{TextLog}.draft.gz"))
        || Directory.GetFiles(directory.FullName, TextLog + ".*.gz").Any(path => File.Exists(path[..^".gz".Length]));

    private static void AssertAllOnce(
        TestDirectory directory, IReadOnlyDictionary<string, int> acknowledged, int tornLines)
    {
        LogContents log = LogContents.Read(directory.FullName, TextLog, FaultJobs.TextLength);
        Assert.Equal(tornLines, log.DamagedLines.Count);
        foreach ((string writer, int count) in acknowledged)
        {
            IReadOnlyList<int> numbers = log.NumbersByWriter.GetValueOrDefault(writer, []);
            Assert.True(numbers.Count >= count, $"{writer}: {count} acknowledged, {numbers.Count} found.");
            LogAssert.IsRun(writer, numbers, first: 0, numbers.Count);
        }
    }

    private static WriterJob Job(string name, TestDirectory directory)
    {
        WriterJob job = FaultJobs.Text(
            directory.FullName,
            ("compress_archives", "gzip"),
            ("max_bytes", "100000"),
            ("backup_count", "10000"),
            ("lock_timeout", "120"));
        return job with { Writer = name, IsAcknowledging = true };
    }
}
