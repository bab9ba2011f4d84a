using System.Text;
using TradingLogging.Integrity;
using TradingLogging.Reading;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Tests.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Integrity;

/// <summary>The chain and the seals hold over days that were compressed, and a day whose seal does not fit is not
/// compressed.</summary>
public sealed class CompressedDaysTests : IDisposable
{
    private const string Monday = "2025-12-15";
    private const string Tuesday = "2025-12-16";

    private readonly ChainedLog _log = new();
    private readonly LogFolder _elsewhere = new();
    private readonly List<string> _warnings = [];
    private readonly SealKey _key = SealKey.FromSecret(Encoding.ASCII.GetBytes("a secret of more than 16 bytes"));

    public CompressedDaysTests()
    {
        File.WriteAllText(_elsewhere.PathOf("secret"), "a secret of more than 16 bytes");
        _log.Write(Monday + " 10:00", "A", "B");
        _log.Write(Tuesday + " 10:00", "C");
        _log.Write("2025-12-17 10:00", "D", "E");
    }

    public void Dispose()
    {
        _log.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Both_verifiers_agree_over_compressed_days_and_the_chain_goes_on()
    {
        SealAnew();
        using PythonVerifier? python =
            PythonVerifier.TryStart(_log.Folder.FullName, _elsewhere.PathOf("secret"));

        Compress(_key);

        Assert.Empty(_warnings);
        Assert.Equal(
            [
                "trades.log", $"trades.log.{Monday}.gz", $"trades.log.{Monday}.seal", $"trades.log.{Tuesday}.gz",
                $"trades.log.{Tuesday}.seal",
            ],
            _log.Folder.Files);
        AssertIntact(python, lines: 5);

        File.Delete(_log.Folder.PathOf(".trades.log.head"));
        _log.Write("2025-12-18 10:00", "F");
        File.Delete(PathOf("2025-12-17") + ".seal");
        new TradeSealer(_log.Path, _key).SealDays();
        AssertIntact(python, lines: 6);
    }

    [Fact]
    public void A_day_that_was_changed_keeps_its_plain_file_and_is_warned_of()
    {
        File.WriteAllText(PathOf(Monday), File.ReadAllText(PathOf(Monday)).Replace("\"B\"", "\"X\""));

        Compress(key: null);

        Assert.True(File.Exists(PathOf(Monday)));
        Assert.False(File.Exists(PathOf(Monday) + ".gz"));
        Assert.True(File.Exists(PathOf(Tuesday) + ".gz"));
        Assert.Contains(PathOf(Monday), Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seal_of_another_key_or_one_that_is_damaged_lets_nothing_go()
    {
        Compress(_key);
        Assert.Equal(2, _warnings.Count);

        File.WriteAllText(PathOf(Monday) + ".seal", "no seal");
        Compress(key: null);

        Assert.True(File.Exists(PathOf(Monday)));
        Assert.True(File.Exists(PathOf(Tuesday) + ".gz"));
        Assert.Equal(3, _warnings.Count);
    }

    [Fact]
    public void A_day_of_a_chained_log_waits_for_its_seal_and_one_of_another_log_does_not()
    {
        File.Delete(PathOf(Tuesday) + ".seal");

        Compress(key: null);
        Assert.True(File.Exists(PathOf(Tuesday)));
        Assert.Empty(_warnings);

        Compress(key: null, isChained: false);
        Assert.True(File.Exists(PathOf(Tuesday) + ".gz"));
    }

    private string PathOf(string day) => _log.Folder.PathOf("trades.log." + day);

    private void SealAnew()
    {
        File.Delete(PathOf(Monday) + ".seal");
        File.Delete(PathOf(Tuesday) + ".seal");
        new TradeSealer(_log.Path, _key).SealDays();
    }

    private void Compress(SealKey? key, bool isChained = true) => new ArchiveCompressor(
        PlatformFiles.Current,
        new SealedArchives(isChained, key, _warnings.Add).Of(_log.Path),
        _warnings.Add).CompressAll(_ => true);

    private void AssertIntact(PythonVerifier? python, int lines)
    {
        TradeLogProof[] proofs = [.. new TradeLogVerifier(_log.Path, _key).Verify()];
        Assert.All(proofs, proof => Assert.True(proof.IsIntact, proof.FirstProblem?.ToString()));
        Assert.Equal(lines, proofs.Sum(proof => proof.Lines));
        Assert.Equal("intact", python?.Answer() ?? "intact");
        Assert.Equal(lines, TradeLog.InDirectory(_log.Folder.FullName).Count());
    }
}
