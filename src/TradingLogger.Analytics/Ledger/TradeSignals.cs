using System.Runtime.CompilerServices;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>The signals that no order has followed yet: of each symbol and strategy the latest. The oldest is forgotten
/// when there are too many.</summary>
internal sealed class TradeSignals
{
    private const int Slots = 256;

    private readonly Dictionary<(string Symbol, string? Strategy), LinkedListNode<Latest>> _nodes = [];
    private readonly LinkedList<Latest> _order = new();
    private readonly (string? Symbol, string? Strategy, LinkedListNode<Latest>? Node)[] _recent =
        new (string?, string?, LinkedListNode<Latest>?)[Slots];

    /// <summary>Remembers a signal in place of the last one of its symbol and strategy.</summary>
    public void Add(TradeFact fact)
    {
        var signal = new TradeSignal(EventMark.Of(fact), fact.Strategy, fact.Price?.Value);
        string symbol = fact.Symbol ?? "";
        Set(symbol, null, signal);
        if (fact.Strategy is not null)
            Set(symbol, fact.Strategy, signal);
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
        if (order.Strategy is not null && NodeOf(symbol, order.Strategy)?.Value.Signal is { IsTaken: false } own)
            return own;
        return NodeOf(symbol, null)?.Value.Signal is { IsTaken: false } latest
            && (order.Strategy is null || latest.Strategy is null)
            ? latest
            : null;
    }

    private void Set(string symbol, string? strategy, TradeSignal signal)
    {
        if (NodeOf(symbol, strategy) is { } node)
        {
            node.Value.Signal = signal;
            _order.Remove(node);
            _order.AddLast(node);
            return;
        }

        _nodes[(symbol, strategy)] = _order.AddLast(new Latest(symbol, strategy) { Signal = signal });
        if (_nodes.Count <= TradeActivityLimits.Positions)
            return;

        Latest oldest = _order.First!.Value;
        _nodes.Remove((oldest.Symbol, oldest.Strategy));
        _order.RemoveFirst();
    }

    // Texts of one log are shared: the same symbol is the same object, which costs less than hashing its characters.
    private LinkedListNode<Latest>? NodeOf(string symbol, string? strategy)
    {
        int hash = RuntimeHelpers.GetHashCode(symbol) ^ (strategy is null ? 0 : RuntimeHelpers.GetHashCode(strategy));
        ref (string? Symbol, string? Strategy, LinkedListNode<Latest>? Node) slot = ref _recent[hash & (Slots - 1)];
        bool isThere = slot.Node?.List is not null && (object)symbol == slot.Symbol
            && (object?)strategy == slot.Strategy;
        if (isThere)
            return slot.Node;
        if (_nodes.TryGetValue((symbol, strategy), out LinkedListNode<Latest>? node))
            slot = (symbol, strategy, node);
        return node;
    }

    private sealed class Latest(string symbol, string? strategy)
    {
        public string Symbol => symbol;

        public string? Strategy => strategy;

        public required TradeSignal Signal { get; set; }
    }
}

/// <summary>A signal that an order may follow.</summary>
/// <param name="mark">The event.</param>
/// <param name="strategy">Its strategy; null when it names none.</param>
/// <param name="price">Its price; null when it names none.</param>
internal sealed class TradeSignal(EventMark mark, string? strategy, decimal? price)
{
    /// <summary>The event.</summary>
    public EventMark Mark => mark;

    /// <summary>Its strategy; null when it names none.</summary>
    public string? Strategy => strategy;

    /// <summary>Its price; null when it names none.</summary>
    public decimal? Price => price;

    /// <summary>Whether an order has followed it.</summary>
    public bool IsTaken { get; set; }
}
