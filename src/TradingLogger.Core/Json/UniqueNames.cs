namespace TradingLogging.Json;

/// <summary>The member names of one object so far. A later same name gets <c>.2</c>, <c>.3</c> and so on.</summary>
internal sealed class UniqueNames
{
    // One enormous object must not pin its names' table for the life of the thread.
    private const int LargestKept = 1024;

    private Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    /// <summary>Takes a name, or the first free one made of it.</summary>
    public string Take(string name)
    {
        if (!_uses.TryGetValue(name, out int uses))
        {
            _uses.Add(name, 1);
            return name;
        }

        string free;
        do
        {
            uses++;
            free = FormattableString.Invariant($"{name}.{uses}");
        }
        while (_uses.ContainsKey(free));
        _uses[name] = uses;
        _uses.Add(free, 1);
        return free;
    }

    public void Clear()
    {
        if (_uses.Count > LargestKept)
            _uses = new(StringComparer.Ordinal);
        else
            _uses.Clear();
    }
}
