using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>The net pnl is by more than a threshold below its highest value of the window. It is 0 before the first
/// sample.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">The fall that is allowed.</param>
internal sealed class DrawdownCondition(TimeSpan window, decimal threshold) : AlertCondition
{
    // Former values that none of after them reaches, each with the moment until which it held.
    private readonly LinkedList<(decimal NetPnl, DateTimeOffset Until)> _peaks = new();
    private decimal _current;

    public override DateTimeOffset? NextChange =>
        IsMet && _peaks.First is { } highest ? highest.Value.Until + window : null;

    // The net pnl is not forgotten.
    public override bool IsForgettable => false;

    public override string Description => FormattableString.Invariant(
        $"the net pnl has fallen by {Value} to {_current} within {ShortTime.Of(window)}, more than {threshold}");

    public override void Add(in AlertSample sample)
    {
        while (_peaks.Last is { } last && last.Value.NetPnl <= _current)
            _peaks.RemoveLast();
        _peaks.AddLast((_current, sample.Time));
        _current = sample.Value;
    }

    public override void SetBack(DateTimeOffset time)
    {
        for (LinkedListNode<(decimal NetPnl, DateTimeOffset Until)>? node = _peaks.First; node is not null;
            node = node.Next)
        {
            if (node.Value.Until > time)
                node.Value = (node.Value.NetPnl, time);
        }
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        while (_peaks.First is { } first && first.Value.Until + window <= time)
            _peaks.RemoveFirst();
        Value = _peaks.First is { } highest && highest.Value.NetPnl > _current
            ? Fall(highest.Value.NetPnl, _current)
            : 0;
        return Value > threshold;
    }

    // A fall that no decimal can hold is as deep as one can be.
    private static decimal Fall(decimal from, decimal to)
    {
        try
        {
            return from - to;
        }
        catch (OverflowException)
        {
            return decimal.MaxValue;
        }
    }
}
