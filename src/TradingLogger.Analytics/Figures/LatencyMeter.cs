namespace TradingLogging.Analytics.Figures;

/// <summary>Collects latencies in bounded memory: one by one while they are few, and by magnitude.</summary>
/// <remarks>The magnitudes are microseconds, each power of two divided into 128 equal parts.</remarks>
internal sealed class LatencyMeter
{
    private const int PartBits = 7;
    private const int Parts = 1 << PartBits;
    private const long TicksPerMicrosecond = 10;

    private long[] _magnitudes = new long[Parts];
    private List<TimeSpan>? _exact = [];
    private long _count;
    private TimeSpan _minimum = TimeSpan.MaxValue;
    private TimeSpan _maximum = TimeSpan.Zero;

    /// <summary>Hears of each latency.</summary>
    public Action<TimeSpan>? Added { get; set; }

    /// <summary>Adds a latency of 0 or above.</summary>
    public void Add(TimeSpan latency)
    {
        Added?.Invoke(latency);
        _count++;
        if (latency < _minimum)
            _minimum = latency;
        if (latency > _maximum)
            _maximum = latency;

        int magnitude = MagnitudeOf(latency);
        if (magnitude >= _magnitudes.Length)
            Array.Resize(ref _magnitudes, magnitude + Parts);
        _magnitudes[magnitude]++;

        _exact?.Add(latency);
        if (_exact?.Count > TradeActivityLimits.ExactLatencies)
            _exact = null;
    }

    /// <summary>The summary of all latencies so far.</summary>
    public LatencySummary Summarize()
    {
        if (_count == 0)
            return new LatencySummary();

        _exact?.Sort();
        return new LatencySummary
        {
            Count = _count,
            Minimum = _minimum,
            P50 = Percentile(50),
            P95 = Percentile(95),
            P99 = Percentile(99),
            Maximum = _maximum,
            IsExact = _exact is not null,
            Buckets = LatencySpans.Distribute(Magnitudes().Select(found => (Middle(found.Magnitude), found.Count))),
        };
    }

    private static int MagnitudeOf(TimeSpan latency)
    {
        long microseconds = latency.Ticks / TicksPerMicrosecond;
        int shift = 0;
        while (microseconds >> shift >= Parts << 8)
            shift += 8;
        while (microseconds >> shift >= 2 * Parts)
            shift++;
        return (shift << PartBits) + (int)(microseconds >> shift);
    }

    private static TimeSpan Middle(int magnitude)
    {
        // Below two times the parts a magnitude is its number of microseconds itself.
        int shift = Math.Max(0, (magnitude >> PartBits) - 1);
        long part = magnitude - (shift << PartBits);
        return TimeSpan.FromTicks(((part << shift) + ((1L << shift) >> 1)) * TicksPerMicrosecond);
    }

    private TimeSpan Percentile(int percent)
    {
        long rank = ((_count * percent) + 99) / 100;
        return _exact is not null ? _exact[(int)rank - 1] : Within(AtRank(rank));
    }

    private TimeSpan AtRank(long rank)
    {
        long seen = 0;
        return Middle(Magnitudes().First(found => (seen += found.Count) >= rank).Magnitude);
    }

    private IEnumerable<(int Magnitude, long Count)> Magnitudes() => _magnitudes
        .Select((count, magnitude) => (magnitude, count))
        .Where(found => found.count > 0);

    private TimeSpan Within(TimeSpan middle) => middle < _minimum ? _minimum : middle > _maximum ? _maximum : middle;
}

/// <summary>Sorts latencies into spans that a person reads: 0, then 1, 2 and 5 times a power of ten of
/// microseconds.</summary>
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
                .Select(span => new LatencyBucket(
                    Bounds[span], Bounds[span + 1], counts.TryGetValue(span, out long count) ? count : 0)),
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
