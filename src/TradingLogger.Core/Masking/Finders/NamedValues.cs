namespace TradingLogging.Masking.Finders;

/// <summary>Pairs in a text whose name says that the value is a secret: in queries of URLs, headers, connection
/// strings, JSON, XML and assignments.</summary>
internal sealed class NamedValues(SecretNames names) : SecretFinder
{
    private const string PairSeparators = "=:>%";
    private const int LongestElement = 256;

    private static readonly string[] Heads = ["key", "keys", "phrase", "words", "code"];

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int index = NextSeparator(text, from); index >= 0; index = NextSeparator(text, index + 1))
        {
            if (!TryEndSeparator(text, index, out int valueAt))
                continue;
            TextRange name;
            bool isNamed = text[index] == '>' ? TryFindElement(text, index, out name) : TryFindName(text, index, out name);
            if (!isNamed)
                continue;
            if (SecretValue.TryMeasure(text, name, index, valueAt, out found))
                return true;
        }

        return false;
    }

    private static int NextSeparator(ReadOnlySpan<char> text, int from)
    {
        int index = text.Slice(from).IndexOfAny(PairSeparators.AsSpan());
        return index < 0 ? index : index + from;
    }

    // A separator may also be "==", ":=" or "=>", or escaped, as in a URL inside a URL.
    private static bool TryEndSeparator(ReadOnlySpan<char> text, int index, out int end)
    {
        end = index + 1;
        if (text[index] == '%')
        {
            ReadOnlySpan<char> code = text.Slice(index + 1);
            // An escaped percent sign: the separator is escaped twice.
            if (code.StartsWith("25".AsSpan()))
                code = code.Slice(2);
            end = Math.Min(text.Length, text.Length - code.Length + 2);
            return code.StartsWith("3D".AsSpan(), StringComparison.OrdinalIgnoreCase)
                || code.StartsWith("3A".AsSpan(), StringComparison.OrdinalIgnoreCase);
        }

        while (text[index] != '>' && end < text.Length && text[end] is '=' or '>')
            end++;
        return true;
    }

    private bool TryFindName(ReadOnlySpan<char> text, int separator, out TextRange name)
    {
        int end = SkipClosing(text, separator);
        int start = NameText.StartOf(text, end);
        name = new TextRange(start, end);
        // Digits before a separator are those of a time or a price.
        if (start == end || (char.IsDigit(text[start]) && char.IsDigit(text[end - 1])))
            return false;
        ReadOnlySpan<char> word = text.Slice(start, end - start);
        if (LabelledValue.IsValue(word) && LabelledValue.IsSecret(text, name, separator, names))
            return true;
        // "API key: …" and "seed phrase: …": a name of up to three words.
        for (int words = 1; words <= 3; words++)
        {
            if (names.IsSecret(text.Slice(start, end - start)))
                return true;
            if (start < 2 || text[start - 1] != ' ' || !IsHead(text.Slice(start, end - start)))
                return false;
            int previous = NameText.StartOf(text, start - 1);
            if (previous == start - 1)
                return false;
            start = previous;
        }

        return false;
    }

    // An element may have attributes: <wsse:Password Type="…">.
    private bool TryFindElement(ReadOnlySpan<char> text, int close, out TextRange name)
    {
        if (TryFindName(text, close, out name) && name.Start > 0 && text[name.Start - 1] is '<' or ':')
            return true;
        if (close == 0 || text[close - 1] is not ('"' or '\''))
            return false;
        int from = Math.Max(0, close - LongestElement);
        int open = text.Slice(from, close - from).LastIndexOfAny('<', '>') + from;
        if (open < from || text[open] == '>')
            return false;
        int start = open + 1;
        int end = start;
        while (NameText.IsPart(text[end]) || text[end] == ':')
            end++;
        start += text.Slice(start, end - start).LastIndexOf(':') + 1;
        name = new TextRange(start, end);
        return names.IsSecret(text.Slice(start, end - start));
    }

    // Only these words need the word before them to name a secret. Other words before a name belong to a sentence.
    private static bool IsHead(ReadOnlySpan<char> name)
    {
        char last = char.ToLowerInvariant(name[name.Length - 1]);
        foreach (string head in Heads)
        {
            if (head[head.Length - 1] == last && name.EndsWith(head.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Between a name and its separator there may be blanks, a closing quote or bracket, and the stars of Markdown.
    private static int SkipClosing(ReadOnlySpan<char> text, int end)
    {
        while (end > 0)
        {
            if (text[end - 1] is ' ' or '\t' or '\u00a0' or '*' or '"' or '\'' or '\\' or ']' or '`' or '}')
                end--;
            else if (end >= 3 && text.Slice(end - 3, 3).SequenceEqual("%22".AsSpan()))
                end -= 3;
            else
                break;
        }

        return end;
    }
}
