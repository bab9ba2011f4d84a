using OxyPlot;
using OxyPlot.Series;

namespace TradingLogging.Reports.Charts;

/// <summary>Columns of several parts, one on the other or side by side, on an axis of numbers.</summary>
/// <param name="colours">The colour of each part.</param>
internal sealed class ColumnStack(params OxyColor[] colours)
{
    private readonly RectangleBarSeries[] _parts =
        [.. colours.Select(colour => new RectangleBarSeries { FillColor = colour, StrokeThickness = 0 })];

    /// <summary>The largest height so far.</summary>
    public double Highest { get; private set; }

    /// <summary>Adds a column whose parts stand one on the other.</summary>
    public void AddStacked(double left, double right, params long[] counts)
    {
        double bottom = 0;
        for (int part = 0; part < counts.Length; part++)
        {
            Add(part, left, right, bottom, bottom + counts[part]);
            bottom += counts[part];
        }
    }

    /// <summary>Adds columns side by side.</summary>
    public void AddGrouped(double left, double right, params long[] counts)
    {
        double width = (right - left) / counts.Length;
        for (int part = 0; part < counts.Length; part++)
            Add(part, left + (part * width), left + ((part + 0.86) * width), 0, counts[part]);
    }

    /// <summary>Puts the columns into a plot.</summary>
    public void AddTo(PlotModel plot)
    {
        foreach (RectangleBarSeries part in _parts)
            plot.Series.Add(part);
    }

    private void Add(int part, double left, double right, double bottom, double top)
    {
        if (top > bottom)
            _parts[part].Items.Add(new RectangleBarItem(left, bottom, right, top));
        Highest = Math.Max(Highest, top);
    }
}
