using TradingLogging.Forwarding;
using TradingLogging.Reading;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>Writers are killed in the middle of large batches while a forwarder follows them: what was sent stands in
/// the log in the end, and everything that stands there was sent.</summary>
public sealed class KilledWriterTests(ITestOutputHelper output) : IDisposable
{
    private const int BatchesOfWriter = 20;
    private const int LinesOfBatch = 2_000;
    private const int TextLength = 1_000;

    private readonly TestDirectory _directory = new();
    private readonly RecordingReceiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void What_a_killed_writer_left_of_a_batch_is_sent_and_nothing_that_it_did_not_leave() =>
        Attack(kills: 1, "chain");

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("chain")]
    [InlineData("none")]
    public void Ten_writers_killed_in_a_batch_make_no_phantom(string integrity) => Attack(kills: 10, integrity);

    private void Attack(int kills, string integrity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is known to cut writes short.");
        WriteOne("first", integrity);
        using var forwarder = new ForwarderProcess(new ForwardJob(
            _directory.FullName, "central", _receiver.Uri, ForwardProtocol.Ndjson, BatchEvents: 1000));
        forwarder.WaitUntilReady();
        int acknowledged = 2;
        for (int kill = 0; kill < kills; kill++)
            acknowledged += KillInWrite($"killed{kill}", integrity);
        WriteOne("last", integrity);
        int lines = ForwardedLog.CountLines(_directory.FullName);
        Assert.True(
            SpinWait.SpinUntil(() => _receiver.Count >= lines, ChildProcess.Patience),
            $"{_receiver.Count} of {lines} lines came.");
        Assert.Equal(0, forwarder.Finish());

        (int events, long repeated) = ForwardedLog.IsDelivered(_directory.FullName, _receiver, mostRepeated: 0);
        Assert.InRange(events, acknowledged, int.MaxValue);
        int unfinished = _receiver.Lines.Values.Count(
            line => line.Contains($"\"action\": \"{TradeEvent.UnfinishedBatch}\"", StringComparison.Ordinal));
        output.WriteLine(
            $"integrity = {integrity}: {kills} writers killed in batches of {LinesOfBatch} lines while a forwarder "
            + $"followed, {unfinished} batches left with whole lines: {events} events, 0 missing, 0 phantoms, "
            + $"{repeated} repeated.");
    }

    private int KillInWrite(string writer, string integrity)
    {
        using var process = new WriterProcess(Job(writer, integrity) with { BatchSize = LinesOfBatch });
        process.WaitUntilReady();
        KilledInWrite.KillInBatch(process, _directory.File("trades.log"), BatchesOfWriter);
        return process.Acknowledged.Count * LinesOfBatch;
    }

    private void WriteOne(string writer, string integrity)
    {
        using var process = new WriterProcess(Job(writer, integrity));
        process.WaitUntilReady();
        process.Write(1);
        process.WaitForSuccess();
        Assert.Equal(0, process.Finish());
    }

    private WriterJob Job(string writer, string integrity)
    {
        WriterJob job = Jobs.Trades(writer, _directory, TextLength);
        return job with
        {
            IsAcknowledging = true,
            Settings = new Dictionary<string, string>(job.Settings) { ["integrity"] = integrity },
        };
    }
}
