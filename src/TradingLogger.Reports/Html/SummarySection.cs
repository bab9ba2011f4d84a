using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;

namespace TradingLogging.Reports.Html;

/// <summary>The figures of all events, as tiles.</summary>
internal static class SummarySection
{
    private static readonly string[] CurrencyColumns = ["Net", "Gross", "Fees", "Drawdown", "Turnover"];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => $"""
        <dl class="tiles">
        {Net(activity)}
        {Ratio("Win rate", "win-rate", activity.WinRate, Display.Percent, Outcomes(activity))}
        {Ratio("Profit factor", "profit-factor", activity.ProfitFactor, Display.Ratio, Sides(activity))}
        {Amount("Max drawdown", "max-drawdown", activity.MaxDrawdown, "largest fall from a peak")}
        {Amount("Turnover", "turnover", activity.Turnover, $"{Display.Count(activity.Fills)} fills")}
        {Count("Orders placed", "orders-placed", activity.OrdersPlaced, $"{Display.Count(activity.Signals)} signals")}
        {Count("Orders filled", "orders-filled", activity.OrdersFilled, Unfilled(activity))}
        {Ratio("Fill ratio", "fill-ratio", activity.FillRatio, Display.Percent, "of the orders placed")}
        {Time("Order to fill", "order-to-fill-p50", activity.OrderToFill)}
        </dl>
        {Currencies(activity)}
        """;

    private static Markup Net(TradeActivity activity) =>
        activity is { NetPnl: { } net, GrossPnl: { } gross, Fees: { } fees }
        ? (Markup)$"""
            <div class="tile wide"><dt>Net P&amp;L {activity.Currency}</dt>
            <dd class="{Display.Tone(net)}"
            data-measure="net-pnl" data-value="{Display.Value(net)}">{Display.Gain(net)}</dd>
            <dd class="note">gross <span data-measure="gross-pnl"
            data-value="{Display.Value(gross)}">{Display.Gain(gross)}</span>{Computed(activity)},
            fees <span data-measure="fees" data-value="{Display.Value(fees)}">{Display.Amount(fees)}</span></dd></div>
            """
        : $"""
            <div class="tile wide"><dt>Net P&amp;L</dt>
            <dd data-measure="net-pnl" data-value="">{Display.Nothing}</dd>
            <dd class="note">in {activity.ByCurrency.Count} currencies, see below: they are not added</dd></div>
            """;

    private static string Computed(TradeActivity activity) => activity.ComputedPnl is { } computed and not 0
        ? $" (of it {Display.Gain(computed)} computed from fills)"
        : "";

    private static string Sides(TradeActivity activity) => activity is { GrossProfit: { } profit, GrossLoss: { } loss }
        ? $"{Display.Amount(profit)} to {Display.Amount(loss)}"
        : "in several currencies";

    private static Markup Currencies(TradeActivity activity) => activity.ByCurrency.Count < 2
        ? Markup.None
        : Panel.Of(
            "by-currency",
            "By currency",
            "amounts of different currencies are not added",
            Panel.Table(
                "sortable",
                CurrencyColumns.Select(Cell.SortableNumber).Prepend(Cell.SortableText("Currency")),
                activity.ByCurrency.Select(CurrencyRow)));

    private static Markup CurrencyRow(TradeAmounts amounts) => $"""
        <tr data-currency="{amounts.Currency}">
        {Cell.Text(amounts.Currency)}{Cell.Gain("net-pnl", amounts.NetPnl)}{Cell.Gain("gross-pnl", amounts.GrossPnl)}
        {Cell.Amount("fees", amounts.Fees)}{Cell.Amount("max-drawdown", amounts.MaxDrawdown)}
        {Cell.Amount("turnover", amounts.Turnover)}</tr>

        """;

    private static string Outcomes(TradeActivity activity) => $"{activity.Wins} won, {activity.Losses} lost"
        + (activity.Evens == 0 ? "" : $", {Display.Count(activity.Evens)} even");

    private static string Unfilled(TradeActivity activity) =>
        $"{Display.Count(activity.OrdersOpen)} open, {Display.Count(activity.OrdersEnded)} ended";

    private static Markup Amount(string name, string measure, decimal? amount, string note) =>
        Ratio(name, measure, amount, Display.Amount, note);

    private static Markup Count(string name, string measure, long count, string note) =>
        Tile(name, measure, Display.Value(count), Display.Count(count), note);

    private static Markup Ratio(
        string name, string measure, decimal? ratio, Func<decimal, string> display, string note) =>
        ratio is { } value
            ? Tile(name, measure, Display.Value(value), display(value), note)
            : Tile(name, measure, "", Display.Nothing, note);

    private static Markup Time(string name, string measure, LatencySummary latency) => Tile(
        name,
        measure,
        latency.P50 is { } value ? Display.Seconds(value) : "",
        latency.P50 is { } shown ? ShortTime.Of(shown) : Display.Nothing,
        latency.P95 is { } slow ? $"median; p95 {ShortTime.Of(slow)}" : "no filled order");

    private static Markup Tile(string name, string measure, string value, string shown, string note) => $"""
        <div class="tile"><dt>{name}</dt><dd data-measure="{measure}" data-value="{value}">{shown}</dd>
        <dd class="note">{note}</dd></div>

        """;
}
