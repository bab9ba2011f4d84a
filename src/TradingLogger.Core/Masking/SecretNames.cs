namespace TradingLogging.Masking;

/// <summary>Decides by the last words of a name whether its value is a secret: <c>apiKey</c> is one, <c>apiKeyCount</c>
/// is not.</summary>
internal sealed class SecretNames(NamePattern[] also, NamePattern[] except)
{
    private const int CacheSize = 256;

    private readonly Decision?[] _known = new Decision?[CacheSize];

    /// <summary>Whether the value of a member is a secret. The answer is remembered for most names.</summary>
    public bool IsSecret(string name)
    {
        int slot = Slot(name);
        if (_known[slot] is { } known && string.Equals(known.Name, name, StringComparison.Ordinal))
            return known.IsSecret;
        bool isSecret = IsSecret(NameWords.Fold(name).AsSpan());
        if (name.Length <= NameWords.Longest)
            _known[slot] = new Decision(name, isSecret);
        return isSecret;
    }

    /// <summary>Whether the value of a pair in a text is a secret. Allocates nothing.</summary>
    public bool IsSecret(ReadOnlySpan<char> name)
    {
        var words = new NameWords(name, stackalloc char[NameWords.Longest]);
        if (words.Length == 0 || Fits(except, words.Letters))
            return false;
        return Fits(also, words.Letters) || SecretWords.AreAtTheEndOf(ref words);
    }

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

    private sealed record Decision(string Name, bool IsSecret);
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
