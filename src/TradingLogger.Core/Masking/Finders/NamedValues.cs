namespace TradingLogging.Masking.Finders;

/// <summary>Pairs in a text whose name says that the value is a secret: in queries of URLs, headers, connection
/// strings, JSON, XML and assignments.</summary>
internal sealed class NamedValues(SecretNames names) : SecretFinder
{
    private const string PairSeparators = "=:>%";
    private const int LongestElement = 256;
    private const int CoinWindow = 160;

    private static readonly string[] CoinWords = ["symbol", "chain"];

    private static readonly string[] Heads = ["key", "keys", "phrase", "words", "code", "passe", "answer"];

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int index = NextSeparator(text, from); index >= 0; index = NextSeparator(text, index + 1))
        {
            if (!TryEndSeparator(text, index, out int valueAt))
                continue;
            bool isElement = text[index] == '>' && (index == 0 || text[index - 1] != '-');
            TextRange name;
            SecretKind kind = isElement ? FindElement(text, index, out name) : FindName(text, index, out name);
            if (kind == SecretKind.None || !SecretValue.TryMeasure(text, name, isElement, index, valueAt, out found))
                continue;
            ReadOnlySpan<char> value = text.Slice(found.Start, found.End - found.Start);
            bool isSecret = kind.IsSecretLine(value) || (IsInQuery(text, name, index) && kind.IsSecretOfQuery(value));
            if (isSecret && !(SecretKinds.IsCoin(value) && IsCoin(text, name, kind)))
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

    // The query or the fragment of a URL.
    private static bool IsInQuery(ReadOnlySpan<char> text, TextRange name, int separator) =>
        text[separator] == '=' && name.End == separator && name.Start > 0 && text[name.Start - 1] is '?' or '&' or '#';

    // A coin is named beside its symbol or its chain.
    private static bool IsCoin(ReadOnlySpan<char> text, TextRange name, SecretKind kind)
    {
        if ((kind & SecretKind.Soft) == 0 || !SecretNames.MayBeCoin(text.Slice(name.Start, name.End - name.Start)))
            return false;
        int from = Math.Max(0, name.Start - CoinWindow);
        ReadOnlySpan<char> before = text.Slice(from, name.Start - from);
        ReadOnlySpan<char> after = text.Slice(name.End, Math.Min(CoinWindow, text.Length - name.End));
        before = before.Slice(before.LastIndexOfAny("{}\n".AsSpan()) + 1);
        int end = after.IndexOfAny("{}\n".AsSpan());
        return NamesCoin(before) || NamesCoin(end < 0 ? after : after.Slice(0, end));
    }

    private static bool NamesCoin(ReadOnlySpan<char> text)
    {
        foreach (string word in CoinWords)
        {
            if (text.IndexOf(word.AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private SecretKind FindName(ReadOnlySpan<char> text, int separator, out TextRange name)
    {
        // "->" has two signs.
        int end = SkipClosing(text, text[separator] == '>' ? separator - 1 : separator);
        int start = NameText.StartOf(text, end);
        name = new TextRange(start, end);
        // Digits before a separator are those of a time or a price.
        if (start >= end || (char.IsDigit(text[start]) && char.IsDigit(text[end - 1])))
            return SecretKind.None;
        ReadOnlySpan<char> word = text.Slice(start, end - start);
        if (LabelledValue.IsValue(word) && LabelledValue.IsSecret(text, name, separator, names))
            return SecretKind.Hard;
        // HTTP's Digest (RFC 7616).
        if (word.SequenceEqual("response".AsSpan()) && text.Slice(0, start).IndexOf("nonce=".AsSpan()) >= 0)
            return SecretKind.Hard;
        SecretKind alone = names.KindOf(word);
        // "API key: …" and "seed phrase: …": a name of up to three words.
        for (int words = 1; words <= 3; words++)
        {
            SecretKind kind = names.KindOf(text.Slice(start, end - start));
            if (kind is not (SecretKind.None or SecretKind.Weak))
                return kind;
            if (start < 2 || text[start - 1] != ' ' || !IsHead(text.Slice(start, end - start)))
                break;
            int previous = NameText.StartOf(text, start - 1);
            if (previous == start - 1)
                break;
            start = previous;
        }

        return alone;
    }

    // An element may have attributes: <wsse:Password Type="…">.
    private SecretKind FindElement(ReadOnlySpan<char> text, int close, out TextRange name)
    {
        int end = close;
        int start = NameText.StartOf(text, end);
        name = new TextRange(start, end);
        if (start < end && start > 0 && text[start - 1] is '<' or ':')
        {
            bool isValue = LabelledValue.IsValue(text.Slice(start, end - start))
                && LabelledValue.IsSecret(text, name, close, names);
            return isValue ? SecretKind.Hard : names.KindOf(text.Slice(start, end - start));
        }

        if (close == 0 || text[close - 1] is not ('"' or '\''))
            return SecretKind.None;
        int from = Math.Max(0, close - LongestElement);
        int open = text.Slice(from, close - from).LastIndexOfAny('<', '>') + from;
        if (open < from || text[open] == '>')
            return SecretKind.None;
        start = end = open + 1;
        while (NameText.IsPart(text[end]) || text[end] == ':')
            end++;
        start += text.Slice(start, end - start).LastIndexOf(':') + 1;
        name = new TextRange(start, end);
        return names.KindOf(text.Slice(start, end - start));
    }

    // Only these words need the word before them to name a secret. Other words before a name belong to a sentence.
    private static bool IsHead(ReadOnlySpan<char> name)
    {
        char last = char.ToLowerInvariant(name[name.Length - 1]);
        if (last is not ('y' or 's' or 'e' or 'r'))
            return false;
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
