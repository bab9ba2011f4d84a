namespace TradingLogging.Analytics;

/// <summary>Sorts latencies into spans that a person reads: 0, then 1, 2 and 5 times a power of ten of microseconds.</summary>
internal static class LatencySpans
{
    private static readonly long[] Steps = [1, 2, 5];

    private static readonly TimeSpan[] Bounds = [.. MakeBounds()];

    /// <summary>Counts latencies by span.</summary>
    /// <param name="latencies">Latencies with the number of each, from the shortest.</param>
    /// <returns>The spans from the shortest latency's to the longest's, those between without any included.</returns>
    public static IReadOnlyList<LatencyBucket> Distribute(IEnumerable<(TimeSpan Latency, long Count)> latencies)
    {
        var counts = new SortedDictionary<int, long>();
        foreach ((TimeSpan latency, long count) in latencies)
        {
            int span = SpanOf(latency);
            counts.TryGetValue(span, out long before);
            counts[span] = before + count;
        }

        int first = counts.Keys.First(), last = counts.Keys.Last();
        return
        [
            .. Enumerable.Range(first, last - first + 1)
                .Select(span => new LatencyBucket(Bounds[span], Bounds[span + 1], counts.TryGetValue(span, out long count) ? count : 0)),
        ];
    }

    private static int SpanOf(TimeSpan latency)
    {
        int found = Array.BinarySearch(Bounds, latency);
        return found >= 0 ? found : ~found - 1;
    }

    private static IEnumerable<TimeSpan> MakeBounds()
    {
        yield return TimeSpan.Zero;
        for (long power = 10; power < TimeSpan.MaxValue.Ticks / 100; power *= 10)
        {
            foreach (long step in Steps)
                yield return TimeSpan.FromTicks(power * step);
        }

        yield return TimeSpan.MaxValue;
    }
}
