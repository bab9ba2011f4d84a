namespace TradingLogging.Masking;

/// <summary>Words by their last two letters, so that a name is compared with very few of them. All have two letters or more.</summary>
internal sealed class WordEndings
{
    private const int LettersOfOne = 32;

    private readonly string[]?[] _byEnding = new string[LettersOfOne * LettersOfOne][];

    public WordEndings(params string[] words)
    {
        foreach (string word in words)
        {
            ref string[]? alike = ref _byEnding[Ending(word.AsSpan())];
            alike = [.. alike ?? [], word];
        }
    }

    /// <summary>The words that may end as these letters do.</summary>
    public ReadOnlySpan<string> For(ReadOnlySpan<char> letters) =>
        letters.Length < 2 ? default : _byEnding[Ending(letters)];

    /// <summary>Whether the letters are one of the words.</summary>
    public bool Contains(ReadOnlySpan<char> letters)
    {
        foreach (string word in For(letters))
        {
            if (letters.SequenceEqual(word.AsSpan()))
                return true;
        }

        return false;
    }

    private static int Ending(ReadOnlySpan<char> letters) =>
        (letters[letters.Length - 1] % LettersOfOne * LettersOfOne) + (letters[letters.Length - 2] % LettersOfOne);
}
