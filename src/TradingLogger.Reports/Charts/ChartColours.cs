using OxyPlot;

namespace TradingLogging.Reports.Charts;

/// <summary>The colours of the charts. A chart is drawn in stand-ins, which become the page's own colours: those change
/// with light and dark.</summary>
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

    /// <summary>Replaces each stand-in by the variable of the page's style sheet.</summary>
    public static string Resolve(string style)
    {
        for (int i = 0; i < Names.Length; i++)
            style = style.Replace(FormattableString.Invariant($"rgb(1,2,{i})"), $"var(--{Names[i]})");
        return style;
    }

    private static OxyColor StandIn(string name) => OxyColor.FromRgb(1, 2, (byte)Array.IndexOf(Names, name));
}
