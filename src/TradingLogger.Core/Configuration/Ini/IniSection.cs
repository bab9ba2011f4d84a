namespace TradingLogging.Configuration.Ini;

/// <summary>One section of an INI file.</summary>
internal sealed class IniSection
{
    private readonly IReadOnlyList<IniEntry> _defaults;

    public IniSection(string name, int lineNumber, IReadOnlyList<IniEntry> entries, IReadOnlyList<IniEntry> defaults)
    {
        Name = name;
        LineNumber = lineNumber;
        OwnEntries = entries;
        _defaults = defaults;
    }

    /// <summary>The name between the brackets, white space included.</summary>
    public string Name { get; }

    /// <summary>The line of the header, from 1.</summary>
    public int LineNumber { get; }

    /// <summary>The entries written in the section itself.</summary>
    public IReadOnlyList<IniEntry> OwnEntries { get; }

    /// <summary>The section's own entries, then what it inherits from <c>[DEFAULT]</c>.</summary>
    public IEnumerable<IniEntry> Entries
    {
        get
        {
            var ownKeys = new HashSet<string>(OwnEntries.Select(entry => entry.Key), StringComparer.Ordinal);
            return OwnEntries.Concat(_defaults.Where(entry => !ownKeys.Contains(entry.Key)));
        }
    }
}
