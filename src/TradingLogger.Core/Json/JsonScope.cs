namespace TradingLogging.Json;

/// <summary>An object or list that is open in a line.</summary>
internal struct JsonScope
{
    /// <summary>The caller's object, by which a cycle is recognised.</summary>
    public object? Container;

    /// <summary>Whether something stands before the next member.</summary>
    public bool HasMembers;

    /// <summary>Whether the source may give the same name twice.</summary>
    public bool ChecksNames;

    /// <summary>The names so far, as far as they are checked; kept for the next object at this depth.</summary>
    public UniqueNames? Names;

    /// <summary>Members of which one names what another holds.</summary>
    public LabelledMembers Labelled;

    public void Clear()
    {
        Container = null;
        HasMembers = ChecksNames = false;
        Names?.Clear();
        Labelled = default;
    }
}
