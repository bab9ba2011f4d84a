using System.Globalization;
using System.Text.RegularExpressions;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reports.Html;
using Xunit;

namespace TradingLogging.Reports.Tests.Html;

public sealed partial class HtmlPageTests
{
    [Fact]
    public void The_figures_stand_on_the_page_with_all_of_their_digits()
    {
        TradeReport report = TradeDay.Report(TradeDay.Clean);

        string page = TradeDay.Text(report, TradeReportFormat.Html);

        Assert.Contains("data-measure=\"net-pnl\" data-value=\"-42.905\">\u221242.91<", page, StringComparison.Ordinal);
        Assert.Contains("data-measure=\"turnover\" data-value=\"13001.0500\">", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Thursday, 18 December 2025</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Reconciled", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Problems found", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_the_same_in_every_culture()
    {
        TradeReport report = TradeDay.Report(TradeDay.Faulty);
        string page = TradeDay.Text(report, TradeReportFormat.Html);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");

            Assert.Equal(page, TradeDay.Text(report, TradeReportFormat.Html));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Nothing_from_a_log_becomes_markup()
    {
        string page = TradeDay.Text(
            TradeDay.Report(TradeDay.Faulty, TradeDay.Hostile, TradeDay.Hostile),
            TradeReportFormat.Html);

        Assert.Single(Regex.Matches(page, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\0', page);
        Assert.Contains(
            "&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x "
                + "onerror=alert(1)&gt;",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_refers_to_nothing_outside_of_itself()
    {
        string page = TradeDay.Text(TradeDay.Report(TradeDay.Clean), TradeReportFormat.Html);

        Assert.All(
            Reference().Matches(page).Select(match => match.Groups["target"].Value),
            target => Assert.Matches("^(data:,|#findings)$", target));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_id_occurs_twice()
    {
        string page = TradeDay.Text(TradeDay.Report(TradeDay.Faulty), TradeReportFormat.Html);

        string[] ids = [.. Id().Matches(page).Select(match => match.Groups["id"].Value)];

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_finding_is_listed_with_its_lines()
    {
        TradeReport report = TradeDay.Report(TradeDay.Faulty);

        string page = TradeDay.Text(report, TradeReportFormat.Html);

        Assert.Equal(
            report.Activity.Findings.Select(finding => finding.Kind.ToString()),
            Regex.Matches(page, "<tr data-finding=\"(?<kind>[A-Za-z]+)\"").Select(match => match.Groups["kind"].Value));
        Assert.Contains(
            "data-measure=\"findings\" "
                + $"data-value=\"{report.Activity.Findings.Count}\">{report.Activity.Findings.Count} problems found",
            page,
            StringComparison.Ordinal);
        Assert.Contains("event 9, event 17", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TradeFindingKind.DamagedLine)]
    [InlineData(TradeFindingKind.FillWithoutOrder)]
    [InlineData(TradeFindingKind.FillBeyondOrder)]
    [InlineData(TradeFindingKind.CloseWithoutPosition)]
    [InlineData(TradeFindingKind.DuplicateOrderId)]
    [InlineData(TradeFindingKind.OrderWithoutId)]
    [InlineData(TradeFindingKind.OutOfTimeOrder)]
    [InlineData(TradeFindingKind.UnusableValue)]
    public void Every_kind_of_finding_has_a_name(TradeFindingKind kind) =>
        Assert.Equal(
            kind.ToString(),
            FindingsSection.NameOf(kind.ToString()).Replace(" ", "", StringComparison.Ordinal),
            ignoreCase: true);

    [Fact]
    public void A_log_without_events_gives_a_page_that_says_so()
    {
        string page = TradeDay.Text(TradeDay.Report([]), TradeReportFormat.Html);

        Assert.Contains("<h1>No events</h1>", page, StringComparison.Ordinal);
        Assert.Contains("No position was closed.", page, StringComparison.Ordinal);
        Assert.Contains("There are no events.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_days_stand_in_the_heading() => Assert.Contains(
        "<h1>18 December 2025 to 20 December 2025</h1>",
        TradeDay.Text(
            TradeDay.Report(
                [
                    TradeDay.Event("09:00:00", "X"),
                    TradeDay.Event(
                        "09:00:00", "ORDER_PLACED", "\"order_id\": 1, \"event_time\": \"2025-12-20T08:00:00+01:00\""),
                ]),
            TradeReportFormat.Html),
        StringComparison.Ordinal);

    [Fact]
    public void A_title_of_ones_own_stands_in_the_heading()
    {
        string page = TradeDay.Text(TradeDay.Report(TradeDay.Clean, "Desk 7", "/logs"), TradeReportFormat.Html);

        Assert.Contains("<title>Trade report: Desk 7</title>", page, StringComparison.Ordinal);
        Assert.Contains(" · /logs</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_orders_the_page_says_how_many_it_leaves_out()
    {
        var events = Enumerable.Range(0, 5_001)
            .Select(i => TradeDay.Event("09:00:00", "ORDER_PLACED", $"\"order_id\": {i}"));

        Assert.Contains(
            "the last 5,000 of 5,001",
            TradeDay.Text(TradeDay.Report(events), TradeReportFormat.Html),
            StringComparison.Ordinal);
    }

    [GeneratedRegex(" (href|src|action)=\"(?<target>[^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"")]
    private static partial Regex Id();
}
