using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Thins an equity curve out so that a page can draw it: of each stretch the lowest and the highest point
/// stay.</summary>
internal static class EquityPath
{
    private const int Stretches = 150;

    /// <summary>At most 301 points, the last one among them.</summary>
    public static IEnumerable<TradeEquityPoint> Of(IReadOnlyList<TradeEquityPoint> points)
    {
        if (points.Count <= 2 * Stretches)
            return points;
        int length = (points.Count + Stretches - 1) / Stretches;
        return points.Select((point, index) => (Point: point, Stretch: index / length))
            .GroupBy(pair => pair.Stretch, pair => pair.Point)
            .SelectMany(Ends)
            .Append(points[points.Count - 1])
            .Distinct();
    }

    private static IEnumerable<TradeEquityPoint> Ends(IEnumerable<TradeEquityPoint> stretch)
    {
        TradeEquityPoint[] byAmount = [.. stretch.OrderBy(point => point.NetPnl)];
        TradeEquityPoint[] ends = [byAmount[0], byAmount[byAmount.Length - 1]];
        return ends.OrderBy(point => point.Number);
    }
}
