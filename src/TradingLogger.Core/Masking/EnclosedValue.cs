namespace TradingLogging.Masking;

/// <summary>Measures a value in quotes, also tripled, doubled or escaped ones (JSON inside JSON, inside a URL), or in
/// brackets.</summary>
internal static class EnclosedValue
{
    /// <summary>Measures the value that begins at an index.</summary>
    /// <returns>Whether it is in quotes or brackets.</returns>
    public static bool TryMeasure(ReadOnlySpan<char> text, int start, out TextRange found)
    {
        int quote = start;
        while (quote < text.Length && text[quote] == '\\')
            quote++;
        if (quote < text.Length && text[quote] is '"' or '\'' or '`')
        {
            if (TryMeasureTripled(text, quote, out found))
                return true;
            int open = quote + 1;
            found = new TextRange(open, EndOfQuoted(text, open, text[quote], quote - start));
            return true;
        }

        if (start < text.Length && text.Slice(start).StartsWith("%22".AsSpan()))
        {
            int end = text.Slice(start + 3).IndexOf("%22".AsSpan());
            found = new TextRange(start + 3, end < 0 ? text.Length : start + 3 + end);
            return true;
        }

        int bracket = start < text.Length && text[start] == '@' ? start + 1 : start;
        bool isOpen = bracket < text.Length && text[bracket] is '{' or '[' or '(';
        found = isOpen ? new TextRange(start, EndOfBrackets(text, bracket)) : default;
        return isOpen;
    }

    // """abc""": also over several lines.
    private static bool TryMeasureTripled(ReadOnlySpan<char> text, int quote, out TextRange found)
    {
        found = default;
        ReadOnlySpan<char> three = text.Slice(quote, Math.Min(3, text.Length - quote));
        if (three.Length < 3 || three[1] != three[0] || three[2] != three[0])
            return false;
        int start = quote + 3;
        int length = text.Slice(start).IndexOf(three);
        found = new TextRange(start, length < 0 ? text.Length : start + length);
        return true;
    }

    private static int EndOfQuoted(ReadOnlySpan<char> text, int from, char quote, int escapes)
    {
        int backslashes = 0;
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] == quote && (escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes))
            {
                // A doubled quote stands for one.
                bool isDoubled = escapes == 0 && i > from && i + 1 < text.Length && text[i + 1] == quote;
                if (!isDoubled)
                    return i - Math.Min(backslashes, escapes);
                i++;
            }

            backslashes = text[i] == '\\' ? backslashes + 1 : 0;
        }

        return text.Length;
    }

    private static int EndOfBrackets(ReadOnlySpan<char> text, int from)
    {
        int depth = 0;
        bool isQuoted = false;
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
                isQuoted = !isQuoted;
            else if (!isQuoted && text[i] is '{' or '[' or '(')
                depth++;
            else if (!isQuoted && text[i] is '}' or ']' or ')' && --depth == 0)
                return i + 1;
        }

        return text.Length;
    }
}
