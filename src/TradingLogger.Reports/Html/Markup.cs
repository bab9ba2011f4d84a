using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TradingLogging.Reports.Html;

/// <summary>A piece of a page, written as an interpolated string: what the string holds literally is markup, and
/// whatever is put into it is text, unless it is markup itself. Nothing from a log can become markup by forgetting to
/// escape it.</summary>
[InterpolatedStringHandler]
internal sealed class Markup(int literalLength, int formattedCount)
{
    private readonly StringBuilder _page = new(literalLength + (8 * formattedCount));

    /// <summary>Nothing.</summary>
    public static Markup None { get; } = $"";

    /// <summary>Takes text that this assembly made, such as a style sheet or a chart, for markup.</summary>
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
