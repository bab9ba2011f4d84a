namespace TradingLogging.Json;

/// <summary>An object or a list that is open in a line.</summary>
internal struct JsonScope
{
    /// <summary>The caller's object, by which a cycle is recognised.</summary>
    public object? Container;

    /// <summary>Where it begins in the buffer.</summary>
    public int Start;

    /// <summary>Whether something stands before the next member.</summary>
    public bool HasMembers;

    /// <summary>Whether the source may give the same name twice.</summary>
    public bool ChecksNames;

    /// <summary>The checked names so far; kept for the next object at this depth.</summary>
    public UniqueNames? Names;

    /// <summary>Members of which one names what another one holds.</summary>
    public LabelledMembers Labelled;

    public void Clear()
    {
        Container = null;
        HasMembers = ChecksNames = false;
        Names?.Clear();
        Labelled = default;
    }
}

/// <summary>The member names of one object so far. A name that comes again, in whatever case, gets <c>.2</c>, <c>.3</c>
/// and so on: readers find members without regard to case, and <c>ConvertFrom-Json</c> refuses two that differ in case
/// only.</summary>
internal sealed class UniqueNames
{
    // One huge object must not hold the memory of its names for the life of the thread.
    private const int LargestKept = 1024;

    private Dictionary<string, int> _uses = new(StringComparer.OrdinalIgnoreCase);

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
            _uses = new(StringComparer.OrdinalIgnoreCase);
        else
            _uses.Clear();
    }
}

/// <summary>The names that the line's own object keeps for itself. A member of the data with such a name gets another
/// one.</summary>
/// <param name="prefix">Stands before the name of such a member.</param>
/// <param name="contains">Whether a name is reserved in this line.</param>
/// <param name="concerns">Whether a name is reserved in some lines.</param>
internal sealed class ReservedNames(string prefix, Func<string, bool> contains, Func<string, bool> concerns)
{
    /// <summary>No names.</summary>
    public static ReservedNames None { get; } = new(string.Empty, _ => false, _ => false);

    /// <summary>Whether a member of the data cannot have the name.</summary>
    public bool Contains(string name) => contains(name);

    /// <summary>Whether the name may have to be written otherwise in another line, or may be one that was made of
    /// another.</summary>
    public bool Concerns(string name) =>
        concerns(name) || (prefix.Length > 0 && name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether a written name may be one that a member got instead of its own.</summary>
    public bool IsRenamed(ReadOnlySpan<byte> written) =>
        prefix.Length > 0 && written.Length > prefix.Length && written[prefix.Length - 1] == prefix[^1];

    /// <summary>The name that the member gets instead.</summary>
    public string Rename(string name) => prefix + name;
}

/// <summary>A member that was written under another name than the caller's.</summary>
/// <param name="Name">The name that the caller gave; may be empty.</param>
/// <param name="WrittenAs">The name in the line.</param>
internal readonly record struct RenamedMember(string Name, string WrittenAs)
{
    /// <summary>What a member without a name is called: PowerShell's <c>ConvertFrom-Json</c> refuses an empty
    /// name.</summary>
    internal const string Unnamed = "(unnamed)";
}
