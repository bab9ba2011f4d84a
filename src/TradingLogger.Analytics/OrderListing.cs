using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Orders;

namespace TradingLogging.Analytics;

/// <summary>Makes the lists of orders of a result. Whatever offsets the events carry, a result has the clock of one
/// zone.</summary>
internal sealed class OrderListing(OrderBook orders, TradeCalendar calendar)
{
    /// <summary>The orders that count, the first of them first.</summary>
    /// <param name="findings">All findings: each order has its own.</param>
    /// <param name="count">How many are listed: those placed last.</param>
    public IReadOnlyList<TradeOrder> Last(TradeFindings findings, int count)
    {
        if (count == 0)
            return [];
        ILookup<string, TradeFinding> byOrder = findings.Kept.Where(finding => finding.OrderId is not null).ToLookup(
            finding => finding.OrderId!, StringComparer.Ordinal);
        OrderState[] placed = [.. orders.Orders.Where(order => order is { IsPlaced: true, Figures.IsCounted: true })];
        return
        [
            .. placed.Skip(Math.Max(0, placed.Length - count)).Select(order => InZone(order.ToOrder(
            [
                .. order.Ids.SelectMany(id => byOrder[id]).Where(finding =>
                    finding.Symbol is null || order.Symbol is null || finding.Symbol == order.Symbol),
            ]))),
        ];
    }

    /// <summary>The orders that are not done, counted or not, without their findings.</summary>
    /// <param name="most">How many are listed: those placed last.</param>
    /// <param name="count">How many there are.</param>
    public IReadOnlyList<TradeOrder> Open(int most, out int count)
    {
        OrderState[] open = [.. orders.Orders.Where(order => order is { IsPlaced: true, IsDone: false })];
        count = open.Length;
        return [.. open.Skip(Math.Max(0, open.Length - most)).Select(order => InZone(order.ToOrder([])))];
    }

    /// <summary>The finding with the clock of the zone.</summary>
    public TradeFinding InZone(TradeFinding finding) =>
        finding.Time is { } time ? finding with { Time = calendar.LocalOf(time) } : finding;

    private TradeOrder InZone(TradeOrder order) => order with
    {
        PlacedAt = calendar.LocalOf(order.PlacedAt),
        EndedAt = order.EndedAt is { } end ? calendar.LocalOf(end) : null,
        Timeline = [.. order.Timeline.Select(step => step with { Time = calendar.LocalOf(step.Time) })],
        Findings = [.. order.Findings.Select(InZone)],
    };
}
