namespace TradingLogging.Analytics;

/// <summary>The meters that one event adds to: of all events, of its symbol, its strategy and its day.</summary>
internal sealed class TradeFigureSet(MetricsAccumulator total, MetricsAccumulator symbol, MetricsAccumulator strategy, MetricsAccumulator day)
{
    private readonly MetricsAccumulator[] _meters = [total, symbol, strategy, day];

    /// <summary>Counts something in each meter.</summary>
    public void Count(Action<MetricsAccumulator> count)
    {
        foreach (MetricsAccumulator meter in _meters)
            count(meter);
    }

    /// <summary>Adds an amount to each meter.</summary>
    /// <returns>False when one of them could not hold it.</returns>
    public bool TryAdd(Func<MetricsAccumulator, bool> add)
    {
        bool added = true;
        foreach (MetricsAccumulator meter in _meters)
            added &= add(meter);
        return added;
    }
}
