namespace TradingLogging.Masking.Finders;

/// <summary>Values behind a name and a blank: <c>setx API_SECRET abc123</c>, <c>login bot password abc123</c>,
/// <c>IDENTIFIED BY 'abc'</c>.</summary>
/// <remarks>A sentence names secrets too. So the value is in quotes, or is a word of letters and digits.</remarks>
internal sealed class SpacedValues(SecretNames names) : SecretFinder
{
    private const int ShortestWord = 8;
    private const SecretKind Named = SecretKind.Soft | SecretKind.Hard | SecretKind.Always;

    private static readonly string[] Stems =
        ["password", "passwd", "pwd", "secret", "token", "_key", "apikey", "passphrase", "identified by"];

    /// <summary>Whether it is worth a closer look: whether a blank follows one of the stems.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (int blank = NextBlank(text, 0); blank >= 0; blank = NextBlank(text, blank + 1))
        {
            if (EndsWithStem(text.Slice(0, blank)))
                return true;
        }

        return false;
    }

    protected override bool Concerns(ReadOnlySpan<char> text) => MayBeIn(text);

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        for (int blank = NextBlank(text, from); blank >= 0; blank = NextBlank(text, blank + 1))
        {
            if (EndsWithStem(text.Slice(0, blank)) && TryMeasure(text, blank, out found))
                return true;
        }

        found = default;
        return false;
    }

    private static int NextBlank(ReadOnlySpan<char> text, int from)
    {
        int index = text.Slice(from).IndexOf(' ');
        return index < 0 ? index : index + from;
    }

    private static bool EndsWithStem(ReadOnlySpan<char> text)
    {
        // Most words are rejected by their last two letters.
        if (text.Length < 2 || !IsEndOfStem(text[text.Length - 2] | ' ', text[text.Length - 1] | ' '))
            return false;
        foreach (string stem in Stems)
        {
            if (text.EndsWith(stem.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsEndOfStem(int first, int last) => last switch
    {
        'd' => first is 'r' or 'w',
        't' => first is 'e',
        'n' => first is 'e',
        'y' => first is 'e' or 'b',
        'e' => first is 's',
        _ => false,
    };

    private static bool IsMixed(ReadOnlySpan<char> word)
    {
        int digits = 0;
        int letters = 0;
        foreach (char c in word)
        {
            digits += c is >= '0' and <= '9' ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
            if (c is '=' or ':' or '(' or '[' or '{')
                return false;
        }

        return word.Length >= ShortestWord && digits > 0 && letters > 0;
    }

    private bool TryMeasure(ReadOnlySpan<char> text, int blank, out TextRange found)
    {
        found = default;
        int start = NameText.StartOf(text, blank);
        ReadOnlySpan<char> name = text.Slice(start, blank - start);
        bool isSql = name.Equals("by".AsSpan(), StringComparison.OrdinalIgnoreCase);
        SecretKind kind = isSql ? SecretKind.Hard : names.KindOf(name);
        int value = SecretValue.SkipBlanks(text, blank);
        if ((kind & Named) == 0 || value >= text.Length)
            return false;
        found = SecretValue.MeasureWord(text, value);
        if (found.End <= found.Start)
            return false;
        bool isQuoted = text[value] is '\'' or '"';
        return isQuoted ? (kind & SecretKind.Soft) == 0 : IsMixed(text.Slice(found.Start, found.End - found.Start));
    }
}
