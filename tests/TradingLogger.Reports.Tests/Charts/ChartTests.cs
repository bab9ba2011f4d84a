using System.Xml.Linq;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports.Charts;
using TradingLogging.Reports.Html;
using Xunit;

namespace TradingLogging.Reports.Tests.Charts;

public sealed class ChartTests
{
    public static TheoryData<string> Charts => ["equity", "symbols", "activity", "latency"];

    [Theory]
    [MemberData(nameof(Charts))]
    public void A_chart_scales_and_takes_colours_and_font_of_the_page(string chart)
    {
        XElement drawing = Draw(chart, TradeDay.Faulty);

        Assert.Null(drawing.Attribute("width"));
        Assert.NotNull(drawing.Attribute("viewBox"));
        string text = drawing.ToString();
        Assert.DoesNotContain("rgb(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("font-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fill=", text, StringComparison.Ordinal);
        Assert.Contains("var(--", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void A_chart_of_nothing_is_none(string chart) => Assert.Null(Markup(chart, []));

    [Fact]
    public void The_name_of_a_symbol_is_text_in_the_picture()
    {
        XElement drawing = Draw("symbols", TradeDay.Faulty);

        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName is "script" or "img");
        Assert.Contains(drawing.Descendants(), element => element.Value == TradeDay.Hostile[..23] + "…");
    }

    [Fact]
    public void A_symbol_without_a_name_has_a_bar() =>
        Assert.Contains(
            "–",
            Draw("symbols", [TradeDay.Event("09:00:00", "POSITION_CLOSED", "\"pnl\": 3")]).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_log_of_several_runs_draws_its_equity_by_number_and_not_by_time()
    {
        TradeEvent[] twice =
        [
            .. TradeDay.Clean,
            TradeDay.Event("09:10:00", "FUNDING", "\"symbol\": \"BTCUSDT\", \"fee\": 1"),
        ];

        Assert.Contains("changes in the order of the log", Draw("equity", twice).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "changes in the order of the log",
            Draw("equity", TradeDay.Clean).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Legends_name_the_colours_of_the_style_sheet() =>
        Assert.All(ActivityChart.Legend.Concat(LatencyChart.Legend), entry =>
            Assert.Contains(
                "--" + entry.Variable + ":",
                TradeDay.Text(TradeDay.Report([]), TradeReportFormat.Html),
                StringComparison.Ordinal));

    private static XElement Draw(string chart, TradeEvent[] events) =>
        XElement.Parse(Markup(chart, events)!.ToString());

    private static Markup? Markup(string chart, TradeEvent[] events)
    {
        TradeActivity activity = TradeDay.Report(events).Activity;
        return chart switch
        {
            "equity" => EquityChart.Draw(activity),
            "symbols" => SymbolChart.Draw(activity),
            "activity" => ActivityChart.Draw(activity),
            _ => LatencyChart.Draw(activity),
        };
    }
}
