using System.Diagnostics.CodeAnalysis;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>The signals that no order has followed yet: of each symbol and strategy the latest.</summary>
internal sealed class TradeSignals
{
    private readonly RecentMap<(string Symbol, string? Strategy), TradeSignal> _signals = new(
        TradeActivityLimits.Positions);

    /// <summary>Remembers a signal in place of the last one of its symbol and strategy.</summary>
    public void Add(TradeFact fact)
    {
        var signal = new TradeSignal(EventMark.Of(fact), fact.Strategy);
        string symbol = fact.Symbol ?? "";
        _signals.Set((symbol, null), signal);
        if (fact.Strategy is not null)
            _signals.Set((symbol, fact.Strategy), signal);
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
        if (order.Strategy is not null && _signals.TryGet((symbol, order.Strategy), out TradeSignal? own)
            && !own.IsTaken)
        {
            return own;
        }

        return _signals.TryGet((symbol, null), out TradeSignal? latest)
            && !latest.IsTaken
            && (order.Strategy is null || latest.Strategy is null)
            ? latest
            : null;
    }
}

/// <summary>A signal that an order may follow.</summary>
/// <param name="mark">The event.</param>
/// <param name="strategy">Its strategy; null when it names none.</param>
internal sealed class TradeSignal(EventMark mark, string? strategy)
{
    /// <summary>The event.</summary>
    public EventMark Mark => mark;

    /// <summary>Its strategy; null when it names none.</summary>
    public string? Strategy => strategy;

    /// <summary>Whether an order has followed it.</summary>
    public bool IsTaken { get; set; }
}

/// <summary>Values by name, of which the oldest is forgotten when there are too many.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    /// <summary>Finds a value.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = _nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node) ? node.Value.Value : null;
        return value is not null;
    }

    /// <summary>Puts a value in as the newest; a former one of the name goes.</summary>
    public void Set(TKey key, TValue value)
    {
        if (_nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
        {
            node.Value = (key, value);
            _order.Remove(node);
            _order.AddLast(node);
            return;
        }

        _nodes[key] = _order.AddLast((key, value));
        if (_nodes.Count <= capacity)
            return;

        _nodes.Remove(_order.First!.Value.Key);
        _order.RemoveFirst();
    }
}
