namespace TradingLogging.Live.Summaries;

/// <summary>Keeps what came last.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Recent<T>(int most)
{
    private readonly Queue<T> _kept = new();

    /// <summary>Those that are kept, the first of them first.</summary>
    public IReadOnlyList<T> Kept => [.. _kept];

    /// <summary>The last one; the default when there is none.</summary>
    public T? Last { get; private set; }

    /// <summary>Adds one, and forgets the first if there are too many.</summary>
    public void Add(T item)
    {
        Last = item;
        _kept.Enqueue(item);
        if (_kept.Count > most)
            _kept.Dequeue();
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _kept.Clear();
        Last = default;
    }
}
