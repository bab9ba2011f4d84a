using System.Xml.Linq;
using OxyPlot;
using TradingLogging.Reports.Html;

namespace TradingLogging.Reports.Charts;

/// <summary>Draws a plot as SVG that stands inside a page: it scales, takes the page's colours and font, and has ids of
/// its own.</summary>
internal static class SvgChart
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] PageDecides = ["fill", "font-family", "font-size", "font-weight"];

    /// <summary>Draws a plot.</summary>
    /// <param name="id">The prefix of the ids; the chart's class, too.</param>
    /// <param name="title">What the picture shows, for those who do not see it.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="width">The width of the drawing in points; the page scales it.</param>
    /// <param name="height">The height.</param>
    public static Markup Draw(string id, string title, PlotModel plot, int width, int height)
    {
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false };
        XElement drawing = XElement.Parse(exporter.ExportToString(plot));
        drawing.Attribute("version")?.Remove();
        drawing.Attribute("width")?.Remove();
        drawing.Attribute("height")?.Remove();
        drawing.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {width} {height}"));
        drawing.SetAttributeValue("class", "chart");
        drawing.SetAttributeValue("role", "img");
        drawing.SetAttributeValue("aria-label", title);
        foreach (XElement element in drawing.Descendants())
            Adopt(id, element);
        return Markup.Trust(drawing.ToString(SaveOptions.DisableFormatting));
    }

    private static void Adopt(string id, XElement element)
    {
        if (element.Name == Svg + "text")
            LeaveToPage(element);
        if (element.Attribute("id") is { } own)
            own.Value = id + "-" + own.Value;
        if (element.Attribute("clip-path") is { } clip)
            clip.Value = clip.Value.Replace("url(#", "url(#" + id + "-");
        if (element.Attribute("style") is { } style)
            style.Value = ChartColours.Resolve(style.Value);
    }

    private static void LeaveToPage(XElement text)
    {
        foreach (string name in PageDecides)
            text.Attribute(name)?.Remove();
        foreach (XText content in text.Nodes().OfType<XText>())
            content.Value = HtmlText.Visible(content.Value);
    }
}
