using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Reports.Html;

namespace TradingLogging.Reports.Charts;

/// <summary>The net pnl over time.</summary>
internal static class EquityChart
{
    private const int Width = 1120;
    private const int Height = 300;

    /// <summary>Draws the curve from 0 on. Null when the sum never changed.</summary>
    public static Markup? Draw(TradeActivity activity)
    {
        if (activity.EquityCurve.Count == 0)
            return null;

        TradeEquityPoint[] points = [.. activity.EquityCurve];
        bool isInOrder = Enumerable.Range(1, points.Length - 1).All(i => points[i].Time >= points[i - 1].Time);
        Func<TradeEquityPoint, double> position = isInOrder
            ? point => DateTimeAxis.ToDouble(point.Time.DateTime)
            : point => point.Number;

        PlotModel plot = ChartPlot.New();
        plot.Axes.Add(
            new LinearAxis
            {
                Position = AxisPosition.Left,
                MinimumPadding = 0.08,
                MaximumPadding = 0.08,
                IntervalLength = 60
            }.AsValues());
        plot.Axes.Add(isInOrder
            ? new DateTimeAxis
            {
                Position = AxisPosition.Bottom,
                MaximumPadding = 0,
                MinimumPadding = 0,
                IntervalLength = 70
            }.AsBase()
            : new LinearAxis
            {
                Position = AxisPosition.Bottom,
                MaximumPadding = 0,
                Title = "changes in the order of the log",
            }.AsBase());
        plot.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.Horizontal,
            Y = 0,
            Color = ChartColours.Muted,
            LineStyle = LineStyle.Solid,
            StrokeThickness = 1,
        });
        plot.Series.Add(Curve(points, position, isInOrder ? activity.From : null));
        return SvgChart.Draw("equity", "Net profit and loss over time", plot, Width, Height);
    }

    // The curve has steps, because the sum does not change between two closes.
    private static TwoColorAreaSeries Curve(
        TradeEquityPoint[] points, Func<TradeEquityPoint, double> position, DateTimeOffset? from)
    {
        var curve = new TwoColorAreaSeries
        {
            Limit = 0,
            Color = ChartColours.Gain,
            Fill = OxyColor.FromAColor(36, ChartColours.Gain),
            Color2 = ChartColours.Loss,
            Fill2 = OxyColor.FromAColor(36, ChartColours.Loss),
            StrokeThickness = 2,
            MarkerType = MarkerType.None,
            // By default short segments are left out, and steps look like slopes.
            MinimumSegmentLength = 0,
        };
        double level = 0;
        double start = from is { } time ? DateTimeAxis.ToDouble(time.DateTime) : 0;
        curve.Points.Add(new DataPoint(Math.Min(start, position(points[0])), level));
        foreach (TradeEquityPoint point in points)
        {
            curve.Points.Add(new DataPoint(position(point), level));
            level = (double)point.NetPnl;
            curve.Points.Add(new DataPoint(position(point), level));
        }

        return curve;
    }
}
