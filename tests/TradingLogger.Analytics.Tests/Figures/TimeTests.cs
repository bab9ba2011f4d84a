using TradingLogging.Analytics.Orders;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

/// <summary>Whose days count, and what is known of the time before the first moment that counts.</summary>
public sealed class TimeTests
{
    [Fact]
    public void The_clock_of_one_zone_counts_whatever_offsets_events_carry()
    {
        TradeActivity activity = TradeScript.Measure(
            ("2025-12-17T18:00:00-06:00", "ORDER_PLACED", "\"symbol\": \"A\", \"order_id\": 1, \"side\": \"BUY\""),
            ("2025-12-18T00:30:00Z", "ORDER_FILLED", "\"order_id\": 1, \"price\": 5"),
            ("2025-12-18T23:30:00+00:00", "POSITION_CLOSED", "\"symbol\": \"A\", \"pnl\": 3"),
            ("2025-12-19T05:00:00+05:00", "FUNDING", "\"event_time\": \"2025-12-18T22:59:00Z\", \"fee\": 1"));

        Assert.Equal(
            [("2025-12-18", 0m, 1m), ("2025-12-19", 3m, 0m)],
            activity.ByDay.Select(day => (day.Name, day.GrossPnl ?? 0, day.Fees ?? 0)));
        TradeOrder order = Assert.Single(activity.Orders);
        TimeSpan offset = TradeScript.Zone.BaseUtcOffset;
        Assert.Equal(offset, order.PlacedAt.Offset);
        Assert.Equal((offset, offset), (order.EndedAt!.Value.Offset, activity.From!.Value.Offset));
        Assert.All(activity.EquityCurve, point => Assert.Equal(offset, point.Time.Offset));
        Assert.All(activity.Findings, finding => Assert.Equal(offset, finding.Time!.Value.Offset));
    }

    [Fact]
    public void An_order_and_a_position_of_the_time_before_are_known_and_not_counted()
    {
        string[] lines =
        [
            "P s=A id=1 side=BUY q=1", "F s=A id=1 q=1 p=100 fee=5", "P s=A id=2 side=SELL q=1 p=110", "TICK",
            "F s=A id=2 q=1 p=110 fee=1", "C s=A pnl=10",
        ];

        TradeActivity whole = TradeScript.Run(lines);
        TradeActivity later = TradeScript.RunWith(
            new TradeActivityOptions { CountFrom = new(2025, 12, 18, 10, 0, 3, TimeSpan.FromHours(1)) },
            lines);

        Assert.Empty(whole.Findings);
        Assert.Empty(later.Findings);
        Assert.Equal((10m, 6m, 2), (whole.GrossPnl, whole.Fees, whole.OrdersPlaced));
        Assert.Equal((10m, 1m, 0), (later.GrossPnl, later.Fees, later.OrdersPlaced));
        Assert.Equal((3, 1, 1), (later.Events, later.Fills, later.PositionsClosed));
        Assert.Equal(110m, later.Turnover);
        Assert.Empty(later.OpenPositions);
    }
}
