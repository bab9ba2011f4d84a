using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Reports.Html;

namespace TradingLogging.Reports.Charts;

/// <summary>The net pnl of each symbol.</summary>
internal static class SymbolChart
{
    private const int MostSymbols = 12;
    private const int LongestName = 24;
    private const int Width = 540;
    private const int FewestRows = 6;

    /// <summary>Draws the symbols that were traded; of many, those with the largest gains or losses. Null when no
    /// symbol was traded.</summary>
    public static Markup? Draw(TradeActivity activity)
    {
        TradeFigures[] symbols =
        [
            .. activity.BySymbol
                .Where(symbol => symbol.NetPnl is not null && (symbol.PositionsClosed > 0 || symbol.Fees != 0))
                .OrderByDescending(symbol => Math.Abs(symbol.NetPnl!.Value))
                .Take(MostSymbols)
                .OrderBy(symbol => symbol.NetPnl),
        ];
        if (symbols.Length == 0)
            return null;

        var names = new CategoryAxis { Position = AxisPosition.Left, GapWidth = 0.8 }.AsBase();
        names.AxislineStyle = LineStyle.None;
        // A single symbol would get a bar as thick as the plot.
        double room = Math.Max(0, FewestRows - symbols.Length) / 2.0;
        names.Minimum = -0.5 - room;
        names.Maximum = symbols.Length - 0.5 + room;
        var bars = new BarSeries { StrokeThickness = 0 };
        foreach (TradeFigures symbol in symbols)
        {
            names.Labels.Add(Shortened(symbol.Name.Length == 0 ? Display.Nothing : symbol.Name));
            bars.Items.Add(new BarItem((double)symbol.NetPnl!.Value)
            {
                Color = symbol.NetPnl < 0 ? ChartColours.Loss : ChartColours.Gain,
            });
        }

        PlotModel plot = ChartPlot.New();
        OxyThickness padding = plot.Padding;
        plot.Padding = new OxyThickness(
            padding.Left + (names.Labels.Max(name => name.Length) * 2), padding.Top, padding.Right, padding.Bottom);
        plot.Axes.Add(names);
        plot.Axes.Add(
            new LinearAxis
            {
                Position = AxisPosition.Bottom,
                MinimumPadding = 0.06,
                MaximumPadding = 0.06,
                IntervalLength = 80
            }.AsValues());
        plot.Series.Add(bars);
        return SvgChart.Draw(
            "symbols",
            "Net profit and loss by symbol",
            plot,
            Width,
            Math.Max(260, 60 + (30 * symbols.Length)));
    }

    private static string Shortened(string name) =>
        name.Length <= LongestName ? name : name.Remove(LongestName - 1) + "…";
}
