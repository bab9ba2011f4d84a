using TradingLogging.Analytics.Figures;

namespace TradingLogging.Reports.Html;

/// <summary>The cells of tables. A figure has its exact value beside what is shown; an empty one stands for
/// none.</summary>
internal static class Cell
{
    private const int LongestText = 20;
    private const int LongestCode = 28;

    /// <summary>A heading over text.</summary>
    public static Markup TextHeading(string text) => $"""<th scope="col">{text}</th>""";

    /// <summary>A heading over figures.</summary>
    public static Markup NumberHeading(string text) => $"""<th scope="col" class="number">{text}</th>""";

    /// <summary>A heading over text that sorts.</summary>
    public static Markup SortableText(string text) => $"""<th scope="col"><button type="button">{text}</button></th>""";

    /// <summary>A heading over figures that sorts.</summary>
    public static Markup SortableNumber(string text) =>
        $"""<th scope="col" class="number"><button type="button">{text}</button></th>""";

    /// <summary>Text from a log.</summary>
    public static Markup Text(string? text) =>
        $"""<td{Wrap(text, LongestText, "")}>{(string.IsNullOrEmpty(text) ? Display.Nothing : text)}</td>""";

    /// <summary>Text that is an identifier.</summary>
    public static Markup Code(string? text) =>
        $"""<td{Wrap(text, LongestCode, "mono")}>{(string.IsNullOrEmpty(text) ? Display.Nothing : text)}</td>""";

    /// <summary>A count.</summary>
    public static Markup Count(string measure, long count) =>
        $"""<td class="number" data-measure="{measure}" data-value="{count}">{Display.Count(count)}</td>""";

    /// <summary>An amount that has been won or lost.</summary>
    public static Markup Gain(string measure, decimal? amount) => amount is { } value
        ? $"""<td class="number {Display.Tone(value)}" data-measure="{measure}" data-value="{Display.Value(value)}">{Display.Gain(value)}</td>"""
        : Empty(measure);

    /// <summary>An amount.</summary>
    public static Markup Amount(string measure, decimal? amount) => amount is { } value
        ? $"""<td class="number" data-measure="{measure}" data-value="{Display.Value(value)}">{Display.Amount(value)}</td>"""
        : Empty(measure);

    /// <summary>A price or a quantity, with all digits.</summary>
    public static Markup Exact(string measure, decimal? number) => number is { } value
        ? $"""<td class="number" data-measure="{measure}" data-value="{Display.Value(value)}">{Display.Exact(value)}</td>"""
        : Empty(measure);

    /// <summary>A ratio as percent.</summary>
    public static Markup Percent(string measure, decimal? ratio) => ratio is { } value
        ? $"""<td class="number" data-measure="{measure}" data-value="{Display.Value(value)}">{Display.Percent(value)}</td>"""
        : Empty(measure);

    /// <summary>A ratio as a number.</summary>
    public static Markup Ratio(string measure, decimal? ratio) => ratio is { } value
        ? $"""<td class="number" data-measure="{measure}" data-value="{Display.Value(value)}">{Display.Ratio(value)}</td>"""
        : Empty(measure);

    /// <summary>A time span.</summary>
    public static Markup Span(string measure, TimeSpan? span) => span is { } value
        ? $"""<td class="number" data-measure="{measure}" data-value="{Display.Seconds(value)}">{ShortTime.Of(value)}</td>"""
        : Empty(measure);

    // Short text on one line, so that a full table breaks none of it; long text must not make the table wider than the
    // page.
    private static Markup Wrap(string? text, int longest, string kind) =>
        (text?.Length > longest ? (kind + " long").TrimStart() : kind) is { Length: > 0 } classes ? (Markup)$""" class="{classes}" """ : Markup.None;

    private static Markup Empty(string measure) =>
        $"""<td class="number" data-measure="{measure}" data-value="">{Display.Nothing}</td>""";
}
