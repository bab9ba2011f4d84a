using System.Diagnostics;
using System.Text;
using TradingLogging.Integrity;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using TradingLogging.Tests.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Integrity;

/// <summary>A seal never confirms a change, never stops at a foreign name, and never keeps anybody waiting.</summary>
public sealed class SealingTests : IDisposable
{
    private const string Monday = "2025-12-15 10:00";
    private const string Tuesday = "2025-12-16 10:00";
    private const string Wednesday = "2025-12-17 10:00";

    private readonly ChainedLog _log = new();
    private readonly SealKey _key = SealKey.FromSecret(Encoding.ASCII.GetBytes("a secret of more than 16 bytes"));

    private string CurrentSeal => _log.Path + ".seal";

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_changed_line_is_not_sealed_and_the_former_seal_stays()
    {
        _log.Write(Monday, "A", "B");
        var sealer = new TradeSealer(_log.Path, _key);
        sealer.SealCurrent();
        string former = File.ReadAllText(CurrentSeal);
        ChangeLastLine(_log.Path);

        var refusal = Assert.Throws<TradeLogNotIntactException>(() => sealer.SealCurrent());

        Assert.Equal(_log.Path, refusal.Problem.Location.File);
        Assert.Equal(former, File.ReadAllText(CurrentSeal));
    }

    [Fact]
    public void A_broken_chain_is_not_sealed_without_a_former_seal_either()
    {
        _log.Write(Monday, "A", "B", "C");
        string[] lines = _log.Folder.Lines("trades.log");
        File.WriteAllText(_log.Path, $"{lines[0]}\n{lines[2]}\n");

        Assert.Throws<TradeLogNotIntactException>(() => new TradeSealer(_log.Path).SealCurrent());
        Assert.False(File.Exists(CurrentSeal));
    }

    [Fact]
    public void The_first_line_of_a_day_must_follow_the_last_line_of_the_day_before()
    {
        _log.Write(Monday, "A");
        _log.Write(Tuesday, "B");
        string[] lines = _log.Folder.Lines("trades.log");
        File.WriteAllText(
            _log.Path,
            lines[0].Replace("\"prev\": \"", "\"prev\": \"0", StringComparison.Ordinal) + "\n");

        Assert.Throws<TradeLogNotIntactException>(() => new TradeSealer(_log.Path).SealCurrent());
    }

    [Fact]
    public void A_change_of_a_day_that_was_current_when_it_was_sealed_is_not_confirmed_by_a_new_seal()
    {
        _log.Write(Monday, "A", "B");
        var sealer = new TradeSealer(_log.Path, _key);
        sealer.SealCurrent();
        string former = File.ReadAllText(CurrentSeal);
        ChangeLastLine(_log.Path);
        _log.Write(Tuesday, "C");

        Assert.Throws<TradeLogNotIntactException>(() => sealer.SealCurrent());
        Assert.Equal(former, File.ReadAllText(CurrentSeal));
    }

    [Fact]
    public void A_signed_seal_is_replaced_only_by_somebody_with_the_key()
    {
        _log.Write(Monday, "A");
        new TradeSealer(_log.Path, _key).SealCurrent();
        var other = SealKey.FromSecret(new byte[16]);

        Assert.Throws<TradeLogNotIntactException>(() => new TradeSealer(_log.Path).SealCurrent());
        Assert.Throws<TradeLogNotIntactException>(() => new TradeSealer(_log.Path, other).SealCurrent());
    }

    [Fact]
    public void Force_seals_what_is_there_and_keeps_the_former_seals()
    {
        _log.Write(Monday, "A", "B");
        var sealer = new TradeSealer(_log.Path, _key);
        sealer.SealCurrent();
        string first = File.ReadAllText(CurrentSeal);
        ChangeLastLine(_log.Path);

        sealer.SealCurrent(force: true);
        string second = File.ReadAllText(CurrentSeal);
        sealer.SealCurrent(force: true);

        Assert.Equal(first, File.ReadAllText(CurrentSeal + ".1"));
        Assert.Equal(second, File.ReadAllText(CurrentSeal + ".2"));
        Assert.Equal(SealState.Verified, Verify(_key)[^1].Seal);
    }

    [Fact]
    public void What_was_sealed_by_force_does_not_stand_in_the_way_of_the_next_seal()
    {
        _log.Write(Monday, "A", "B", "C");
        string[] lines = _log.Folder.Lines("trades.log");
        File.WriteAllText(_log.Path, $"{lines[0]}\n{lines[2]}\n");
        var sealer = new TradeSealer(_log.Path, _key);
        sealer.SealCurrent(force: true);
        _log.Write(Monday, "D");

        Assert.NotNull(sealer.SealCurrent());
    }

