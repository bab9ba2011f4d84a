using TradingLogging.Text;

namespace TradingLogging.Analytics.Figures;

/// <summary>How long one step took to follow another. Percentiles are by nearest rank: the smallest latency that so
/// many percent of all do not exceed.</summary>
public sealed record LatencySummary
{
    /// <summary>How many were measured.</summary>
    public long Count { get; init; }

    /// <summary>The shortest; null when there is none.</summary>
    public TimeSpan? Minimum { get; init; }

    /// <summary>The median; null when there is none.</summary>
    public TimeSpan? P50 { get; init; }

    /// <summary>The 95th percentile; null when there is none.</summary>
    public TimeSpan? P95 { get; init; }

    /// <summary>The 99th percentile; null when there is none.</summary>
    public TimeSpan? P99 { get; init; }

    /// <summary>The longest; null when there is none.</summary>
    public TimeSpan? Maximum { get; init; }

    /// <summary>Whether the percentiles are exact. They are up to 65,536 latencies; beyond, they lie within 0.4 % of
    /// the exact ones.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The distribution, from the shortest: spans of 1, 2 and 5 times a power of ten, those between
    /// included.</summary>
    public IReadOnlyList<LatencyBucket> Buckets
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<LatencyBucket>([]);

    /// <summary>The percentiles for people.</summary>
    /// <returns>For example <c>p50 865 ms, p95 8.96 s, p99 9.91 s of 93</c>; empty when there is none.</returns>
    public override string ToString() => P50 is { } median && P95 is { } slow && P99 is { } slowest
        ? FormattableString.Invariant(
            $"p50 {ShortTime.Of(median)}, p95 {ShortTime.Of(slow)}, p99 {ShortTime.Of(slowest)} of {Count}")
        : "";
}

/// <summary>How many latencies lie within a span.</summary>
/// <param name="From">The shortest, included.</param>
/// <param name="To">The longest, excluded.</param>
/// <param name="Count">How many.</param>
public sealed record LatencyBucket(TimeSpan From, TimeSpan To, long Count)
{
    /// <summary>The bucket in one line, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{From} to {To}: {Count}");
}
