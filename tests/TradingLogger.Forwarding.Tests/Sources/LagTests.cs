using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

public sealed class LagTests : IDisposable
{
    private readonly ForwardedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void The_lag_counts_events_and_bytes_of_all_files_and_knows_the_oldest()
    {
        _log.Append("trades.log.2025-12-16", LinesOf(0, 300, "2025-12-16"));
        _log.Compress("trades.log.2025-12-16");
        _log.Append("trades.log.2025-12-17", LinesOf(1, 50));
        File.AppendAllText(_log.PathOf("trades.log.2025-12-17"), "torn");
        _log.Append("trades.log", LinesOf(2, 7, "2025-12-18"));
        string fallback = _log.PathOf("trades.log.fallback");
        FallbackNote.Leave(PlatformFiles.Current, _log.PathOf("trades.log"), fallback);
        File.WriteAllText(fallback, Line(5, "2025-12-18") + "\n");
        File.WriteAllText(fallback + ".merging", Line(6, "2025-12-18") + "\n");
        int size = LinesOf(0, 300).Concat(LinesOf(1, 50)).Concat(LinesOf(2, 7)).Sum(line => line.Length + 1)
            + Line(5).Length + Line(6).Length + 2;

        Assert.Equal(
            new ForwardLag(359, size, At("2025-12-16T10:00:00+01:00")),
            TradeEventSource.ReadLag(_log.Options));
        using TradeEventSource source = _log.Open();
        Assert.Equal(TradeEventSource.ReadLag(_log.Options), source.GetLag());
        Send(source, batches: 1);
        size -= LinesOf(0, 100).Sum(line => line.Length + 1);
        Assert.Equal(new ForwardLag(259, size, At("2025-12-16T10:00:00.0001+01:00")), source.GetLag());
        Assert.Equal(TradeEventSource.ReadLag(_log.Options), source.GetLag());
        Send(source);
        Assert.Equal(1, source.GetLag().Events);

        _log.Append("trades.log", LinesOf(20, 3, "2025-12-18"));
        Assert.Equal(4, source.GetLag().Events);
        Assert.Equal(At("2025-12-18T10:00:00.00002+01:00"), source.GetLag().Oldest);
    }

    [Fact]
    public void What_was_read_and_not_committed_lags_and_what_was_rotated_since_does_not()
    {
        _log.Append("trades.log", LinesOf(0, 150));
        using TradeEventSource source = _log.Open();
        var batch = new EventBatch();
        Assert.True(source.TryRead(batch, CancellationToken.None));
        Assert.Equal(150, source.GetLag().Events);
        source.Commit();
        Assert.Equal(50, source.GetLag().Events);

        _log.Move("trades.log", "trades.log.2025-12-17");
        Assert.Equal(50, source.GetLag().Events);
        _log.Append("trades.log", LinesOf(200, 2));
        Assert.Equal(52, TradeEventSource.ReadLag(_log.Options).Events);
    }

    [Fact]
    public void Without_events_there_is_no_lag() =>
        Assert.Equal(new ForwardLag(0, 0, null), TradeEventSource.ReadLag(_log.Options));

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
