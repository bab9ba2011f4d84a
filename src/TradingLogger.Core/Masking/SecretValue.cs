namespace TradingLogging.Masking;

/// <summary>Finds the end of the value of a secret pair. In doubt it takes more: to mask a harmless word is better than
/// to show a part of a secret.</summary>
internal static class SecretValue
{
    // The search for the end of a field ends after this many characters, so that no text costs more than its length
    // allows.
    private const int Window = 1024;

    /// <summary>Finds the value of a pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Where the name stands.</param>
    /// <param name="isElement">Whether the name is that of an XML element.</param>
    /// <param name="separator">Where the separator stands.</param>
    /// <param name="from">The index behind the separator.</param>
    /// <param name="found">The value, without its quotes.</param>
    /// <returns>Whether there is a value that can be a secret.</returns>
    public static bool TryMeasure(
        ReadOnlySpan<char> text, TextRange name, bool isElement, int separator, int from, out TextRange found)
    {
        found = default;
        int start = isElement ? from : SkipDump(text, SkipToValue(text, from));
        if (start >= text.Length || IsLiteral(text.Slice(start)))
            return false;
        if (EnclosedValue.TryMeasure(text, start, out found))
            return found.End > found.Start;
        ReadOnlySpan<char> words = text.Slice(name.Start, name.End - name.Start);
        if (isElement)
            found = MeasureElement(text, start);
        else if (EndsWith(words, "authorization") || EndsWith(words, "cookie"))
            found = new TextRange(start, EndOfHeader(text, name, start));
        else if (EndsWith(words, "phrase") || EndsWith(words, "mnemonic"))
            found = new TextRange(start, EndBefore(text, start, "\r\n\"',;}]&|"));
        else
            found = new TextRange(start, EndOfValue(text, name, separator, start));
        return found.End > found.Start;
    }

    /// <summary>The word at an index, in quotes or without.</summary>
    public static TextRange MeasureWord(ReadOnlySpan<char> text, int start)
    {
        if (EnclosedValue.TryMeasure(text, start, out TextRange found))
            return found;
        return new TextRange(start, EndOfWord(text, start));
    }

    /// <summary>The index of the first character, from an index on, that is not a blank.</summary>
    public static int SkipBlanks(ReadOnlySpan<char> text, int index)
    {
        while (index < text.Length && text[index] is ' ' or '\t' or '\u00a0')
            index++;
        return index;
    }

    // The value may be on the next line: in quotes, or indented, as in a folded header or in YAML.
    private static int SkipToValue(ReadOnlySpan<char> text, int from)
    {
        int start = SkipBlanks(text, from);
        int line = start;
        // A block of YAML begins like this: "key: |", "key: >-".
        while (line < text.Length && line < start + 2 && text[line] is '|' or '>' or '-' or '+')
            line++;
        if (line < text.Length && text[line] == '\r')
            line++;
        if (line >= text.Length || text[line] != '\n')
            return start;
        int value = SkipBlanks(text, ++line);
        return value < text.Length && (value > line || text[value] is '"' or '\'') ? value : start;
    }

    // string(3) "abc": PHP's var_dump. b"abc", r'abc', @"abc": literals of Python and C#.
    private static int SkipDump(ReadOnlySpan<char> text, int start)
    {
        ReadOnlySpan<char> rest = text.Slice(start);
        if (rest.StartsWith("string(".AsSpan()))
        {
            int close = rest.IndexOf(") \"".AsSpan());
            return close is > 0 and < 16 ? start + close + 2 : start;
        }

        bool isPrefix = rest.Length > 2
            && rest[0] is 'b' or 'r' or 'u' or 'f' or 'B' or 'R' or 'U' or 'F' or '@' or '$';
        return isPrefix && rest[1] is '"' or '\'' ? start + 1 : start;
    }

    private static TextRange MeasureElement(ReadOnlySpan<char> text, int start)
    {
        const string CData = "<![CDATA[";
        if (!text.Slice(start).StartsWith(CData.AsSpan()))
            return new TextRange(start, EndBefore(text, start, "<"));
        start += CData.Length;
        int length = text.Slice(start).IndexOf("]]>".AsSpan());
        return new TextRange(start, length < 0 ? text.Length : start + length);
    }

