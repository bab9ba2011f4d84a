namespace TradingLogging.Masking.Finders;

/// <summary>Pairs in brackets: <c>[X-API-KEY, …]</c>, as .NET writes a pair, and
/// <c>("X-API-KEY", "…")</c>.</summary>
/// <remarks>Any list may hold a word that is the name of a secret. So only a long value with a digit is taken for
/// one.</remarks>
internal sealed class ListedPairs(SecretNames names) : SecretFinder
{
    private const int ShortestSecret = 8;

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        for (int open = NextOpening(text, from); open >= 0; open = NextOpening(text, open + 1))
        {
            if (TryMeasure(text, open, out found))
                return true;
        }

        found = default;
        return false;
    }

    private static int NextOpening(ReadOnlySpan<char> text, int from)
    {
        int index = text.Slice(from).IndexOfAny('[', '(');
        return index < 0 ? index : index + from;
    }

    private bool TryMeasure(ReadOnlySpan<char> text, int open, out TextRange found)
    {
        found = default;
        int start = SkipQuote(text, open + 1);
        int end = start;
        while (end < text.Length && NameText.IsPart(text[end]))
            end++;
        int comma = SkipQuote(text, end);
        bool isQuoted = start > open + 1;
        if (end == start || comma >= text.Length || text[comma] != ','
            || isQuoted != comma > end || (!isQuoted && text[open] == '('))
        {
            return false;
        }

        int blank = SecretValue.SkipBlanks(text, comma + 1);
        int value = SkipQuote(text, blank);
        int length = text.Slice(value).IndexOfAny(value > blank ? "\"'\\\r\n".AsSpan() : ",]\r\n".AsSpan());
        found = new TextRange(value, length < 0 ? text.Length : value + length);
        return IsAtTheEnd(text, found.End, text[open]) && MayBeSecret(text.Slice(found.Start, found.End - found.Start))
            && names.IsSecret(text.Slice(start, end - start));
    }

    private static bool IsAtTheEnd(ReadOnlySpan<char> text, int index, char opening)
    {
        int close = SkipQuote(text, index);
        return close < text.Length && text[close] == (opening == '[' ? ']' : ')');
    }

    private static bool MayBeSecret(ReadOnlySpan<char> value) =>
        value.Length >= ShortestSecret && value.IndexOfAny("0123456789".AsSpan()) >= 0;

    // A quote may be escaped: JSON inside JSON.
    private static int SkipQuote(ReadOnlySpan<char> text, int index)
    {
        int quote = index;
        while (quote < text.Length && text[quote] == '\\')
            quote++;
        return quote < text.Length && text[quote] is '"' or '\'' ? quote + 1 : index;
    }
}
