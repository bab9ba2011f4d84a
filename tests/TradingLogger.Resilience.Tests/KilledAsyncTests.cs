using TradingLogging.Reading;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Writers with <c>mode = async</c> are killed in full swing, two at a time: what they had acknowledged is in
/// the log, once and in order.</summary>
public sealed class KilledAsyncTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20251218;
    private const int MostAcknowledged = 20_000;
    private const int EventsOfWriter = 200_000;
    private const int TextLength = 150;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void What_was_acknowledged_before_a_kill_is_in_the_log_once_and_in_order(string integrity) =>
        Attack(kills: 4, integrity);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("none")]
    [InlineData("chain")]
    public void After_many_kills_nothing_that_was_acknowledged_is_missing(string integrity) =>
        Attack(kills: 30, integrity);

    private void Attack(int kills, string integrity)
    {
        var random = new Random(Seed);
        var acknowledged = new Dictionary<string, int>();
        for (int kill = 0; kill < kills; kill += 2)
        {
            WriterProcess[] writers = [Start($"a{kill}", integrity), Start($"b{kill}", integrity)];
            writers[0].WaitForAcknowledged(random.Next(1, MostAcknowledged));
            foreach (WriterProcess writer in writers)
                writer.Kill();
            foreach (WriterProcess writer in writers)
            {
                writer.WaitForEnd();
                acknowledged[writer.Job.Writer] = writer.AcknowledgedCount;
                writer.Dispose();
            }

            // What is left is brought into the log by a reader, or by the next writers.
            if (random.Next(2) == 0)
                _ = TradeLog.InDirectory(_directory.FullName).Count();
        }

        _ = TradeLog.InDirectory(_directory.FullName).Count();
        var log = LogContents.Read(_directory.FullName, "trades.log", TextLength);
        Assert.Empty(log.DamagedLines);
        foreach ((string writer, int count) in acknowledged)
        {
            IReadOnlyList<int> numbers = log.NumbersByWriter.GetValueOrDefault(writer, []);
            Assert.InRange(numbers.Count, count, EventsOfWriter);
            LogAssert.IsRun(writer, numbers, first: 0, numbers.Count);
        }

        if (integrity == "chain")
            ChainAssert.IsIntact(_directory, log.Events.Count);
        output.WriteLine(
            $"integrity = {integrity}: {kills} writers killed, {acknowledged.Values.Sum()} events acknowledged, "
            + $"{log.Events.Count} in the log, 0 missing, 0 doubled.");
    }

    private WriterProcess Start(string name, string integrity)
    {
        WriterJob job = Jobs.Trades(name, _directory, TextLength);
        var writer = new WriterProcess(job with
        {
            IsAcknowledging = true,
            Settings = new Dictionary<string, string>(job.Settings) { ["mode"] = "async", ["integrity"] = integrity },
        });
        writer.WaitUntilReady();
        writer.Write(EventsOfWriter);
        return writer;
    }
}
