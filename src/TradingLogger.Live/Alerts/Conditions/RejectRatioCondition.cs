using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>More than a part of the orders of the window was rejected. A reject without an order that was placed in the
/// window counts as an order, too.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">The part that is allowed, 0 to 1.</param>
/// <param name="fewest">The fewest orders of which a part is taken.</param>
internal sealed class RejectRatioCondition(TimeSpan window, decimal threshold, int fewest) : AlertCondition
{
    private readonly SlidingWindow _placed = new(window);
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

    public override void Add(in AlertSample sample) => (sample.IsReject ? _rejected : _placed).Add(sample.Time);

    public override void SetBack(DateTimeOffset time)
    {
        _placed.SetBack(time);
        _rejected.SetBack(time);
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        _placed.Expire(time);
        _rejected.Expire(time);
        _orders = Math.Max(_placed.Count, _rejected.Count);
        Value = _orders == 0 ? 0 : (decimal)_rejected.Count / _orders;
        return _orders >= fewest && Value > threshold;
    }
}
