namespace TradingLogging.Masking.Finders;

/// <summary>Values behind a name and a blank, or behind a name and a verb: <c>setx API_SECRET abc123</c>,
/// <c>BFX-SIG 9a8b7c6d</c>, <c>IDENTIFIED BY 'abc'</c>, <c>the password is hunter2</c>,
/// <c>2FA code 123456</c>.</summary>
/// <remarks>A sentence names secrets too. So the value is in quotes, or is a word of letters and digits; behind the
/// name of a code also a number.</remarks>
internal sealed class SpacedValues(SecretNames names) : SecretFinder
{
    private const string Endings = ".,;:!?)";
    private const int ShortestWord = 8;
    private const int ShortestInSentence = 5;
    private const int ShortestCode = 4;
    private const int LongestCode = 10;
    private const SecretKind Named = SecretKind.Soft | SecretKind.Hard | SecretKind.Always;

    private static readonly string[] Verbs = ["is ", "was ", "ist ", "est ", "es "];

    private static readonly string[] Passwords = ["password", "passwd", "pwd"];
    private static readonly string[] Phrases = ["passphrase", "mot de passe"];
    private static readonly string[] Foreign = ["passwort", "kennwort"];

    // The word before them decides: cache key, API key; error code, 2FA code.
    private static readonly string[] Heads = ["key", "code", "passe"];

    // How something is kept is no secret: "the password is sha256".
    private static readonly string[] Algorithms = ["sha", "md5", "base64", "utf", "hs256", "rs256", "ed25519", "aes"];

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

    /// <summary>Whether a word between blanks that has a digit may be such a value or another token.</summary>
    public static bool MayBeWord(ReadOnlySpan<char> word)
    {
        if (word.Length < ShortestCode)
            return false;
        foreach (char c in word)
        {
            if (char.IsLetter(c))
                return word.Length >= ShortestInSentence;
        }

        return IsCode(word.TrimEnd(Endings.AsSpan()));
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
        if (text.Length < 3)
            return false;
        // Nearly all words are rejected by their last two letters.
        int last = text[text.Length - 1] | ' ';
        int before = text[text.Length - 2] | ' ';
        return (before, last) switch
        {
            ('r' or 'w', 'd') => EndsWithOneOf(text, Passwords),
            ('e', 'y') => EndsWith(text, "key"),
            ('e', 't') => EndsWith(text, "secret"),
            ('e', 'n') => EndsWith(text, "token"),
            ('i', 'n') => EndsWith(text, "pin"),
            ('d', 'e') => EndsWith(text, "code"),
            ('s', 'e') => EndsWithOneOf(text, Phrases),
            ('b', 'y') => EndsWith(text, "identified by"),
            ('t', 'p') => EndsWith(text, "otp"),
            ('i', 'g') => EndsWith(text, "-sig"),
            ('g', 'n') => EndsWith(text, "-sign"),
            ('r', 'e') => EndsWith(text, "signature"),
            ('r', 't') => EndsWithOneOf(text, Foreign),
            _ => false,
        };
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string word) =>
        text.EndsWith(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    private static bool EndsWithOneOf(ReadOnlySpan<char> text, string[] words)
    {
        foreach (string word in words)
        {
            if (EndsWith(text, word))
                return true;
        }

        return false;
    }

    private static bool BeginsWithOneOf(ReadOnlySpan<char> text, string[] words, out int length)
    {
        foreach (string word in words)
        {
            length = word.Length;
            if (text.StartsWith(word.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        length = 0;
        return false;
    }

    private static bool IsMixed(ReadOnlySpan<char> word, int least)
    {
        int digits = 0;
        int letters = 0;
        foreach (char c in word)
        {
            digits += c is >= '0' and <= '9' or '@' or '#' or '$' or '!' ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
            if (c is '=' or ':' or '(' or '[' or '{')
                return false;
        }

        return word.Length >= least && digits > 0 && letters > 0 && !BeginsWithOneOf(word, Algorithms, out _);
    }

    private static bool IsCode(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (c is < '0' or > '9')
                return false;
        }

        return word.Length is >= ShortestCode and <= LongestCode;
    }

    private static bool IsCodeName(ReadOnlySpan<char> name) =>
        EndsWithOneOf(name, ["code", "pin", "otp"]);

    private bool TryMeasure(ReadOnlySpan<char> text, int blank, out TextRange found)
    {
        found = default;
        ReadOnlySpan<char> name = text.Slice(0, blank).Slice(NameText.StartOf(text, blank));
        bool isSql = name.Equals("by".AsSpan(), StringComparison.OrdinalIgnoreCase);
        SecretKind kind = isSql ? SecretKind.Hard : KindOf(text, blank);
        int value = SecretValue.SkipBlanks(text, blank);
        if (kind == SecretKind.None || value >= text.Length)
            return false;
        bool isSentence = BeginsWithOneOf(text.Slice(value), Verbs, out int verb);
        value = isSentence ? SecretValue.SkipBlanks(text, value + verb) : value;
        if (value >= text.Length)
            return false;
        found = SecretValue.MeasureWord(text, value);
        if (found.End <= found.Start)
            return false;
        ReadOnlySpan<char> word = text.Slice(found.Start, found.End - found.Start);
        if (text[value] is '\'' or '"')
            return (kind & (SecretKind.Hard | SecretKind.Always)) != 0;
        word = word.TrimEnd(Endings.AsSpan());
        if (kind == SecretKind.Weak)
            return SecretKinds.LooksRandom(word);
        if ((kind & SecretKind.Soft) != 0)
            return IsMixed(word, ShortestWord) && kind.IsSecret(word);
        return IsMixed(word, isSentence ? ShortestInSentence : ShortestWord)
            || (IsCode(word) && (isSentence || IsCodeName(name)));
    }

    private SecretKind KindOf(ReadOnlySpan<char> text, int end)
    {
        int start = NameText.StartOf(text, end);
        SecretKind kind = names.KindOf(text.Slice(start, end - start));
        for (int words = 1; words < 3 && (kind & Named) == 0 && start > 1 && text[start - 1] == ' '; words++)
        {
            if (!EndsWithOneOf(text.Slice(start, end - start), Heads))
                break;
            int previous = NameText.StartOf(text, start - 1);
            if (previous == start - 1)
                break;
            start = previous;
            kind = names.KindOf(text.Slice(start, end - start));
        }

        return kind;
    }
}
