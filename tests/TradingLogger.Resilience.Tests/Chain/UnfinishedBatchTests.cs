using System.Text.Json;
using TradingLogging.Reading;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Chain;

/// <summary>Writers are killed in the middle of a batch while others follow the log: what a follower has read stays,
/// and no number is given twice.</summary>
public sealed class UnfinishedBatchTests(ITestOutputHelper output)
{
    private const int BatchSize = 8_000;
    private const int BatchesOfWriter = 20;
    private const int TextLength = 300;
    private const string Zone = "Etc/UTC";

    private static readonly DateTime Noon = new(2025, 12, 10, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Whole_lines_of_a_batch_that_kill_9_cut_short_stay_and_are_marked() => Attack(kills: 2, "chain");

    [Fact]
    [Trait("Category", "Long")]
    public void They_stay_and_are_marked_in_a_log_without_a_chain_too() => Attack(kills: 3, "none");

    [Fact]
    [Trait("Category", "Long")]
    public void Twenty_kills_of_a_chained_writer_take_back_no_line_that_a_follower_has_read() =>
        Attack(kills: 20, "chain");

    private void Attack(int kills, string integrity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is known to cut writes short.");
        using var directory = new TestDirectory();
        string file = directory.File(ChainAssert.Log);
        WriteOne("first", directory, integrity);
        using var end = new CancellationTokenSource();
        Task<byte[]> bytes = Task.Factory.StartNew(() => FollowBytes(file, end.Token), TaskCreationOptions.LongRunning);
        Task<string[]> events = Task.Factory.StartNew(
            () => FollowEvents(file, end.Token), TaskCreationOptions.LongRunning);
        int acknowledged = 2;
        for (int kill = 0; kill < kills; kill++)
            acknowledged += KillInWrite($"killed{kill}", directory, integrity, file);
        WriteOne("last", directory, integrity);
        byte[] content = File.ReadAllBytes(file);
        SpinWait.SpinUntil(() => bytes.IsCompleted || events.IsCompleted, TimeSpan.FromSeconds(2));
        end.Cancel();
        bytes.InTime();
        events.InTime();

        Assert.Equal(content[..bytes.Result.Length], bytes.Result);
        string[] lines = File.ReadAllLines(file);
        Assert.Equal(lines.Take(events.Result.Length), events.Result);
        Assert.NotEmpty(events.Result);
        (int batches, int kept) = ReadMarks(lines);
        Assert.True(lines.Length >= acknowledged);
        if (integrity == "chain")
        {
            ChainAssert.IsIntact(directory, lines.Length);
            ChainAssert.IsIntactForPython(directory, kept);
        }

        output.WriteLine(
            $"integrity = {integrity}: {kills} writers killed in batches of {BatchSize} lines. {batches} batches "
                + $"are unfinished, {kept} whole lines of them stay and are marked. "
                + $"A follower read {events.Result.Length} of "
                + $"{lines.Length} lines while they were written: 0 were taken back, 0 numbers were given twice.");
    }

    // Every mark stands right behind the lines that it counts, and every unfinished batch has one.
    private static (int Batches, int Lines) ReadMarks(string[] lines)
    {
        int batches = 0;
        int kept = 0;
        int run = 0;
        for (int index = 0; index < lines.Length; index++)
        {
            using JsonDocument json = JsonDocument.Parse(lines[index]);
            if (json.RootElement.GetProperty("action").GetString() != TradeEvent.UnfinishedBatch)
            {
                run++;
                continue;
            }

            int counted = json.RootElement.GetProperty("lines").GetInt32();
            Assert.Equal(BatchSize, json.RootElement.GetProperty("of").GetInt32());
            Assert.InRange(counted, 1, BatchSize - 1);
            Assert.Equal(counted, (run - (batches == 0 ? 1 : 0)) % BatchSize);
            batches++;
            kept += counted;
            run = 0;
        }

        Assert.Equal(1, (run - (batches == 0 ? 1 : 0)) % BatchSize);
        return (batches, kept);
    }

    private static int KillInWrite(string writer, TestDirectory directory, string integrity, string file)
    {
        using var process = new WriterProcess(Job(writer, directory, integrity) with { BatchSize = BatchSize });
        process.WaitUntilReady();
        process.Command(FormattableString.Invariant($"clock {(Noon - DateTime.UtcNow).Ticks}"));
        KilledInWrite.KillInBatch(process, file, BatchesOfWriter);
        return process.Acknowledged.Count * BatchSize;
    }

    private static void WriteOne(string writer, TestDirectory directory, string integrity)
    {
        using var process = new WriterProcess(Job(writer, directory, integrity));
        process.WaitUntilReady();
        process.Command(FormattableString.Invariant($"clock {(Noon - DateTime.UtcNow).Ticks}"));
        process.Write(1);
        process.WaitForSuccess();
        Assert.Equal(0, process.Finish());
    }

    // As a forwarder reads: whole lines are taken for good, the beginning of a line is read again.
    private static byte[] FollowBytes(string path, CancellationToken end)
    {
        using var taken = new MemoryStream();
        byte[] buffer = new byte[1024 * 1024];
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        while (!end.IsCancellationRequested)
        {
            stream.Position = taken.Length;
            int read = stream.Read(buffer, 0, buffer.Length);
            taken.Write(buffer, 0, buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1);
        }

        return taken.ToArray();
    }

    // As Watch-TradeEvent reads.
    private static string[] FollowEvents(string path, CancellationToken end)
    {
        List<string> lines = [];
        var options = new LogReadOptions { Cancellation = end, Failed = failure => throw failure };
        try
        {
            foreach (TradeEvent found in TradeLog.InDirectory(Path.GetDirectoryName(path)!)
                .Follow(new TradeQuery { Since = DateTimeOffset.MinValue }, options))
            {
                lines.Add(found.ToString());
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the attack.
        }

        return [.. lines];
    }

    private static WriterJob Job(string writer, TestDirectory directory, string integrity)
    {
        WriterJob job = Jobs.Trades(writer, directory, TextLength);
        var settings = new Dictionary<string, string>(job.Settings) { ["integrity"] = integrity };
        return job with { IsAcknowledging = true, Settings = settings, Zone = Zone };
    }
}
