using TradingLogging.Analytics.Figures;

namespace TradingLogging.Reports.Html;

/// <summary>The cells of tables. A cell with a figure also has its exact value, which is empty where there is no
/// figure.</summary>
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
        Figure(measure, Display.Value(count), Display.Count(count));

    /// <summary>An amount that has been won or lost.</summary>
    public static Markup Gain(string measure, decimal? amount) => amount is { } value
        ? Figure(measure, Display.Value(value), Display.Gain(value), "number " + Display.Tone(value))
        : Empty(measure);

    /// <summary>An amount.</summary>
    public static Markup Amount(string measure, decimal? amount) => amount is { } value
        ? Figure(measure, Display.Value(value), Display.Amount(value))
        : Empty(measure);

    /// <summary>A price or a quantity, with all digits.</summary>
    public static Markup Exact(string measure, decimal? number) => number is { } value
        ? Figure(measure, Display.Value(value), Display.Exact(value))
        : Empty(measure);

    /// <summary>A ratio as percent.</summary>
    public static Markup Percent(string measure, decimal? ratio) => ratio is { } value
        ? Figure(measure, Display.Value(value), Display.Percent(value))
        : Empty(measure);

    /// <summary>A ratio as a number.</summary>
    public static Markup Ratio(string measure, decimal? ratio) => ratio is { } value
        ? Figure(measure, Display.Value(value), Display.Ratio(value))
        : Empty(measure);

    /// <summary>A time span.</summary>
    public static Markup Span(string measure, TimeSpan? span) => span is { } value
        ? Figure(measure, Display.Seconds(value), ShortTime.Of(value))
        : Empty(measure);

    // Short text stays on one line. Long text may break, so that the table is not wider than the page.
    private static Markup Wrap(string? text, int longest, string kind) =>
        (text?.Length > longest ? (kind + " long").TrimStart() : kind) is { Length: > 0 } classes
            ? (Markup)$""" class="{classes}" """
            : Markup.None;

    private static Markup Empty(string measure) => Figure(measure, "", Display.Nothing);

    private static Markup Figure(string measure, string value, string shown, string kind = "number") =>
        $"""<td class="{kind}" data-measure="{measure}" data-value="{value}">{shown}</td>""";
}
