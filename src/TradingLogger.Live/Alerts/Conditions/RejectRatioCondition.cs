using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>More than a part of the orders of the window was rejected. An order counts once by its id, whether it was
/// placed and rejected or only one of both.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">The part that is allowed, 0 to 1.</param>
/// <param name="fewest">The fewest orders of which a part is taken.</param>
internal sealed class RejectRatioCondition(TimeSpan window, decimal threshold, int fewest) : AlertCondition
{
    private readonly SlidingWindow _placed = new(window);
    private readonly Queue<(DateTimeOffset Time, string Id)> _times = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly SlidingWindow _rejected = new(window);
    private long _orders;

    public override DateTimeOffset? NextChange
    {
        get
        {
            // Orders that leave the window make the part of the rejects larger.
            if (_rejected.NextExpiry is not { } rejects)
                return null;
            return _placed.NextExpiry is { } orders && orders < rejects ? orders : rejects;
        }
    }

    public override bool IsForgettable => _orders == 0;

    public override string Description => FormattableString.Invariant(
        $"{_rejected.Count} of {_orders} orders rejected in {ShortTime.Of(window)}, ")
        + FormattableString.Invariant($"more than {threshold * 100:0.##} %");

    public override void Add(in AlertSample sample)
    {
        ForgetIds(sample.Time);
        if (sample.IsReject)
            _rejected.Add(sample.Time);
        if (sample.OrderId is { } id)
        {
            if (!_ids.Add(id))
                return;
            _times.Enqueue((sample.Time, id));
            _placed.Add(sample.Time);
        }
        else if (!sample.IsReject)
        {
            _placed.Add(sample.Time);
        }
    }

    public override void SetBack(DateTimeOffset time)
    {
        _placed.SetBack(time);
        _rejected.SetBack(time);
        (DateTimeOffset Time, string Id)[] times = [.. _times];
        _times.Clear();
        foreach ((DateTimeOffset placed, string id) in times)
            _times.Enqueue((placed < time ? placed : time, id));
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        _placed.Expire(time);
        _rejected.Expire(time);
        // Rejects without an id may be of the orders that were placed, or of none.
        _orders = Math.Max(_placed.Count, _rejected.Count);
        Value = _orders == 0 ? 0 : (decimal)_rejected.Count / _orders;
        return _orders >= fewest && Value > threshold;
    }

    private void ForgetIds(DateTimeOffset time)
    {
        while (_times.Count > 0 && _times.Peek().Time + window <= time)
            _ids.Remove(_times.Dequeue().Id);
    }
}
