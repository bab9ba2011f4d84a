using TradingLogging.Analytics;
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
