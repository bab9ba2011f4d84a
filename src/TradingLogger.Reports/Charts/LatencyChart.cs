using OxyPlot;
using OxyPlot.Axes;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Reports.Html;

namespace TradingLogging.Reports.Charts;

/// <summary>How long orders and fills took, by span.</summary>
internal static class LatencyChart
{
    private const int Width = 540;
    private const int Height = 260;

    /// <summary>The latencies with their names, from left to right in a span.</summary>
    public static IReadOnlyList<(string Name, string Variable)> Legend { get; } =
        [("signal to order", "signals"), ("order to fill", "orders"), ("signal to fill", "fills")];

    /// <summary>Draws the spans from that of the shortest latency to that of the longest. Null when there is
    /// none.</summary>
    public static Markup? Draw(TradeActivity activity)
    {
        LatencySummary[] summaries = [activity.SignalToOrder, activity.OrderToFill, activity.SignalToFill];
        TimeSpan[] starts = [.. summaries.SelectMany(summary => summary.Buckets).Select(bucket => bucket.From)
            .Distinct().OrderBy(from => from)];
        if (starts.Length == 0)
            return null;

        var columns = new ColumnStack(ChartColours.Signals, ChartColours.Orders, ChartColours.Fills);
        for (int i = 0; i < starts.Length; i++)
            columns.AddGrouped(i - 0.4, i + 0.4, [.. summaries.Select(summary => CountFrom(summary, starts[i]))]);

        PlotModel plot = ChartPlot.New();
        plot.Axes.Add(ChartPlot.Counts(columns.Highest));
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            // Only two spans would get columns as wide as the plot.
            Minimum = -0.6,
            Maximum = Math.Max(starts.Length, 6) - 0.4,
            MajorStep = Math.Ceiling(starts.Length / 7.0),
            LabelFormatter = index => Label(starts, index),
        }.AsBase());
        columns.AddTo(plot);
        return SvgChart.Draw("latency", "Distribution of the latencies", plot, Width, Height);
    }

    private static long CountFrom(LatencySummary summary, TimeSpan from) =>
        summary.Buckets.Where(bucket => bucket.From == from).Sum(bucket => bucket.Count);

    private static string Label(TimeSpan[] starts, double index)
    {
        int span = (int)Math.Round(index);
        return span < 0 || span >= starts.Length
            ? ""
            : starts[span] == TimeSpan.Zero ? "0" : ShortTime.Of(starts[span]);
    }
}
