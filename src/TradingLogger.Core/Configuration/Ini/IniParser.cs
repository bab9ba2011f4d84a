using System.Diagnostics.CodeAnalysis;
using System.Text;

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

    // As in Python, the header ends at the last bracket and the rest of the line is ignored.
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
        {
            throw Malformed(
                $"the section [{MessageText.Of(name)}] begins already in line {former.LineNumber}. Merge the two.");
        }

        _section = new SectionDraft(name, _lineNumber);
        _sections.Add(_section);
        _sectionsByName.Add(name, _section);
    }

    private void BeginEntry(string text)
    {
        if (_section is null)
        {
            throw Malformed(
                $"\"{MessageText.Of(text)}\" stands before the first section. Begin with a header such as [logging].");
        }

        int delimiter = text.IndexOfAny(Delimiters);
        if (delimiter < 0)
        {
            throw Malformed(
                $"\"{MessageText.Of(text)}\" is neither a section header nor a setting. Write key = value.");
        }

        if (delimiter == 0)
            throw Malformed($"\"{MessageText.Of(text)}\" has no key. Write key = value.");

        string written = PythonWhiteSpace.StripEnd(text.Substring(0, delimiter));
        string key = written.ToLowerInvariant();
        if (_section.Entries.TryGetValue(key, out EntryDraft? former))
        {
            throw Malformed(
                $"the key {MessageText.Of(key)} is set already in line {former.LineNumber}. Remove one of the two.");
        }

        _entry = new EntryDraft(key, written, _lineNumber)
        {
            Lines = { PythonWhiteSpace.Strip(text.Substring(delimiter + 1)) },
        };
        _section.Add(_entry);
    }

    private ConfigurationException Malformed(FormattableString cause) => new(
        FormattableString.Invariant($"{path}, line {_lineNumber}: {FormattableString.Invariant(cause)}"),
        path,
        _lineNumber);

    private sealed record EntryDraft(string Key, string WrittenKey, int LineNumber)
    {
        public List<string> Lines { get; } = [];

        public IniEntry Finish() => new(Key, PythonWhiteSpace.StripEnd(string.Join("\n", Lines)), LineNumber)
        {
            WrittenKey = WrittenKey,
        };
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

/// <summary>The lines of an INI file's bytes, without their ends: LF, CR LF or CR, as in Python's text files.</summary>
internal sealed class IniLines(string path, byte[] content)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines in order.</summary>
    /// <exception cref="ConfigurationException">A line is not valid UTF-8; the message names file and line.</exception>
    public IEnumerable<string> Read()
    {
        int lineNumber = 0;
        int start = HasByteOrderMark() ? 3 : 0;
        while (start < content.Length)
        {
            int end = EndOfLine(start);
            lineNumber++;
            yield return Decode(start, end, lineNumber);
            start = StartOfNextLine(end);
        }
    }

    private bool HasByteOrderMark() =>
        content.Length >= 3 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF;

    private int EndOfLine(int start)
    {
        int end = start;
        while (end < content.Length && content[end] is not ((byte)'\n' or (byte)'\r'))
            end++;
        return end;
    }

    private int StartOfNextLine(int end)
    {
        bool isPair = end + 1 < content.Length && content[end] == '\r' && content[end + 1] == '\n';
        return end + (isPair ? 2 : 1);
    }

    // The lines are decoded one by one, so that an error has a line number. No UTF-8 sequence contains the byte of a
    // line end.
    private string Decode(int start, int end, int lineNumber)
    {
        try
        {
            return Utf8.GetString(content, start, end - start);
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException(
                FormattableString.Invariant($"{path}, line {lineNumber}: not valid UTF-8. Save the file as UTF-8."),
                path,
                lineNumber,
                error);
        }
    }
}

/// <summary>White space as Python's <c>str.isspace</c> and <c>str.strip</c> see it: that of .NET and U+001C to U+001F.
/// </summary>
internal static class PythonWhiteSpace
{
    public static bool Contains(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>How many characters of white space a text begins with.</summary>
    public static int CountLeading(string text)
    {
        int count = 0;
        while (count < text.Length && Contains(text[count]))
            count++;
        return count;
    }

    public static string Strip(string text) => StripEnd(text.Substring(CountLeading(text)));

    public static string StripEnd(string text)
    {
        int length = text.Length;
        while (length > 0 && Contains(text[length - 1]))
            length--;
        return text.Substring(0, length);
    }
}
