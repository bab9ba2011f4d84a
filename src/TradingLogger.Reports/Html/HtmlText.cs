using System.Globalization;
using System.Text;

namespace TradingLogging.Reports.Html;

/// <summary>Text from a log as the text of a page: nothing in it is markup, and nothing in it is invisible or turns the
/// direction of writing.</summary>
internal static class HtmlText
{
    /// <summary>Appends text so that it stands for itself between tags and in attributes within double
    /// quotes.</summary>
    public static void Append(StringBuilder page, string? text)
    {
        foreach (char character in Visible(text ?? ""))
        {
            _ = character switch
            {
                '<' => page.Append("&lt;"),
                '>' => page.Append("&gt;"),
                '&' => page.Append("&amp;"),
                '"' => page.Append("&quot;"),
                '\'' => page.Append("&#39;"),
                '`' => page.Append("&#96;"),
                _ => page.Append(character),
            };
        }
    }

    /// <summary>The text with an escape such as <c>\u202e</c> in place of each character that cannot be seen.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            int length = isPair ? 2 : 1;
            if (IsHidden(
                isPair ? CharUnicodeInfo.GetUnicodeCategory(text, i) : CharUnicodeInfo.GetUnicodeCategory(text[i])))
            {
                AppendEscapes(visible, text, i, length);
            }
            else
            {
                visible.Append(text, i, length);
            }
            i += length - 1;
        }

        return visible.ToString();
    }

    private static void AppendEscapes(StringBuilder visible, string text, int start, int length)
    {
        for (int i = start; i < start + length; i++)
            visible.Append(FormattableString.Invariant($"\\u{(int)text[i]:x4}"));
    }

    private static bool IsHidden(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
