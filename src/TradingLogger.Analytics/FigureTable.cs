namespace TradingLogging.Analytics;

/// <summary>The figures of each symbol, of each strategy or of each day.</summary>
internal sealed class FigureTable
{
    private readonly Dictionary<string, MetricsAccumulator> _meters = new(StringComparer.Ordinal);

    /// <summary>The meter of a name; null counts as the empty one.</summary>
    public MetricsAccumulator Of(string? name)
    {
        name ??= "";
        if (_meters.TryGetValue(name, out MetricsAccumulator? meter))
            return meter;

        return _meters.Count < TradeActivityLimits.Groups || name == TradeActivityLimits.Others
            ? _meters[name] = new MetricsAccumulator()
            : Of(TradeActivityLimits.Others);
    }

    /// <summary>The figures so far, by name in ordinal order.</summary>
    public IReadOnlyList<TradeFigures> Figures() =>
        [.. _meters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Figures(pair.Key))];
}
