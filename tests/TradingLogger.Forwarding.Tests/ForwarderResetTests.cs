using TradingLogging.Configuration;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

public sealed class ForwarderResetTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("reset-");

    private string StateDirectory => Path.Combine(_directory.FullName, ".trades.log.forward");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_forwarder_that_was_never_there_cannot_be_reset()
    {
        Assert.False(ForwarderReset.Resend(_directory.FullName, "main"));
        Assert.False(ForwarderReset.Remove(_directory.FullName, "main"));
        Assert.False(Directory.Exists(StateDirectory));
    }

    [Fact]
    public void Resending_forgets_the_checkpoint_and_nothing_else()
    {
        Make("main.checkpoint", "main.state", "main.dead.ndjson", "main.fallback-ids", "main.sent", "other.checkpoint");

        Assert.True(ForwarderReset.Resend(_directory.FullName, "main"));

        Assert.Equal(
            ["main.dead.ndjson", "main.fallback-ids", "main.lock", "main.sent", "main.state", "other.checkpoint"],
            Files());
    }

    [Fact]
    public void Removing_leaves_nothing_that_a_forwarder_is_known_by()
    {
        Make(
            "main.checkpoint", "main.state", "main.dead.ndjson", "main.fallback-ids", "main.sent", "main.gaps",
            "other.checkpoint");

        Assert.True(ForwarderReset.Remove(_directory.FullName, "main"));

        Assert.Equal(["main.lock", "other.checkpoint"], Files());
    }

    [Fact]
    public void A_forwarder_that_runs_is_not_reset()
    {
        Make("main.checkpoint");
        using LockHandle held = PlatformFiles.Current.OpenLock(Path.Combine(StateDirectory, "main.lock"));
        Assert.True(held.TryLock());

        var exception = Assert.ThrowsAny<IOException>(() => ForwarderReset.Resend(_directory.FullName, "main"));
        Assert.ThrowsAny<IOException>(() => ForwarderReset.Remove(_directory.FullName, "main"));

        Assert.Contains("runs", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["main.checkpoint", "main.lock"], Files());
    }

    [Fact]
    public void A_name_that_leads_elsewhere_is_refused() =>
        Assert.Throws<ConfigurationException>(() => ForwarderReset.Remove(_directory.FullName, "../../main"));

    private void Make(params string[] files)
    {
        Directory.CreateDirectory(StateDirectory);
        foreach (string file in files)
            File.WriteAllText(Path.Combine(StateDirectory, file), "x");
    }

    private IEnumerable<string?> Files() =>
        Directory.GetFiles(StateDirectory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
