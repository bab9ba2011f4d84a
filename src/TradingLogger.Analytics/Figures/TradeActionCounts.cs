using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Figures;

/// <summary>Counts events by action and symbol.</summary>
internal sealed class TradeActionCounts
{
    private static readonly (string Action, string Symbol) Others = (
        TradeActivityLimits.Others, TradeActivityLimits.Others);

    private readonly Dictionary<(string Action, string Symbol), Counter> _counts = [];
    private readonly PairCache<Counter> _recent;

    /// <summary>Starts at 0.</summary>
    public TradeActionCounts() =>
        _recent = new PairCache<Counter>((action, symbol) => CounterOf((action ?? "", symbol ?? "")));

    /// <summary>Counts an event.</summary>
    public void Add(string action, string? symbol) => _recent.Of(action, symbol).Count++;

    /// <summary>The counts by action, then symbol, in ordinal order.</summary>
    public IReadOnlyList<TradeActionCount> Counts() =>
    [
        .. _counts
            .OrderBy(pair => pair.Key.Action, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Symbol, StringComparer.Ordinal)
            .Select(pair => new TradeActionCount(pair.Key.Action, pair.Key.Symbol, pair.Value.Count)),
    ];

    private Counter CounterOf((string Action, string Symbol) key)
    {
        if (_counts.TryGetValue(key, out Counter? counter))
            return counter;
        if (_counts.Count >= TradeActivityLimits.Groups && key != Others)
            return CounterOf(Others);
        return _counts[key] = new Counter();
    }

    private sealed class Counter
    {
        public long Count { get; set; }
    }
}

/// <summary>How many events there are of an action and a symbol.</summary>
/// <param name="Action">The action, as written.</param>
/// <param name="Symbol">The symbol; empty for events that have none.</param>
/// <param name="Count">How many.</param>
public sealed record TradeActionCount(string Action, string Symbol, long Count)
{
    /// <summary>The count in one line, for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Action} {Symbol}").TrimEnd() + FormattableString.Invariant($": {Count}");
}
