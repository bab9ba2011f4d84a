using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Analytics.Ledger;

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
