using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;

namespace TradingLogging.Reports.Charts;

/// <summary>What the plots of a report have in common: no frame, light lines, quiet axes.</summary>
internal static class ChartPlot
{
    private const double FontSize = 12;

    // The page writes the texts in the reader's own font, which may be wider than the one they are measured with.
    private const double RoomForLabels = 20;

    /// <summary>An empty plot.</summary>
    public static PlotModel New() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        DefaultFontSize = FontSize,
        PlotAreaBorderThickness = new OxyThickness(0),
        Padding = new OxyThickness(RoomForLabels, 8, 16, 4),
        Background = OxyColors.Undefined,
        TextColor = ChartColours.Muted,
    };

    /// <summary>The axis of values: lines across the plot, no line of its own.</summary>
    public static T AsValues<T>(this T axis)
        where T : Axis
    {
        axis.TickStyle = TickStyle.None;
        axis.AxislineStyle = LineStyle.None;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = ChartColours.Line;
        axis.AxisTickToLabelDistance = 8;
        return axis;
    }

    /// <summary>The axis that values stand on.</summary>
    public static T AsBase<T>(this T axis)
        where T : Axis
    {
        axis.TickStyle = TickStyle.None;
        axis.AxislineStyle = LineStyle.Solid;
        axis.AxislineColor = ChartColours.Line;
        axis.AxisTickToLabelDistance = 8;
        return axis;
    }
}
