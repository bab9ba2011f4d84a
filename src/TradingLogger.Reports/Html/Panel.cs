namespace TradingLogging.Reports.Html;

/// <summary>A part of the page with a heading.</summary>
internal static class Panel
{
    /// <summary>A part with a table or text.</summary>
    public static Markup Of(string id, string heading, string note, Markup content) => $"""
        <section class="panel" id="{id}"><header><h2>{heading}</h2><p>{note}</p></header>
        {content}</section>

        """;

    /// <summary>A part with a chart, or with the reason why there is none.</summary>
    public static Markup OfChart(
        string heading,
        string note,
        Markup? chart,
        string reason,
        IReadOnlyList<(string Name, string Variable)>? legend = null) => $"""
        <section class="panel chart-panel"><header><h2>{heading}</h2><p>{note}</p>{LegendOf(chart, legend)}</header>
        {chart ?? $"""<p class="none">{reason}</p>"""}</section>

        """;

    /// <summary>A table that is wider than a small screen scrolls by itself.</summary>
    public static Markup Table(string kind, IEnumerable<Markup> headings, IEnumerable<Markup> rows) => $"""
        <div class="scroll"><table{ClassOf(kind)}><thead><tr>{headings}</tr></thead>
        <tbody>
        {rows}</tbody></table></div>

        """;

    private static Markup ClassOf(string kind) => kind.Length == 0 ? Markup.None : $""" class="{kind}" """;

    private static Markup LegendOf(Markup? chart, IReadOnlyList<(string Name, string Variable)>? legend) =>
        chart is null || legend is null
        ? Markup.None
        : $"""<ul class="legend">{legend.Select(Entry)}</ul>""";

    private static Markup Entry((string Name, string Variable) entry) =>
        $"""<li style="--key: var(--{entry.Variable})">{entry.Name}</li>""";
}
