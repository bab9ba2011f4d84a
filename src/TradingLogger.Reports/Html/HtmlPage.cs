using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Reports;

namespace TradingLogging.Reports.Html;

/// <summary>The report as one page. It needs no network and no other file.</summary>
internal static class HtmlPage
{
    private const string DayForm = "d MMMM yyyy";

    /// <summary>Makes the page.</summary>
    public static Markup Of(TradeReport report)
    {
        TradeActivity activity = report.Activity;
        string title = string.IsNullOrWhiteSpace(report.Title) ? DaysOf(activity) : report.Title!;
        string script = Resource("report.js");
        // The policy allows this script alone, and loads nothing, whatever a log holds.
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy"
            content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{Hash(script)}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="TradingLogger">
            <title>Trade report: {title}</title>
            <link rel="icon" href="data:,">
            <style>{Markup.Trust(Resource("report.css"))}</style>
            </head>
            <body>
            {Header(report, title)}
            <main>
            {SummarySection.Of(activity)}
            {ChartSections.Of(activity)}
            {FindingsSection.Of(activity)}
            {StatementSection.Of(report.Statement)}
            {BreakdownSections.Of(activity)}
            {LatencySection.Of(activity)}
            {OrdersSection.Of(activity)}
            {ActionsSection.Of(activity)}
            </main>
            <footer>Amounts are exact, each in its currency; the page rounds them, its data-value attributes do not.
            Net is gross less fees. Percentiles are by nearest rank.
            docs/trade-activity.md of TradingLogger defines each figure.</footer>
            <script>{Markup.Trust(script)}</script>
            </body>
            </html>

            """;
    }

    private static Markup Header(TradeReport report, string title)
    {
        TradeActivity activity = report.Activity;
        long findings = activity.FindingCounts.Values.Sum();
        Markup span = activity.From is { } from && activity.To is { } to
            ? $", {Display.Moment(from)} to {Display.Moment(to)}"
            : Markup.None;
        string source = report.Source.Length == 0 ? "" : " · " + report.Source;
        Markup verdict = findings == 0
            ? $"""<span class="verdict good" data-measure="findings" data-value="0">Reconciled</span>"""
            : (Markup)$"""
            <a class="verdict bad" href="#findings"
            data-measure="findings" data-value="{findings}">{Problems(findings)}</a>
            """;
        return $"""
            <header>
            <div>
            <p class="kicker">Trade report</p>
            <h1>{title}</h1>
            <p class="about">{Display.Count(activity.Events)} events{span}{source}</p>
            </div>
            {verdict}
            </header>
            """;
    }

    private static string Problems(long count) => count == 1 ? "1 problem found" : Display.Count(
        count) + " problems found";

    private static string DaysOf(TradeActivity activity)
    {
        if (activity.From is not { } from || activity.To is not { } to)
            return "No events";

        string last = to.ToString(DayForm, CultureInfo.InvariantCulture);
        if (from.Date == to.Date)
            return from.ToString("dddd, ", CultureInfo.InvariantCulture) + last;
        return from.ToString(DayForm, CultureInfo.InvariantCulture) + " to " + last;
    }

    private static string Hash(string script) => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
