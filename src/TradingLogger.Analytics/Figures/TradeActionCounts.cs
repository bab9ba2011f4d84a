using System.Runtime.CompilerServices;

namespace TradingLogging.Analytics.Figures;

/// <summary>Counts events by action and symbol.</summary>
internal sealed class TradeActionCounts
{
    private const int Slots = 1024;

    private static readonly (string Action, string Symbol) Others = (
        TradeActivityLimits.Others, TradeActivityLimits.Others);

    private readonly Dictionary<(string Action, string Symbol), Counter> _counts = [];
    private readonly (string Action, string Symbol, Counter Counter)[] _recent =
        new (string, string, Counter)[Slots];

    /// <summary>Counts an event.</summary>
    public void Add(string action, string? symbol)
    {
        symbol ??= "";
        // Texts of one log are shared: the same symbol is the same object.
        int hash = RuntimeHelpers.GetHashCode(action) ^ (RuntimeHelpers.GetHashCode(symbol) * 31);
        ref (string Action, string Symbol, Counter Counter) slot = ref _recent[hash & (Slots - 1)];
        if ((object)slot.Action != action || (object)slot.Symbol != symbol)
            slot = (action, symbol, CounterOf((action, symbol)));
        slot.Counter.Count++;
    }

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
