using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Statements;

namespace TradingLogging.Reports.Html;

/// <summary>How the log differs from a statement.</summary>
internal static class StatementSection
{
    private static readonly Markup[] Headings =
    [
        Cell.SortableText("Break"), Cell.SortableText("What"), Cell.SortableText("Symbol"), Cell.SortableText("Order"),
        Cell.SortableText("Execution"), Cell.SortableText("Log"), Cell.SortableText("Statement"),
    ];

    /// <summary>Makes the section; nothing without a comparison.</summary>
    public static Markup Of(TradeStatementComparison? comparison) => comparison is null
        ? Markup.None
        : Panel.Of(
            "statement",
            "Statement",
            $"{comparison.Statement}: {Display.Count(comparison.Matched)} of "
                + $"{Display.Count(comparison.StatementFills)} fills match, "
                + $"{Display.Count(comparison.Breaks.Count)} breaks"
                + string.Concat(comparison.NotCompared.Select((text, index) => (index == 0 ? ". " : " ") + text)),
            comparison.IsReconciled
                ? $"""<p class="none">The log and the statement have the same fills.</p>"""
                : Panel.Table("sortable", Headings, comparison.Breaks.Select(Row)));

    private static Markup Row(TradeBreak difference) => $"""
        <tr data-break="{difference.Kind.ToString()}">
        <td>{FindingsSection.Tag(difference.Kind.ToString())}</td>
        <td class="text">{difference.Message}</td>{Cell.Text(difference.Symbol)}{Cell.Code(difference.OrderId)}
        {Cell.Code(difference.ExecutionId)}{Cell.Code(difference.LogPlace?.ToString())}
        {Cell.Code(difference.StatementPlace?.ToString())}</tr>

        """;
}
