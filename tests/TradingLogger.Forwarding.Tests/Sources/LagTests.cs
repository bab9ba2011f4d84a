using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
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
            LagMeter.Read(_log.Options));
        using TradeEventSource source = _log.Open();
        Assert.Equal(LagMeter.Read(_log.Options), source.GetLag(CancellationToken.None));
        Send(source, batches: 1);
        size -= LinesOf(0, 100).Sum(line => line.Length + 1);
        Assert.Equal(
            new ForwardLag(259, size, At("2025-12-16T10:00:00.0001+01:00")), source.GetLag(CancellationToken.None));
        Assert.Equal(LagMeter.Read(_log.Options), source.GetLag(CancellationToken.None));
        Send(source);
        Assert.Equal(1, source.GetLag(CancellationToken.None).Events);

        _log.Append("trades.log", LinesOf(20, 3, "2025-12-18"));
        Assert.Equal(4, source.GetLag(CancellationToken.None).Events);
        Assert.Equal(At("2025-12-18T10:00:00.00002+01:00"), source.GetLag(CancellationToken.None).Oldest);
    }

    [Fact]
    public void What_was_read_and_not_committed_lags_and_what_was_rotated_since_does_not()
    {
        _log.Append("trades.log", LinesOf(0, 150));
        using TradeEventSource source = _log.Open();
        var batch = new EventBatch();
        Assert.True(source.TryRead(batch, CancellationToken.None));
        Assert.Equal(150, source.GetLag(CancellationToken.None).Events);
        source.Commit();
        Assert.Equal(50, source.GetLag(CancellationToken.None).Events);

        _log.Move("trades.log", "trades.log.2025-12-17");
        Assert.Equal(50, source.GetLag(CancellationToken.None).Events);
        _log.Append("trades.log", LinesOf(200, 2));
        Assert.Equal(52, LagMeter.Read(_log.Options).Events);
    }

    [Fact]
    public void A_long_backlog_is_counted_bit_by_bit_so_that_sending_goes_on()
    {
        _log.Append("trades.log.2025-12-15", LinesOf(0, 9000));
        _log.Append("trades.log.2025-12-16", LinesOf(0, 9000));
        _log.Compress("trades.log.2025-12-16");
        _log.Append("trades.log", LinesOf(0, 10));
        var meter = new LagMeter(PlatformFiles.Current, _log.Files, mostCounted: 1);
        var none = new Dictionary<string, SentFile>();

        ForwardLag first = meter.Measure(none, CancellationToken.None);
        Assert.Null(first.Events);
        Assert.True(first.Bytes > new FileInfo(_log.PathOf("trades.log.2025-12-15")).Length);
        ForwardLag last = first;
        for (int calls = 0; last.Events is null && calls < 20; calls++)
            last = meter.Measure(none, CancellationToken.None);

        Assert.Equal(LagMeter.Read(_log.Options), last);
    }

    [Fact]
    public void Archives_that_were_sent_are_not_opened_each_time_the_lag_is_measured()
    {
        _log.Append("trades.log.2025-12-16", LinesOf(0, 300));
        _log.Compress("trades.log.2025-12-16");
        _log.Append("trades.log", LinesOf(0, 10));
        using TradeEventSource source = _log.Open();
        Send(source);
        Assert.Equal(0, source.GetLag(CancellationToken.None).Events);

        string archive = _log.PathOf("trades.log.2025-12-16.gz");
        DateTime written = File.GetLastWriteTimeUtc(archive);
        byte[] bytes = File.ReadAllBytes(archive);
        using (FileStream same = File.OpenWrite(archive))
            same.Write(new byte[bytes.Length]);
        File.SetLastWriteTimeUtc(archive, written);

        Assert.Equal(0, source.GetLag(CancellationToken.None).Events);
    }

    [Fact]
    public void Counting_can_be_cancelled()
    {
        _log.Append("trades.log", LinesOf(0, 10));
        using TradeEventSource source = _log.Open();

        Assert.Throws<OperationCanceledException>(() => source.GetLag(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Without_events_there_is_no_lag() =>
        Assert.Equal(new ForwardLag(0, 0, null), LagMeter.Read(_log.Options));

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