    private static bool EndsWith(ReadOnlySpan<char> words, string word) =>
        words.EndsWith(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    // Null and booleans are not masked: "token": null.
    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text[0] == '$')
            text = text.Slice(1);
        foreach (string literal in (ReadOnlySpan<string>)["null", "true", "false", "none"])
        {
            if (text.StartsWith(literal.AsSpan(), StringComparison.OrdinalIgnoreCase)
                && (text.Length == literal.Length || !char.IsLetterOrDigit(text[literal.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static int EndBefore(ReadOnlySpan<char> text, int start, string ends)
    {
        int length = text.Slice(start).IndexOfAny(ends.AsSpan());
        return length < 0 ? text.Length : start + length;
    }

    // A header ends with its line, whose end may be written as \r\n, or with the quote that encloses it.
    private static int EndOfHeader(ReadOnlySpan<char> text, TextRange name, int start)
    {
        char opening = name.Start > 0 ? text[name.Start - 1] : '\0';
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            // A quoted parameter does not end the header: Digest username="bot", response="…".
            if (c == '"' && i > start && text[i - 1] == '='

                    && text.Slice(i + 1).IndexOfAny("\"\r\n".AsSpan()) is >= 0 and var length
                    && text[i + 1 + length] == '"')
            {
                i += length + 1;
                continue;
            }

            if (c is '\n' or '\r' || (c is '"' or '\'' && (c == opening || IsEndOfText(text, i + 1))))
                return i;
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'r' or 'n')
                return i;
        }

        return text.Length;
    }

    private static bool IsEndOfText(ReadOnlySpan<char> text, int index) =>
        index >= text.Length || text[index] is '}' or ']' or ',' or '\n' or '\r';

    private static int EndOfValue(ReadOnlySpan<char> text, TextRange name, int separator, int start)
    {
        if (text[separator] == '=' && TryMeasureField(text, name, start, out int end))
            return end;
        return text[separator] == ':' && BeginsItsLine(text, name) ? EndOfLine(text, start) : EndOfWord(text, start);
    }

    // A field of a connection string may hold blanks. It ends at a semicolon.
    private static bool TryMeasureField(ReadOnlySpan<char> text, TextRange name, int start, out int end)
    {
        ReadOnlySpan<char> rest = text.Slice(start, Math.Min(text.Length - start, Window));
        int length = rest.IndexOfAny(";\r\n\"=".AsSpan());
        end = start + (length < 0 ? rest.Length : length);
        bool isFollowed = length >= 0 && rest[length] == ';';
        bool isLast = FollowsSemicolon(text, name.Start) && (length < 0 || rest[length] != '=');
        return (isFollowed || isLast) && text.Slice(start, end - start).IndexOf('&') < 0;
    }

    private static bool FollowsSemicolon(ReadOnlySpan<char> text, int nameStart)
    {
        int index = nameStart;
        while (index > 0 && (text[index - 1] == ' ' || char.IsLetter(text[index - 1]))
            && nameStart - index < NameWords.Longest)
        {
            index--;
        }

        return index > 0 && text[index - 1] == ';';
    }

    private static bool BeginsItsLine(ReadOnlySpan<char> text, TextRange name)
    {
        int index = name.Start;
        while (index > 0 && text[index - 1] is ' ' or '\t' && name.Start - index < NameWords.Longest)
            index--;
        return index == 0 || text[index - 1] is '\n' or '\r';
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int start)
    {
        int index = start;
        while (index < text.Length && text[index] is not ('\n' or '\r')
            && !(text[index] is ',' or ';' or '}' or '&' && IsFollowedByPair(text, index + 1)))
        {
            index++;
        }

        return index;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        int index = start;
        while (index < text.Length && !EndsWord(text, index))
            index++;
        return index;
    }

    // Passwords may hold commas and brackets. So a delimiter ends a value only where something else begins.
    private static bool EndsWord(ReadOnlySpan<char> text, int index)
    {
        char c = text[index];
        if (char.IsWhiteSpace(c) || char.IsControl(c) || c == '<')
            return true;
        if (c == '%')
            return IsEscapedDelimiter(text.Slice(index));
        if (c is not ('&' or ';' or '>' or ',' or '|' or ')' or ']' or '}' or '"' or '\'' or '\\' or '#'))
            return false;
        if (index + 1 >= text.Length)
            return true;
        char next = text[index + 1];
        bool ends = char.IsWhiteSpace(next)
            || next is '"' or '\'' or ',' or ';' or ')' or ']' or '}' or '|' or '\\' or '<';
        return ends || (c == '\\' && next is 'r' or 'n' or 't' or 'u') || IsFollowedByPair(text, index + 1);
    }

    private static bool IsEscapedDelimiter(ReadOnlySpan<char> text)
    {
        foreach (string code in (ReadOnlySpan<string>)["%26", "%22", "%2C", "%7D", "%2526"])
        {
            if (text.StartsWith(code.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsFollowedByPair(ReadOnlySpan<char> text, int from)
    {
        int index = SkipBlanks(text, from);
        int most = Math.Min(text.Length, index + NameWords.Longest);
        int nameStart = index;
        while (index < most
            && (NameText.IsPart(text[index]) || text[index] is '"' or '\'' or '[' or ']' or '\\' or '$'))
        {
            index++;
        }

        return index > nameStart
            && index < text.Length
            && text[SkipBlanks(text, index) is var at && at < text.Length ? at : index] is '=' or ':';
    }
}

/// <summary>A part of a text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index after its last character.</param>
internal readonly record struct TextRange(int Start, int End);
