namespace TradingLogging.Analytics;

/// <summary>How many latencies lie within a span.</summary>
/// <param name="From">The shortest, included.</param>
/// <param name="To">The longest, excluded.</param>
/// <param name="Count">How many.</param>
public sealed record LatencyBucket(TimeSpan From, TimeSpan To, long Count);
