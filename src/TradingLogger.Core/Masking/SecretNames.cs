namespace TradingLogging.Masking;

/// <summary>Decides by the last words of a name whether its value is a secret: <c>apiKey</c> is one, <c>apiKeyCount</c>
/// is not.</summary>
internal sealed class SecretNames(NamePattern[] also, NamePattern[] except, NamePaths? hidden = null)
{
    private const int CacheSize = 256;

    private readonly Decision?[] _known = new Decision?[CacheSize];

    /// <summary>How surely the value of a member is a secret. Decided once for each name, as a rule.</summary>
    public SecretKind KindOf(string name)
    {
        int slot = Slot(name);
        if (_known[slot] is { } known && string.Equals(known.Name, name, StringComparison.Ordinal))
            return known.Kind;
        SecretKind kind = KindOf(NameWords.Fold(name).AsSpan());
        if (name.Length <= NameWords.Longest)
            _known[slot] = new Decision(name, kind);
        return kind;
    }

    /// <summary>How surely the value of a pair in a text is a secret. Allocates nothing.</summary>
    public SecretKind KindOf(ReadOnlySpan<char> name)
    {
        var words = new NameWords(name, stackalloc char[NameWords.Longest]);
        if (hidden is not null && hidden.Means(name))
            return SecretKind.Always | SecretKind.Whole;
        if (words.Length == 0 || Fits(except, words.Letters))
            return SecretKind.None;
        return Fits(also, words.Letters) ? SecretKind.Always : SecretWords.KindAtTheEndOf(ref words);
    }

    /// <summary>Whether the value of a member or a pair of this name is a secret, but for harmless values.</summary>
    public bool IsSecret(ReadOnlySpan<char> name) => KindOf(name) is not (SecretKind.None or SecretKind.Weak);

    /// <summary>Whether a name ends with <c>token</c> and may be that of a coin.</summary>
    public static bool MayBeCoin(ReadOnlySpan<char> name) =>
        SecretWords.MayBeCoin(new NameWords(name, stackalloc char[NameWords.Longest]));

    private static bool Fits(NamePattern[] patterns, ReadOnlySpan<char> letters)
    {
        foreach (NamePattern pattern in patterns)
        {
            if (pattern.Fits(letters))
                return true;
        }

        return false;
    }

    private static int Slot(string name) => name.Length == 0
        ? 0
        : (name.Length * 5 + name[0] * 7 + name[name.Length / 2] * 3 + name[name.Length - 1] * 31) & (CacheSize - 1);

    private sealed record Decision(string Name, SecretKind Kind);
}

/// <summary>A name that the user gave. Case and separators do not count; <c>*</c> stands for any characters.</summary>
internal sealed class NamePattern
{
    private readonly string[] _parts;

    private NamePattern(string pattern) => _parts = [.. pattern.Split('*').Select(Letters)];

    public static NamePattern[] Of(IEnumerable<string> patterns) =>
    [
        .. from pattern in patterns
           where pattern.Any(c => char.IsLetterOrDigit(c) || c == '*')
           select new NamePattern(pattern),
    ];

    /// <summary>Whether every name matches.</summary>
    public bool IsAny => _parts.Length > 1 && _parts.All(part => part.Length == 0);

    /// <summary>Whether a name matches.</summary>
    /// <param name="letters">Its letters and digits in lower case.</param>
    public bool Fits(ReadOnlySpan<char> letters)
    {
        if (_parts.Length == 1)
            return letters.SequenceEqual(_parts[0].AsSpan());
        string last = _parts[_parts.Length - 1];
        if (!letters.StartsWith(_parts[0].AsSpan()) || letters.Length < _parts[0].Length + last.Length)
            return false;
        letters = letters.Slice(_parts[0].Length);
        for (int i = 1; i < _parts.Length - 1; i++)
        {
            int index = letters.IndexOf(_parts[i].AsSpan());
            if (index < 0)
                return false;
            letters = letters.Slice(index + _parts[i].Length);
        }

        return letters.EndsWith(last.AsSpan());
    }

    private static string Letters(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
