using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;

namespace TradingLogging.Reports.Html;

/// <summary>How many events there are of each action and symbol.</summary>
internal static class ActionsSection
{
    private static readonly Markup[] Headings =
    [
        Cell.SortableText("Action"), Cell.SortableText("Symbol"), Cell.SortableNumber("Events"),
    ];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => activity.Actions.Count == 0
        ? Markup.None
        : Panel.Of("actions", "Events by action", "", Panel.Table("sortable", Headings, activity.Actions.Select(Row)));

    private static Markup Row(TradeActionCount count) => $"""
        <tr data-action="{count.Action}">
        {Cell.Text(count.Action)}{Cell.Text(count.Symbol)}{Cell.Count("events", count.Count)}</tr>

        """;
}
