namespace TradingLogging.Configuration.Ini;

/// <summary>White space as Python's <c>str.isspace</c> and <c>str.strip</c> see it: that of .NET and U+001C to U+001F.
/// </summary>
internal static class PythonWhiteSpace
{
    public static bool Contains(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>How many characters of white space a text begins with.</summary>
    public static int CountLeading(string text)
    {
        int count = 0;
        while (count < text.Length && Contains(text[count]))
            count++;
        return count;
    }

    public static string Strip(string text) => StripEnd(text.Substring(CountLeading(text)));

    public static string StripEnd(string text)
    {
        int length = text.Length;
        while (length > 0 && Contains(text[length - 1]))
            length--;
        return text.Substring(0, length);
    }
}
