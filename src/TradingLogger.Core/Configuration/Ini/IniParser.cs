using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Configuration.Ini;

/// <summary>Takes the lines of an INI file one by one and builds its sections.</summary>
internal sealed class IniParser(string path)
{
    private const string DefaultSectionName = "DEFAULT";
    private static readonly char[] Delimiters = ['=', ':'];

    private readonly SectionDraft _defaults = new(DefaultSectionName, 0);
    private readonly List<SectionDraft> _sections = [];
    private readonly Dictionary<string, SectionDraft> _sectionsByName = new(StringComparer.Ordinal);
    private SectionDraft? _section;
    private EntryDraft? _entry;
    private int _indentation;
    private int _lineNumber;

    /// <summary>Takes the next line.</summary>
    /// <exception cref="ConfigurationException">The line has no place here.</exception>
    public void Add(string line)
    {
        _lineNumber++;
        string text = PythonWhiteSpace.Strip(line);
        if (text.Length == 0)
        {
            _entry?.Lines.Add(string.Empty);
            return;
        }

        if (text[0] is '#' or ';')
            return;

        int indentation = PythonWhiteSpace.CountLeading(line);
        if (_entry is not null && indentation > _indentation)
        {
            _entry.Lines.Add(text);
            return;
        }

        _indentation = indentation;
        if (TryReadHeader(text, out string? name))
            BeginSection(name);
        else
            BeginEntry(text);
    }

    /// <summary>The sections, in order, once all lines are taken.</summary>
    public IReadOnlyList<IniSection> Finish()
    {
        IReadOnlyList<IniEntry> defaults = _defaults.Finish();
        return [.. _sections.Select(draft => new IniSection(draft.Name, draft.LineNumber, draft.Finish(), defaults))];
    }

    // As in Python the header ends at the last bracket, and what stands behind it is ignored.
    private static bool TryReadHeader(string text, [NotNullWhen(true)] out string? name)
    {
        int end = text.LastIndexOf(']');
        bool isHeader = text[0] == '[' && end > 1;
        name = isHeader ? text.Substring(1, end - 1) : null;
        return isHeader;
    }

    private void BeginSection(string name)
    {
        _entry = null;
        if (name == DefaultSectionName)
        {
            _section = _defaults;
            return;
        }

        if (_sectionsByName.TryGetValue(name, out SectionDraft? former))
            throw Malformed($"the section [{MessageText.Of(name)}] begins already in line {former.LineNumber}. Merge the two.");

        _section = new SectionDraft(name, _lineNumber);
        _sections.Add(_section);
        _sectionsByName.Add(name, _section);
    }

    private void BeginEntry(string text)
    {
        if (_section is null)
            throw Malformed($"\"{MessageText.Of(text)}\" stands before the first section. Begin with a header such as [logging].");

        int delimiter = text.IndexOfAny(Delimiters);
        if (delimiter < 0)
            throw Malformed($"\"{MessageText.Of(text)}\" is neither a section header nor a setting. Write key = value.");
        if (delimiter == 0)
            throw Malformed($"\"{MessageText.Of(text)}\" has no key. Write key = value.");

        string key = PythonWhiteSpace.StripEnd(text.Substring(0, delimiter)).ToLowerInvariant();
        if (_section.Entries.TryGetValue(key, out EntryDraft? former))
            throw Malformed($"the key {MessageText.Of(key)} is set already in line {former.LineNumber}. Remove one of the two.");

        _entry = new EntryDraft(key, _lineNumber) { Lines = { PythonWhiteSpace.Strip(text.Substring(delimiter + 1)) } };
        _section.Add(_entry);
    }

    private ConfigurationException Malformed(FormattableString cause) => new(
        FormattableString.Invariant($"{path}, line {_lineNumber}: {FormattableString.Invariant(cause)}"),
        path,
        _lineNumber);

    private sealed record EntryDraft(string Key, int LineNumber)
    {
        public List<string> Lines { get; } = [];

        public IniEntry Finish() => new(Key, PythonWhiteSpace.StripEnd(string.Join("\n", Lines)), LineNumber);
    }

    private sealed record SectionDraft(string Name, int LineNumber)
    {
        private readonly List<EntryDraft> _order = [];

        public Dictionary<string, EntryDraft> Entries { get; } = new(StringComparer.Ordinal);

        public void Add(EntryDraft entry)
        {
            Entries.Add(entry.Key, entry);
            _order.Add(entry);
        }

        public IReadOnlyList<IniEntry> Finish() => [.. _order.Select(entry => entry.Finish())];
    }
}
