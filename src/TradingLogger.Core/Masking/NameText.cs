namespace TradingLogging.Masking;

/// <summary>Names as they stand in a text.</summary>
internal static class NameText
{
    /// <summary>Where the name that ends at an index begins; the index itself when there is none.</summary>
    public static int StartOf(ReadOnlySpan<char> text, int end)
    {
        int least = Math.Max(0, end - NameWords.Longest);
        int start = end;
        while (start > least && IsPart(text[start - 1]))
            start--;
        // What is left of an escape before it: %22apiKey.
        if (start > 0 && text[start - 1] == '%' && end - start > 2)
            start += 2;
        return start;
    }

    /// <summary>Whether a character may stand in a name; also what nobody sees in it.</summary>
    public static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '\u200b' or '\u00ad';
}
