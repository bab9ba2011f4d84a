using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>A percentile of the latencies of the window, by nearest rank, is above a threshold. The window has at most
/// so many latencies as an analysis keeps exactly; older ones leave it early.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">The latency that is allowed, in seconds.</param>
/// <param name="percentile">Above 0, at most 100.</param>
/// <param name="fewest">The fewest latencies of which a percentile is taken.</param>
/// <param name="name">What is measured, such as <c>order to fill</c>.</param>
internal sealed class LatencyCondition(
    TimeSpan window, decimal threshold, decimal percentile, int fewest, string name) : AlertCondition
{
    // As many as an analysis keeps one by one.
    private const int MostLatencies = 65_536;

    private readonly Queue<(DateTimeOffset Time, decimal Seconds)> _latencies = new();
    private readonly List<decimal> _sorted = [];

    public override DateTimeOffset? NextChange =>
        _latencies.Count >= fewest ? _latencies.Peek().Time + window : null;

    public override bool IsForgettable => _latencies.Count == 0;

    public override string Description => FormattableString.Invariant(
        $"{percentile} % of {_sorted.Count} took at most {SpanOf(Value)} from {name} in {ShortTime.Of(window)}, ")
        + $"more than {SpanOf(threshold)}";

    public override void Add(in AlertSample sample)
    {
        if (_latencies.Count == MostLatencies)
            Remove();
        _latencies.Enqueue((sample.Time, sample.Value));
        int place = _sorted.BinarySearch(sample.Value);
        _sorted.Insert(place < 0 ? ~place : place, sample.Value);
    }

    public override void SetBack(DateTimeOffset time)
    {
        (DateTimeOffset Time, decimal Seconds)[] latencies = [.. _latencies];
        _latencies.Clear();
        foreach ((DateTimeOffset moment, decimal seconds) in latencies)
            _latencies.Enqueue((moment < time ? moment : time, seconds));
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        while (_latencies.Count > 0 && _latencies.Peek().Time + window <= time)
            Remove();
        int rank = (int)Math.Ceiling(_sorted.Count * percentile / 100);
        Value = rank == 0 ? 0 : _sorted[rank - 1];
        return _sorted.Count >= fewest && Value > threshold;
    }

    private static string SpanOf(decimal seconds) =>
        ShortTime.Of(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));

    private void Remove() => _sorted.RemoveAt(_sorted.BinarySearch(_latencies.Dequeue().Seconds));
}
