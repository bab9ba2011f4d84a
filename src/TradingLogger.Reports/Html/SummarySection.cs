using TradingLogging.Analytics;

namespace TradingLogging.Reports;

/// <summary>The figures of all events, as tiles.</summary>
internal static class SummarySection
{
    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => $"""
        <dl class="tiles">
        <div class="tile wide"><dt>Net P&amp;L</dt>
        <dd class="{Display.Tone(activity.NetPnl)}" data-measure="net-pnl" data-value="{Display.Value(activity.NetPnl)}">{Display.Gain(activity.NetPnl)}</dd>
        <dd class="note">gross <span data-measure="gross-pnl" data-value="{Display.Value(activity.GrossPnl)}">{Display.Gain(activity.GrossPnl)}</span>,
        fees <span data-measure="fees" data-value="{Display.Value(activity.Fees)}">{Display.Amount(activity.Fees)}</span></dd></div>
        {Ratio("Win rate", "win-rate", activity.WinRate, Display.Percent, $"{activity.Wins} won, {activity.Losses} lost{Evens(activity)}")}
        {Ratio("Profit factor", "profit-factor", activity.ProfitFactor, Display.Ratio, $"{Display.Amount(activity.GrossProfit)} to {Display.Amount(activity.GrossLoss)}")}
        {Amount("Max drawdown", "max-drawdown", activity.MaxDrawdown, "largest fall from a peak")}
        {Amount("Turnover", "turnover", activity.Turnover, $"{Display.Count(activity.Fills)} fills")}
        {Count("Orders placed", "orders-placed", activity.OrdersPlaced, $"{Display.Count(activity.Signals)} signals")}
        {Count("Orders filled", "orders-filled", activity.OrdersFilled, $"{Display.Count(activity.OrdersOpen)} open, {Display.Count(activity.OrdersEnded)} ended")}
        {Ratio("Fill ratio", "fill-ratio", activity.FillRatio, Display.Percent, "of the orders placed")}
        {Time("Order to fill", "order-to-fill-p50", activity.OrderToFill)}
        </dl>
        """;

    private static string Evens(TradeActivity activity) => activity.Evens == 0 ? "" : $", {Display.Count(activity.Evens)} even";

    private static Markup Amount(string name, string measure, decimal amount, string note) =>
        Tile(name, measure, Display.Value(amount), Display.Amount(amount), note);

    private static Markup Count(string name, string measure, long count, string note) =>
        Tile(name, measure, Display.Value(count), Display.Count(count), note);

    private static Markup Ratio(string name, string measure, decimal? ratio, Func<decimal, string> display, string note) =>
        Tile(name, measure, ratio is { } value ? Display.Value(value) : "", ratio is { } shown ? display(shown) : Display.Nothing, note);

    private static Markup Time(string name, string measure, LatencySummary latency) => Tile(
        name,
        measure,
        latency.P50 is { } value ? Display.Seconds(value) : "",
        latency.P50 is { } shown ? ShortTime.Of(shown) : Display.Nothing,
        latency.P95 is { } slow ? $"median; p95 {ShortTime.Of(slow)}" : "no filled order");

    private static Markup Tile(string name, string measure, string value, string shown, string note) => $"""
        <div class="tile"><dt>{name}</dt><dd data-measure="{measure}" data-value="{value}">{shown}</dd><dd class="note">{note}</dd></div>

        """;
}
