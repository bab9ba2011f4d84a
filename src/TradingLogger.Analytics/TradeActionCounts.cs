namespace TradingLogging.Analytics;

/// <summary>Counts events by action and symbol.</summary>
internal sealed class TradeActionCounts
{
    private static readonly (string Action, string Symbol) Others = (TradeActivityLimits.Others, TradeActivityLimits.Others);

    private readonly Dictionary<(string Action, string Symbol), long> _counts = [];

    /// <summary>Counts an event.</summary>
    public void Add(string action, string? symbol)
    {
        (string Action, string Symbol) key = (action, symbol ?? "");
        if (!_counts.TryGetValue(key, out long count) && _counts.Count >= TradeActivityLimits.Groups)
        {
            key = Others;
            _counts.TryGetValue(key, out count);
        }

        _counts[key] = count + 1;
    }

    /// <summary>The counts by action, then symbol, in ordinal order.</summary>
    public IReadOnlyList<TradeActionCount> Counts() =>
    [
        .. _counts
            .OrderBy(pair => pair.Key.Action, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Symbol, StringComparer.Ordinal)
            .Select(pair => new TradeActionCount(pair.Key.Action, pair.Key.Symbol, pair.Value)),
    ];
}
