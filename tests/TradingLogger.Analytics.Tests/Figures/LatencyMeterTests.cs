using CsCheck;
using TradingLogging.Analytics.Figures;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

public sealed class LatencyMeterTests
{
    [Fact]
    public void Percentiles_are_by_nearest_rank()
    {
        LatencySummary summary = Summarize(
            Enumerable.Range(1, 200).Reverse().Select(i => TimeSpan.FromMilliseconds(i)));

        Assert.Equal(
            [1, 100, 190, 198, 200],
            new[] { summary.Minimum, summary.P50, summary.P95, summary.P99, summary.Maximum }.Select(
                span => span!.Value.TotalMilliseconds));
        Assert.True(summary.IsExact);
    }

    [Fact]
    public void A_summary_is_written_for_people()
    {
        Assert.Equal(
            "p50 2 s, p95 3 s, p99 3 s of 3", Summarize(
                [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)]).ToString());
        Assert.Equal("", Summarize([]).ToString());
    }

    [Fact]
    public void Beyond_65536_latencies_percentiles_stay_within_four_thousandths()
    {
        TimeSpan[] latencies = [.. Enumerable.Range(1, 100_000).Select(i => TimeSpan.FromMicroseconds(i * 37L))];

        LatencySummary summary = Summarize(latencies);

        Assert.False(summary.IsExact);
        Assert.InRange(summary.P50!.Value / latencies[49_999], 0.996, 1.004);
        Assert.InRange(summary.P95!.Value / latencies[94_999], 0.996, 1.004);
        Assert.InRange(summary.P99!.Value / latencies[98_999], 0.996, 1.004);
        Assert.Equal((latencies[0], latencies[^1]), (summary.Minimum, summary.Maximum));
    }

    [Fact]
    public void Many_equal_latencies_have_that_latency_as_percentile()
    {
        var latency = TimeSpan.FromMicroseconds(1_234_567);

        LatencySummary summary = Summarize(Enumerable.Repeat(latency, 70_000));

        Assert.Equal((latency, latency), (summary.P50, summary.P99));
    }

    [Fact]
    public void Spans_count_each_latency_once() => Gen.Long[0, TimeSpan.MaxValue.Ticks - 1].Select(TimeSpan.FromTicks)
        .Array[1, 50].Sample(latencies =>
    {
        LatencySummary summary = Summarize(latencies);

        Assert.Equal(latencies.Length, summary.Buckets.Sum(bucket => bucket.Count));
        Assert.All(summary.Buckets, bucket => Assert.True(bucket.From < bucket.To));
        Assert.All(summary.Buckets.Zip(summary.Buckets.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    });

    [Fact]
    public void Spans_between_two_latencies_are_there_though_empty()
    {
        LatencySummary summary = Summarize([TimeSpan.Zero, TimeSpan.FromMicroseconds(3)]);

        Assert.Equal(
            [new(TimeSpan.Zero, Micro(1), 1), new(Micro(1), Micro(2), 0), new(Micro(2), Micro(5), 1)],
            summary.Buckets);

        static TimeSpan Micro(int count) => TimeSpan.FromMicroseconds(count);
    }

    private static LatencySummary Summarize(IEnumerable<TimeSpan> latencies)
    {
        var meter = new LatencyMeter();
        foreach (TimeSpan latency in latencies)
            meter.Add(latency);
        return meter.Summarize();
    }
}