    [Fact]
    public void The_seal_of_a_day_that_was_removed_is_made_again_only_for_the_same_file()
    {
        _log.Write(Monday, "A");
        _log.Write(Tuesday, "B");
        _log.Write(Wednesday, "C");
        string seal = _log.Path + ".2025-12-15.seal";
        string former = File.ReadAllText(seal);

        File.Delete(seal);
        Assert.Equal([seal], new TradeSealer(_log.Path).SealDays());
        Assert.Equal(former, File.ReadAllText(seal));

        File.Delete(seal);
        ChangeLastLine(_log.Path + ".2025-12-15");
        List<TradeLogProblem> skipped = [];
        Assert.Empty(new TradeSealer(_log.Path).SealDays(skipped.Add));
        Assert.Contains("does not confirm", Assert.Single(skipped).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a directory")]
    [InlineData("a pipe")]
    [InlineData("a link")]
    public void A_name_of_a_day_that_is_no_ordinary_file_is_one_finding_and_the_rest_goes_on(string kind)
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() && kind != "a directory",
            "Windows has no such names in a directory.");
        _log.Write(Tuesday, "A");
        _log.Write(Wednesday, "B");
        File.Delete(_log.Path + ".2025-12-16.seal");
        Make(kind, _log.Path + ".2025-12-15");
        List<TradeLogProblem> skipped = [];

        IReadOnlyList<string> made = new TradeSealer(_log.Path).SealDays(skipped.Add);
        TradeLogProof[] proofs = Verify();

        Assert.Equal([_log.Path + ".2025-12-16.seal"], made);
        Assert.Equal(_log.Path + ".2025-12-15", Assert.Single(skipped).Location.File);
        Assert.Equal([false, true, true], proofs.Select(proof => proof.IsIntact));
        Assert.Equal(SealState.Unsigned, proofs[1].Seal);
    }

    [Fact]
    public void A_compressed_day_that_cannot_be_read_is_one_finding_and_the_rest_is_sealed()
    {
        _log.Write(Tuesday, "A");
        _log.Write(Wednesday, "B");
        File.Delete(_log.Path + ".2025-12-16.seal");
        File.WriteAllText(_log.Path + ".2025-12-15.gz", "no gzip");
        List<TradeLogProblem> skipped = [];

        IReadOnlyList<string> made = new TradeSealer(_log.Path).SealDays(skipped.Add);

        Assert.Equal([_log.Path + ".2025-12-16.seal"], made);
        Assert.Equal(_log.Path + ".2025-12-15.gz", Assert.Single(skipped).Location.File);
    }

    [Fact]
    public void A_directory_with_the_name_of_a_seal_is_one_finding()
    {
        _log.Write(Tuesday, "A");
        _log.Write(Wednesday, "B");
        File.Delete(_log.Path + ".2025-12-16.seal");
        Directory.CreateDirectory(_log.Path + ".2025-12-16.seal");

        Assert.Equal([false, true], Verify().Select(proof => proof.IsIntact));
    }

    [Fact]
    public void While_another_process_seals_the_end_of_a_session_does_not_wait_and_says_so()
    {
        WriteUnsealedDay();
        using InterProcessLock other = LockSeals();
        other.Acquire(TimeSpan.FromSeconds(1));
        List<string> warnings = [];
        var sealing = new BackgroundSealing(new TradeSealer(_log.Path), warnings.Add);
        sealing.Request();

        sealing.Dispose();

        Assert.Contains("before the end of logging", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Sealing_that_may_not_go_on_ends_and_leaves_no_half_seal()
    {
        WriteUnsealedDay();

        Assert.Throws<OperationCanceledException>(() =>
            new TradeSealer(_log.Path).SealDays(skipped: null, mayWait: null, mayGoOn: () => false));
        Assert.Equal(["trades.log", "trades.log.2025-12-16"], _log.Folder.Files);
    }

    [Fact]
    public void Without_a_thread_of_the_pool_the_end_of_a_session_seals()
    {
        WriteUnsealedDay();
        var block = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.GetMaxThreads(out int mostWorkers, out int mostPorts);
        try
        {
            ThreadPool.SetMinThreads(1, ports);
            Assert.True(ThreadPool.SetMaxThreads(Environment.ProcessorCount, mostPorts));
            for (int number = 0; number < 4 * Environment.ProcessorCount; number++)
                ThreadPool.QueueUserWorkItem(_ => block.WaitInTime());
            var sealing = new BackgroundSealing(new TradeSealer(_log.Path), _ => { });
            sealing.Request();
            sealing.Dispose();

            Assert.True(File.Exists(_log.Path + ".2025-12-16.seal"));
        }
        finally
        {
            block.Set();
            ThreadPool.SetMinThreads(workers, ports);
            ThreadPool.SetMaxThreads(mostWorkers, mostPorts);
        }
    }

    private static void ChangeLastLine(string path)
    {
        string text = File.ReadAllText(path);
        int last = text.LastIndexOf("\"action\": \"", StringComparison.Ordinal) + "\"action\": \"".Length;
        File.WriteAllText(path, text[..last] + "X" + text[(last + 1)..]);
    }

    private static void Make(string kind, string path)
    {
        if (kind == "a directory")
            Directory.CreateDirectory(path);
        else if (kind == "a link")
            File.CreateSymbolicLink(path, path + ".elsewhere");
        else
            Process.Start("mkfifo", $"\"{path}\"").EndInTime();
    }

    private void WriteUnsealedDay()
    {
        _log.Write(Tuesday, "A");
        _log.Write(Wednesday, "B");
        File.Delete(_log.Path + ".2025-12-16.seal");
    }

    private InterProcessLock LockSeals() => new(
        PlatformFiles.Current,
        _log.Folder.PathOf(".trades.log.seal.lock"),
        _log.Folder.PathOf(".trades.log.seal.queue"));

    private TradeLogProof[] Verify(SealKey? key = null) =>
        [.. new TradeLogVerifier(_log.Path, key).Verify(TestContext.Current.CancellationToken)];
}
