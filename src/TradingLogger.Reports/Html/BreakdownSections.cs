using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;

namespace TradingLogging.Reports.Html;

/// <summary>The figures of each symbol, strategy and day.</summary>
internal static class BreakdownSections
{
    private static readonly string[] Columns =
    [
        "Net", "Gross", "Fees", "Closed", "Win rate", "Profit factor", "Drawdown", "Orders", "Filled", "Open",
        "Turnover", "Events",
    ];

    /// <summary>Makes the sections.</summary>
    public static Markup Of(TradeActivity activity) => $"""
        {Section("symbol", "By symbol", "Symbol", activity.BySymbol)}
        {Section("strategy", "By strategy", "Strategy", activity.ByStrategy)}
        {Section("day", "By day", "Day", activity.ByDay)}
        """;

    private static Markup Section(string kind, string heading, string column, IReadOnlyList<TradeFigures> groups) =>
        groups.Count == 0
        ? Markup.None
        : Panel.Of(
            "by-" + kind,
            heading,
            "",
            Panel.Table(
                "sortable",
                Columns.Select(Cell.SortableNumber).Prepend(Cell.SortableText(column)),
                groups.Select(group => Row(kind, group))));

    private static Markup Row(string kind, TradeFigures group) => $"""
        <tr data-{Markup.Trust(kind)}="{group.Name}">
        {Cell.Text(group.Name)}{Cell.Gain("net-pnl", group.NetPnl)}{Cell.Gain("gross-pnl", group.GrossPnl)}
        {Cell.Amount("fees", group.Fees)}{Cell.Count("positions-closed", group.PositionsClosed)}
        {Cell.Percent("win-rate", group.WinRate)}{Cell.Ratio("profit-factor", group.ProfitFactor)}
        {Cell.Amount("max-drawdown", group.MaxDrawdown)}{Cell.Count("orders-placed", group.OrdersPlaced)}
        {Cell.Count("orders-filled", group.OrdersFilled)}{Cell.Count("orders-open", group.OrdersOpen)}
        {Cell.Amount("turnover", group.Turnover)}{Cell.Count("events", group.Events)}</tr>

        """;
}

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
