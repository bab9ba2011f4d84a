namespace TradingLogging.Masking;

/// <summary>Words by their last letters, so that a name is compared with few of them.</summary>
internal sealed class WordEndings
{
    private const int Ascii = 128;

    private readonly string[][] _byLastLetter = new string[Ascii][];

    public WordEndings(params string[] words)
    {
        for (int letter = 0; letter < Ascii; letter++)
            _byLastLetter[letter] = [.. words.Where(word => word[word.Length - 1] == letter)];
    }

    /// <summary>The words that end as these letters do.</summary>
    public ReadOnlySpan<string> For(ReadOnlySpan<char> letters) =>
        letters.IsEmpty || letters[letters.Length - 1] >= Ascii ? default : _byLastLetter[letters[letters.Length - 1]];

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
}
