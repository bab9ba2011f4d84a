namespace TradingLogging.Masking;

/// <summary>Decides by a name whether its value is a secret. What decides are the last words of the name: an <c>apiKey</c> is
/// one, an <c>apiKeyCount</c> is none.</summary>
internal sealed class SecretNames(NamePattern[] also, NamePattern[] except)
{
    private const int CacheSize = 256;

    private readonly Decision?[] _known = new Decision?[CacheSize];

    /// <summary>Whether the value of a member is a secret. Decided once for each name, as a rule.</summary>
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
