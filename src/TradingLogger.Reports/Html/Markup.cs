using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TradingLogging.Reports.Html;

/// <summary>A piece of a page, written as an interpolated string. The literal parts of the string are markup. The
/// values in its braces are text and are escaped, unless they are markup themselves. So nobody can forget to escape a
/// value from a log.</summary>
[InterpolatedStringHandler]
internal sealed class Markup(int literalLength, int formattedCount)
{
    private readonly StringBuilder _page = new(literalLength + (8 * formattedCount));

    /// <summary>Nothing.</summary>
    public static Markup None { get; } = $"";

    /// <summary>Makes markup of a text of this assembly, such as a style sheet or a chart.</summary>
    public static Markup Trust(string markup)
    {
        var result = new Markup(markup.Length, 0);
        result.AppendLiteral(markup);
        return result;
    }

    /// <summary>Appends markup.</summary>
    public void AppendLiteral(string markup) => _page.Append(markup);

    /// <summary>Appends text.</summary>
    public void AppendFormatted(string? text) => HtmlText.Append(_page, text);

    /// <summary>Appends a number.</summary>
    public void AppendFormatted(long number) => _page.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Appends markup.</summary>
    public void AppendFormatted(Markup markup) => _page.Append(markup._page);

    /// <summary>Appends pieces of markup, one after the other.</summary>
    public void AppendFormatted(IEnumerable<Markup> markups)
    {
        foreach (Markup markup in markups)
            AppendFormatted(markup);
    }

    /// <inheritdoc/>
    public override string ToString() => _page.ToString();
}

/// <summary>Makes text of a page from text of a log. The result has no markup, no invisible characters, and none that
/// change the direction of writing.</summary>
internal static class HtmlText
{
    /// <summary>Appends text, escaped for a place between tags or in an attribute within double quotes.</summary>
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
