namespace TradingLogging.Masking;

/// <summary>A name of the user's, compared without case and separators; <c>*</c> stands for any characters.</summary>
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

    /// <summary>Whether a name fits.</summary>
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
