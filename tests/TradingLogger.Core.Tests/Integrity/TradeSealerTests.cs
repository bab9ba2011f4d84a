using TradingLogging.Handlers;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Tests.Storage;
using TradingLogging.Tests.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Integrity;

public sealed class TradeSealerTests : IDisposable
{
    private readonly ChainedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task While_the_current_file_is_sealed_again_and_again_one_seal_is_always_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Who looks at a file there can hinder its replacement.");
        _log.Write("2025-12-17 10:00", "A");
        var sealer = new TradeSealer(_log.Path);
        string seal = sealer.SealCurrent()!;
        using var end = new CancellationTokenSource();
        Task<int> missing = Task.Run(() => CountMissing(seal, end.Token), TestContext.Current.CancellationToken);

        for (int round = 0; round < 100; round++)
            sealer.SealCurrent();
        await end.CancelAsync();

        Assert.Equal(0, await missing);
        Assert.Equal(
            SealState.Unsigned,
            new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken).Single().Seal);
    }

    [Fact]
    public void A_draft_that_a_killed_process_left_is_written_anew()
    {
        _log.Write("2025-12-17 10:00", "A");
        File.WriteAllText(_log.Folder.PathOf(".trades.log.seal.draft"), "half a se");

        new TradeSealer(_log.Path).SealCurrent();

        Assert.Equal(
            SealState.Unsigned,
            new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken).Single().Seal);
        Assert.False(File.Exists(_log.Folder.PathOf(".trades.log.seal.draft")));
    }

    [Fact]
    public void What_a_writer_is_in_the_middle_of_is_not_sealed()
    {
        using TimedRotatingFileHandler handler = _log.Open();
        for (int number = 0; number < 100; number++)
            ChainedLog.Write(handler, "2025-12-17 10:00", "A");

        new TradeSealer(_log.Path).SealCurrent();
        ChainedLog.Write(handler, "2025-12-17 10:00", "A");

        TradeLogProof proof = new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken).Single();
        Assert.Equal((SealState.Unsigned, 101L), (proof.Seal, proof.Lines));
        Assert.Contains("Everything up to line 100 is as its seal states.", proof.Proved);
    }

    [Fact]
    public void Without_a_log_there_is_nothing_to_seal()
    {
        var sealer = new TradeSealer(_log.Path);

        Assert.Null(sealer.SealCurrent());
        Assert.Empty(sealer.SealDays());
    }

    [Fact]
    public void A_line_of_more_than_16_MiB_is_sealed_and_verified_too()
    {
        using (var file = new AppendFile(
            _log.Path, Tests.Storage.LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn), isChained: true))
        {
            string text = new('x', 17 * 1024 * 1024);
            file.Append(
                System.Text.Encoding.ASCII.GetBytes(
                    $"{{\"timestamp\": \"2025-12-17T10:00:00+01:00\", \"action\": \"A\", \"text\": \"{text}\"}}\n"),
                default);
        }

        new TradeSealer(_log.Path).SealCurrent();

        Assert.Equal(
            SealState.Unsigned,
            new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken).Single().Seal);
    }

    private static int CountMissing(string path, CancellationToken end)
    {
        int missing = 0;
        while (!end.IsCancellationRequested)
            missing += File.Exists(path) ? 0 : 1;
        return missing;
    }
}
