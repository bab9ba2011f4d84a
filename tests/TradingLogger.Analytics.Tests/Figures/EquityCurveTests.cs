using CsCheck;
using TradingLogging.Analytics.Figures;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

public sealed class EquityCurveTests
{
    private static readonly DateTimeOffset Start = new(2025, 12, 18, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Few_changes_are_all_points()
    {
        TradeEquityPoint[] points = [.. Curve([5, 3, 4]).Points];

        Assert.Equal([(1, 5m), (2, 3m), (3, 4m)], points.Select(point => (point.Number, point.NetPnl)));
        Assert.Equal(Start.AddSeconds(2), points[1].Time);
    }

    [Fact]
    public void Of_many_changes_the_extremes_and_the_last_stay_in_their_order() =>
        Gen.Decimal[-100, 100].Array[3_000, 9_000].Sample(
            values =>
            {
                TradeEquityPoint[] points = [.. Curve(values).Points];

                Assert.InRange(points.Length, 1_000, 2_049);
                Assert.Equal(values.Min(), points.Min(point => point.NetPnl));
                Assert.Equal(values.Max(), points.Max(point => point.NetPnl));
                Assert.Equal(values[^1], points[^1].NetPnl);
                Assert.Equal(points.OrderBy(point => point.Number), points);
            },
            iter: 20);

    private static EquityCurve Curve(decimal[] values)
    {
        var curve = new EquityCurve();
        for (int i = 0; i < values.Length; i++)
            curve.Add(Start.AddSeconds(i + 1), values[i], moment: i + 1);
        return curve;
    }
}
