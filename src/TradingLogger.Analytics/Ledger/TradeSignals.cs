using System.Runtime.CompilerServices;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>The signals that no order has followed yet: of each symbol and strategy the latest. The oldest is forgotten
/// when there are too many.</summary>
internal sealed class TradeSignals
{
    private const int Slots = 256;

    private readonly Dictionary<(string Symbol, string? Strategy), Latest> _known = [];
    private readonly Queue<Latest> _order = new();
    private readonly Latest?[] _recent = new Latest?[Slots];

    /// <summary>Remembers a signal in place of the last one of its symbol and strategy.</summary>
    public void Add(TradeFact fact)
    {
        string symbol = fact.Symbol ?? "";
        Latest latest = Of(symbol, fact.Strategy);
        // The signal before is followed by no order any more: its object serves for this one.
        TradeSignal signal = latest.Signal is { } former && former.Strategy == fact.Strategy
            ? former
            : new TradeSignal();
        signal.Become(fact);
        Set(latest, signal);
        if (fact.Strategy is not null)
            Set(Of(symbol, null), signal);
        while (_known.Count > TradeActivityLimits.Positions)
            ForgetOldest();
    }

    /// <summary>Takes the signal that an order follows: the latest of its symbol and strategy; where the order or the
    /// signal names no strategy, the latest of the symbol.</summary>
    /// <returns>The signal, which no other order follows; null when there is none.</returns>
    public TradeSignal? Take(TradeFact order)
    {
        TradeSignal? signal = Find(order);
        signal?.IsTaken = true;
        return signal;
    }

    private TradeSignal? Find(TradeFact order)
    {
        string symbol = order.Symbol ?? "";
        if (order.Strategy is not null && Find(symbol, order.Strategy)?.Signal is { IsTaken: false } own)
            return own;
        return Find(symbol, null)?.Signal is { IsTaken: false } latest
            && (order.Strategy is null || latest.Strategy is null)
            ? latest
            : null;
    }

    private static void Set(Latest latest, TradeSignal signal)
    {
        latest.IsRenewed = latest.Signal is not null;
        latest.Signal = signal;
    }

    private Latest Of(string symbol, string? strategy)
    {
        if (Find(symbol, strategy) is { } known)
            return known;
        var made = new Latest(symbol, strategy);
        _known[(symbol, strategy)] = made;
        _order.Enqueue(made);
        return made;
    }

    // What has had a further signal since its last turn gets another one.
    private void ForgetOldest()
    {
        Latest oldest = _order.Dequeue();
        if (oldest.IsRenewed)
        {
            oldest.IsRenewed = false;
            _order.Enqueue(oldest);
            return;
        }

        oldest.IsForgotten = true;
        _known.Remove((oldest.Symbol, oldest.Strategy));
    }

    // Texts of one log are shared: the same symbol is the same object, which costs less than hashing its characters.
    private Latest? Find(string symbol, string? strategy)
    {
        int hash = RuntimeHelpers.GetHashCode(symbol) ^ (strategy is null ? 0 : RuntimeHelpers.GetHashCode(strategy));
        ref Latest? slot = ref _recent[hash & (Slots - 1)];
        if (slot is { IsForgotten: false } && (object)symbol == slot.Symbol && (object?)strategy == slot.Strategy)
            return slot;
        if (_known.TryGetValue((symbol, strategy), out Latest? latest))
            slot = latest;
        return latest;
    }

    private sealed class Latest(string symbol, string? strategy)
    {
        public string Symbol => symbol;

        public string? Strategy => strategy;

        public TradeSignal? Signal { get; set; }

        public bool IsRenewed { get; set; }

        public bool IsForgotten { get; set; }
    }
}

/// <summary>The latest signal of a symbol and a strategy, which an order may follow.</summary>
internal sealed class TradeSignal
{
    /// <summary>The event.</summary>
    public EventMark Mark { get; private set; }

    /// <summary>Its strategy; null when it names none.</summary>
    public string? Strategy { get; private set; }

    /// <summary>Its price; null when it names none.</summary>
    public decimal? Price { get; private set; }

    /// <summary>Whether an order has followed it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Makes it the signal of an event.</summary>
    public void Become(TradeFact fact)
    {
        Mark = EventMark.Of(fact);
        Strategy = fact.Strategy;
        Price = fact.Price?.Value;
        IsTaken = false;
    }
}
