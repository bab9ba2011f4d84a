using TradingLogging.Live.Summaries;
using Xunit;

namespace TradingLogging.Live.Tests.Summaries;

public sealed class SystemProbeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void That_the_log_directory_has_gone_is_told()
    {
        var probe = new SystemProbe(_folder.PathOf("gone"));

        Assert.True(SpinWait.SpinUntil(() => probe.Look().Trouble is not null, Patience));

        Assert.Equal(
            $"The log directory '{_folder.PathOf("gone")}' does not exist, or cannot be reached.",
            probe.Look().Trouble);
    }

    [Fact]
    public void Where_nothing_is_wrong_nothing_is_told()
    {
        var probe = new SystemProbe(_folder.FullName);

        Assert.True(SpinWait.SpinUntil(() => probe.Look().FreeDisk is not null, Patience));

        Assert.Null(probe.Look().Trouble);
    }
}
