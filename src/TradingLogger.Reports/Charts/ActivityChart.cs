using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Reports.Html;

namespace TradingLogging.Reports.Charts;

/// <summary>How many events of each kind happened over the day.</summary>
internal static class ActivityChart
{
    private const int MostColumns = 48;
    private const int Width = 540;
    private const int Height = 260;
    private static readonly int[] Widths = [5, 10, 15, 30];
    private static readonly int[] Steps = [5, 10, 15, 30, 60, 120, 180, 240];

    /// <summary>The kinds of events with their names, from the bottom of a column to its top.</summary>
    public static IReadOnlyList<(string Name, string Variable)> Legend { get; } =
        [
            ("signals", "signals"), ("orders", "orders"), ("fills", "fills"), ("positions", "positions"),
            ("other events", "others"),
        ];

    /// <summary>Draws the day from the first event to the last. Null without events.</summary>
    public static Markup? Draw(TradeActivity activity)
    {
        if (activity.TimesOfDay.Count == 0)
            return null;

        double first = activity.TimesOfDay[0].Start.TotalMinutes,
            last = activity.TimesOfDay[activity.TimesOfDay.Count - 1].Start.TotalMinutes + 5;
        int width = Widths.FirstOrDefault(
            minutes => (last - first) / minutes <= MostColumns, Widths[Widths.Length - 1]);
        var columns = new ColumnStack(
            ChartColours.Signals, ChartColours.Orders, ChartColours.Fills, ChartColours.Positions, ChartColours.Others);
        foreach (IGrouping<int, TradeTimeOfDay> slot in activity.TimesOfDay.GroupBy(
            slot => (int)slot.Start.TotalMinutes / width))
        {
            double left = slot.Key * width;
            columns.AddStacked(
                left + (0.08 * width),
                left + (0.92 * width),
                slot.Sum(part => part.Signals),
                slot.Sum(part => part.Orders),
                slot.Sum(part => part.Fills),
                slot.Sum(part => part.Positions),
                slot.Sum(part => part.Others));
        }

        PlotModel plot = ChartPlot.New();
        plot.Axes.Add(ChartPlot.Counts(columns.Highest));
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = Math.Floor(first / width) * width,
            Maximum = Math.Ceiling(last / width) * width,
            MajorStep = Steps.FirstOrDefault(step => (last - first) / step <= 8, Steps[Steps.Length - 1]),
            LabelFormatter = minutes => string.Format(
                CultureInfo.InvariantCulture, "{0:00}:{1:00}", (int)minutes / 60, (int)minutes % 60),
        }.AsBase());
        columns.AddTo(plot);
        return SvgChart.Draw("activity", "Events by time of day", plot, Width, Height);
    }

    private static int FirstOrDefault(this int[] values, Func<int, bool> isWanted, int otherwise) =>
        values.Where(isWanted).DefaultIfEmpty(otherwise).First();
}
