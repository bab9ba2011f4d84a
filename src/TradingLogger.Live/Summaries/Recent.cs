namespace TradingLogging.Live.Summaries;

/// <summary>Keeps what came last.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Recent<T>(int most)
{
    private readonly Queue<T> _kept = new();

    /// <summary>Those that are kept, the first of them first.</summary>
    public IReadOnlyList<T> Kept => [.. _kept];

    /// <summary>Adds one, and forgets the first if there are too many.</summary>
    public void Add(T item)
    {
        _kept.Enqueue(item);
        if (_kept.Count > most)
            _kept.Dequeue();
    }
}
