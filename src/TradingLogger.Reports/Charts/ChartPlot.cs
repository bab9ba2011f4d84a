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

    /// <summary>The axis of columns that are numbers of events, a little higher than the highest.</summary>
    public static LinearAxis Counts(double highest) => new LinearAxis
    {
        Position = AxisPosition.Left,
        Minimum = 0,
        Maximum = highest * 1.06,
        MinimumMajorStep = 1,
        IntervalLength = 50,
    }.AsValues();

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

/// <summary>The colours of the charts. A chart is drawn in placeholder colours. The colours of the page, which differ
/// between light and dark, replace them.</summary>
internal static class ChartColours
{
    private static readonly string[] Names =
        ["ink", "muted", "line", "accent", "gain", "loss", "signals", "orders", "fills", "positions", "others"];

    public static OxyColor Muted { get; } = StandIn("muted");

    public static OxyColor Line { get; } = StandIn("line");

    public static OxyColor Gain { get; } = StandIn("gain");

    public static OxyColor Loss { get; } = StandIn("loss");

    public static OxyColor Signals { get; } = StandIn("signals");

    public static OxyColor Orders { get; } = StandIn("orders");

    public static OxyColor Fills { get; } = StandIn("fills");

    public static OxyColor Positions { get; } = StandIn("positions");

    public static OxyColor Others { get; } = StandIn("others");

    /// <summary>Replaces each placeholder by the variable of the page's style sheet.</summary>
    public static string Resolve(string style)
    {
        for (int i = 0; i < Names.Length; i++)
            style = style.Replace(FormattableString.Invariant($"rgb(1,2,{i})"), $"var(--{Names[i]})");
        return style;
    }

    private static OxyColor StandIn(string name) => OxyColor.FromRgb(1, 2, (byte)Array.IndexOf(Names, name));
}
