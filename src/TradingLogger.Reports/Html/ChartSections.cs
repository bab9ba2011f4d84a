using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Reports.Charts;

namespace TradingLogging.Reports.Html;

/// <summary>The charts.</summary>
internal static class ChartSections
{
    /// <summary>Makes the sections.</summary>
    public static Markup Of(TradeActivity activity) => $"""
        {Equity(activity)}
        <div class="pair">
        {Panel.OfChart("P&L by symbol", "net", SymbolChart.Draw(activity), "No position was closed.")}
        {Day(activity)}
        </div>
        """;

    private static Markup Equity(TradeActivity activity) => Panel.OfChart(
        "Equity curve", "net pnl after each close and fee", EquityChart.Draw(activity), "No position was closed.");

    private static Markup Day(TradeActivity activity) => Panel.OfChart(
        "Activity over the day", "", ActivityChart.Draw(activity), "There are no events.", ActivityChart.Legend);
}

/// <summary>How long orders and fills took: chart and percentiles.</summary>
internal static class LatencySection
{
    private static readonly string[] Columns = ["Step", "Count", "Min", "p50", "p95", "p99", "Max"];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => $"""
        <div class="pair">
        {Chart(activity)}
        {Percentiles(activity)}
        </div>
        """;

    private static Markup Chart(TradeActivity activity) => Panel.OfChart(
        "Latency",
        "count by time, from",
        LatencyChart.Draw(activity),
        "No order followed a signal, and none was filled.",
        LatencyChart.Legend);

    private static Markup Percentiles(TradeActivity activity) => Panel.Of(
        "latencies", "Percentiles", "by nearest rank", Panel.Table("", Columns.Select(Heading), Rows(activity)));

    private static Markup Heading(string text) => text == "Step" ? Cell.TextHeading(text) : Cell.NumberHeading(text);

    private static IEnumerable<Markup> Rows(TradeActivity activity) =>
    [
        Row("Signal to order", "signal-to-order", activity.SignalToOrder),
        Row("Order to fill", "order-to-fill", activity.OrderToFill),
        Row("Signal to fill", "signal-to-fill", activity.SignalToFill),
    ];

    private static Markup Row(string name, string measure, LatencySummary latency) => $"""
        <tr data-latency="{measure}">
        <th scope="row">{name}</th>{Cell.Count("count", latency.Count)}{Cell.Span("min", latency.Minimum)}
        {Cell.Span("p50", latency.P50)}{Cell.Span("p95", latency.P95)}{Cell.Span("p99", latency.P99)}
        {Cell.Span("max", latency.Maximum)}</tr>

        """;
}
