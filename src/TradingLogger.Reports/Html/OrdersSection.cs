using System.Globalization;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Orders;

namespace TradingLogging.Reports.Html;

/// <summary>The orders.</summary>
internal static class OrdersSection
{
    private static readonly Markup[] Headings =
    [
        Cell.SortableNumber("Placed"), Cell.SortableText("Order"), Cell.SortableText("Symbol"),
        Cell.SortableText("Side"), Cell.SortableText("Strategy"), Cell.SortableNumber("Quantity"),
        Cell.SortableNumber("Price"), Cell.SortableText("Status"), Cell.SortableNumber("Filled"),
        Cell.SortableNumber("at"), Cell.SortableNumber("Time to fill"), Cell.SortableNumber("P&L"),
        Cell.SortableText("Line"),
    ];

    /// <summary>Makes the section.</summary>
    public static Markup Of(TradeActivity activity) => activity.Orders.Count == 0
        ? Markup.None
        : Panel.Of(
            "orders",
            "Orders",
            Note(activity),
            Panel.Table("sortable", Headings, activity.Orders.Select(order => Row(order, TimeForm(activity)))));

    private static string Note(TradeActivity activity) => activity.OrdersPlaced > activity.Orders.Count
        ? $"the last {Display.Count(activity.Orders.Count)} of {Display.Count(activity.OrdersPlaced)}"
        : Display.Count(activity.Orders.Count);

    private static string TimeForm(TradeActivity activity) =>
        activity.ByDay.Count > 1 ? "yyyy-MM-dd HH:mm:ss" : "HH:mm:ss";

    private static Markup Row(TradeOrder order, string timeForm) => $"""
        <tr data-order="{order.OrderId}">
        {Placed(order.PlacedAt, timeForm)}{Id(order)}{Cell.Text(order.Symbol)}{Cell.Text(order.Side)}
        {Cell.Text(order.Strategy)}{Cell.Exact("quantity", order.Quantity)}{Cell.Exact("price", order.Price)}
        <td>{Status(order.Status)}</td>{Cell.Exact("filled-quantity", order.FilledQuantity)}
        {Cell.Exact("fill-price", Shown(order.FillPrice))}{Cell.Span("time-to-fill", order.TimeToFill)}
        {Cell.Gain("pnl", order.Pnl)}{Cell.Code(order.Place.ToString())}{Timeline(order)}</tr>

        """;

    // The button makes the script show the timeline below the row. Without a script it does nothing.
    private static Markup Id(TradeOrder order) => order.Timeline.Count == 0
        ? Cell.Code(order.OrderId)
        : $"""
        <td class="mono"><button type="button" class="expand" aria-expanded="false"
        title="Show what happened">{order.OrderId}</button></td>
        """;

    private static Markup Timeline(TradeOrder order) => order.Timeline.Count == 0
        ? Markup.None
        : $"""
        <td hidden class="steps"><ol class="timeline">
        {order.Timeline.Select((step, index) => Step(order, step, index))}</ol>{order.Findings.Select(Finding)}</td>
        """;

    private static Markup Step(TradeOrder order, TradeOrderStep step, int index) => $"""
        <li><time>{Display.Moment(step.Time)}</time> <b>{step.Action}</b> {Detail(step)}<span
        class="since">{Since(order, index)}</span> <span class="mono">{step.Place.ToString()}</span></li>
        """;

    private static string Since(TradeOrder order, int index) =>
        index == 0 ? "" : "+" + ShortTime.Of(order.Timeline[index].Time - order.Timeline[index - 1].Time);

    private static string Detail(TradeOrderStep step) => string.Join(
        ", ",
        new[]
        {
            step.Quantity is { } quantity ? Display.Exact(quantity) : "",
            step.Price is { } price ? "at " + Display.Exact(price) : "",
            step.Fee is { } fee ? "fee " + Display.Exact(fee) : "",
            step.Fees.Count > 1 ? "fee " + string.Join(" + ", step.Fees) : "",
            step.Pnl is { } pnl ? "pnl " + Display.Gain(pnl) : "",
        }.Where(part => part.Length > 0));

    private static Markup Finding(TradeFinding finding) =>
        $"""<p>{FindingsSection.Tag(finding.Kind.ToString())} {finding.Message}</p>""";

    private static Markup Placed(DateTimeOffset time, string form) => $"""
        <td class="number" data-value="{time.UtcTicks}">{time.ToString(form, CultureInfo.InvariantCulture)}</td>
        """;

    // The division that makes an average may give 28 digits. No price has more than eight.
    private static decimal? Shown(decimal? price) =>
        price is { } value && decimal.Round(value, 8) is var rounded && rounded != value ? rounded : price;

    private static Markup Status(TradeOrderStatus status) => status switch
    {
        TradeOrderStatus.Filled => $"""<span class="tag filled">filled</span>""",
        TradeOrderStatus.PartlyFilled => $"""<span class="tag part">part filled</span>""",
        TradeOrderStatus.Open => $"""<span class="tag open">open</span>""",
        _ => $"""<span class="tag">{status.ToString().ToLowerInvariant()}</span>""",
    };
}
