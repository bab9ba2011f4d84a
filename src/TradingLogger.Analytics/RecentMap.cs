using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Analytics;

/// <summary>Values by name, of which the oldest is forgotten when there are too many.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class RecentMap<TValue>(int capacity)
    where TValue : class
{
    private readonly Dictionary<string, LinkedListNode<(string Name, TValue Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, TValue Value)> _order = new();

    /// <summary>How many values have been forgotten.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The values, the newest first.</summary>
    public IEnumerable<TValue> NewestFirst
    {
        get
        {
            for (LinkedListNode<(string Name, TValue Value)>? node = _order.Last; node is not null; node = node.Previous)
                yield return node.Value.Value;
        }
    }

    /// <summary>Finds a value.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TValue? value)
    {
        value = _nodes.TryGetValue(name, out LinkedListNode<(string Name, TValue Value)>? node) ? node.Value.Value : null;
        return value is not null;
    }

    /// <summary>Puts a value in as the newest; a former one of the name goes.</summary>
    public void Set(string name, TValue value)
    {
        Remove(name);
        _nodes[name] = _order.AddLast((name, value));
        if (_nodes.Count <= capacity)
            return;

        Remove(_order.First!.Value.Name);
        Forgotten++;
    }

    /// <summary>Takes a value out, if there is one of the name.</summary>
    public void Remove(string name)
    {
        if (!_nodes.TryGetValue(name, out LinkedListNode<(string Name, TValue Value)>? node))
            return;

        _nodes.Remove(name);
        _order.Remove(node);
    }
}
