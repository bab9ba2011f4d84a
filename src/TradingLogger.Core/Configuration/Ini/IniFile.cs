namespace TradingLogging.Configuration.Ini;

/// <summary>The content of an INI file, read as Python's <c>configparser.ConfigParser(interpolation=None)</c> reads
/// it.</summary>
/// <remarks>Section names are compared exactly, keys without regard to case. The first <c>=</c> or
/// <c>:</c> divides key and value. Lines that begin with <c>#</c> or <c>;</c> are comments; there are no comments after
/// a value. A line indented deeper than its key continues the value. <c>%</c> has no special meaning. One difference:
/// outside ASCII, keys are lowered letter by letter, not by Unicode's special casing.</remarks>
internal sealed class IniFile
{
    private IniFile(IReadOnlyList<IniSection> sections) => Sections = sections;

    /// <summary>The sections in the order of the file, without <c>[DEFAULT]</c>.</summary>
    public IReadOnlyList<IniSection> Sections { get; }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="path">The path, for messages.</param>
    /// <param name="content">UTF-8, with or without byte order mark; lines end in LF, CR LF or CR.</param>
    /// <exception cref="ConfigurationException">The content is malformed; the message names file and line.</exception>
    public static IniFile Parse(string path, byte[] content)
    {
        var parser = new IniParser(path);
        foreach (string line in new IniLines(path, content).Read())
            parser.Add(line);
        return new IniFile(parser.Finish());
    }

    /// <summary>The section of exactly that name, or null.</summary>
    public IniSection? Find(string name) =>
        Sections.FirstOrDefault(section => string.Equals(section.Name, name, StringComparison.Ordinal));
}

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

/// <summary>One key of an INI file with its value.</summary>
/// <param name="Key">The key in lower case.</param>
/// <param name="Value">The value without white space around it; the lines of a multi-line value are joined with
/// LF.</param>
/// <param name="LineNumber">The line of the key, from 1.</param>
internal sealed record IniEntry(string Key, string Value, int LineNumber)
{
    /// <summary>The key as the file has it: names of loggers are told apart by case.</summary>
    public string WrittenKey { get; init; } = Key;
}
