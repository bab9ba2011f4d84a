using System.Globalization;
using System.Text;

namespace TradingLogging;

/// <summary>Makes text of unknown origin fit to stand in a message.</summary>
internal static class MessageText
{
    private const int MaximumLength = 200;

    /// <summary>Escapes what could break or forge a line of a message, and cuts what is too long.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "(empty)";

        var result = new StringBuilder();
        for (int index = 0; index < text!.Length; index++)
        {
            if (index >= MaximumLength && !char.IsLowSurrogate(text[index]))
                return result.Append('…').ToString();
            Append(result, text[index]);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, char character)
    {
        if (IsPlain(character))
            result.Append(character);
        else
            result.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
    }

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
