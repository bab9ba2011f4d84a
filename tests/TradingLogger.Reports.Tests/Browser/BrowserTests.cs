using System.Globalization;
using System.Text.Json;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Reports;
using TradingLogging.Analytics.Statements;
using TradingLogging.Reading;
using TradingLogging.Reports.Html;
using Xunit;

namespace TradingLogging.Reports.Tests.Browser;

public sealed class BrowserTests
{
    [Fact]
    public async Task The_page_shows_the_measured_figures_without_a_complaint_and_asks_for_nothing()
    {
        TradeReport report = TradeDay.Report(TradeDay.Clean);

        await using ReportPage shown = await ReportPage.OpenAsync(report);

        BrowserPage page = shown.Page;
        TradeActivity activity = report.Activity;
        Assert.Equal(
            Values(
                ("net-pnl", activity.NetPnl), ("gross-pnl", activity.GrossPnl), ("fees", activity.Fees),
                ("win-rate", activity.WinRate),
                ("profit-factor", activity.ProfitFactor), ("max-drawdown", activity.MaxDrawdown),
                ("turnover", activity.Turnover),
                ("orders-placed", activity.OrdersPlaced), ("orders-filled", activity.OrdersFilled),
                ("fill-ratio", activity.FillRatio),
                ("order-to-fill-p50", Seconds(activity.OrderToFill.P50))),
            await FiguresAsync(page, ".tiles"));
        foreach (TradeFigures symbol in activity.BySymbol)
        {
            Assert.Equal(
                Values(
                    ("net-pnl", symbol.NetPnl), ("gross-pnl", symbol.GrossPnl), ("fees", symbol.Fees),
                    ("positions-closed", symbol.PositionsClosed), ("win-rate", symbol.WinRate),
                    ("profit-factor", symbol.ProfitFactor), ("max-drawdown", symbol.MaxDrawdown),
                    ("orders-placed", symbol.OrdersPlaced), ("orders-filled", symbol.OrdersFilled),
                    ("orders-open", symbol.OrdersOpen), ("turnover", symbol.Turnover), ("events", symbol.Events)),
                await FiguresAsync(page, $"[data-symbol={symbol.Name}]"));
        }

        Assert.Equal(
            Values(
                ("count", activity.SignalToOrder.Count),
                ("min", Seconds(activity.SignalToOrder.Minimum)),
                ("p50", Seconds(activity.SignalToOrder.P50)),
                ("p95", Seconds(activity.SignalToOrder.P95)),
                ("p99", Seconds(activity.SignalToOrder.P99)),
                ("max", Seconds(activity.SignalToOrder.Maximum))),
            await FiguresAsync(page, "[data-latency=signal-to-order]"));
        Assert.Equal(
            4,
            (await page.EvaluateAsync(
                "[...document.querySelectorAll('svg.chart')].filter(chart => "
                    + "chart.getBoundingClientRect().height > 100).length")).GetInt32());
        Assert.Empty(page.Problems);
        Assert.All(
            page.Requests,
            request => Assert.True(request == new Uri(shown.File).AbsoluteUri || request == "data:,", request));
    }

    [Fact]
    public async Task Hostile_text_of_a_log_is_shown_and_does_nothing()
    {
        await using ReportPage shown = await ReportPage.OpenAsync(
            TradeDay.Report(TradeDay.Faulty, TradeDay.Hostile, TradeDay.Hostile));
        BrowserPage page = shown.Page;

        Assert.StartsWith(
            "Trade report: <script>document.title='owned'</script>",
            (await page.EvaluateAsync("document.title")).GetString(),
            StringComparison.Ordinal);
        Assert.Equal(1, (await page.EvaluateAsync("document.scripts.length")).GetInt32());
        Assert.Equal(0, (await page.EvaluateAsync("document.images.length")).GetInt32());
        Assert.Equal(
            HtmlText.Visible(TradeDay.Hostile),
            (await page.EvaluateAsync("document.querySelector('h1').textContent")).GetString());
        Assert.Equal(
            HtmlText.Visible(TradeDay.Hostile),
            (await page.EvaluateAsync(
                "[...document.querySelectorAll('#orders tr')].at(-1).dataset.order")).GetString());
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task The_policy_of_the_page_stops_a_script_that_is_not_its_own()
    {
        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Clean));
        BrowserPage page = shown.Page;

        await page.EvaluateAsync(
            "{ const own = document.createElement('script'); own.textContent = \"document.title = 'owned'\"; "
                + "document.body.append(own); }");

        Assert.DoesNotContain(
            "owned",
            (await page.EvaluateAsync("document.title")).GetString(),
            StringComparison.Ordinal);
        Assert.Contains("Content Security Policy", Assert.Single(page.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_click_on_a_heading_sorts_the_orders_and_a_second_one_turns_them_round()
    {
        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Clean));
        BrowserPage page = shown.Page;

        Assert.Equal(["a1", "a2", "a3", "a10"], await SortAsync(page, "Order"));
        Assert.Equal(["a10", "a3", "a2", "a1"], await SortAsync(page, "Order"));
        Assert.Equal(
            "descending",
            (await page.EvaluateAsync("document.querySelector('#orders [aria-sort]').ariaSort")).GetString());
        Assert.Equal(["a1", "a3", "a10", "a2"], await SortAsync(page, "Quantity"));
        // An order without a gain or a loss comes last either way.
        Assert.Equal(["a2", "a1"], (await SortAsync(page, "P&L"))[..2]);
        Assert.Equal(["a1", "a2"], (await SortAsync(page, "P&L"))[..2]);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_click_on_an_order_shows_its_timeline_and_a_second_one_hides_it()
    {
        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Clean));
        BrowserPage page = shown.Page;

        await ClickOrderAsync(page, "a1");

        Assert.Equal(
            [
                "09:00:00.000 SIGNAL_GENERATED event 1",
                "09:00:00.250 ORDER_PLACED 0.10, at 50,000.00+250 ms event 2",
                "09:00:02.000 ORDER_FILLED 0.10, at 50,010.50, fee 1.25+1.75 s event 3",
                "09:30:00.000 POSITION_CLOSED 0.10, pnl +99.10+29 min 58 s event 4",
            ],
            (await StepsAsync(page)).Select(step => step["2025-12-18 ".Length..]));
        Assert.True((await page.EvaluateAsync(
            "document.querySelector('tr.detail').getBoundingClientRect().height > 60")).GetBoolean());
        Assert.Equal("true", await ExpandedAsync(page, "a1"));

        await ClickOrderAsync(page, "a2");
        Assert.Equal(4 + 4, (await StepsAsync(page)).Length);
        await ClickOrderAsync(page, "a1");
        await ClickOrderAsync(page, "a2");

        Assert.Empty(await StepsAsync(page));
        Assert.Equal("false", await ExpandedAsync(page, "a1"));
        await ClickOrderAsync(page, "a10");
        await SortAsync(page, "Order");
        Assert.Empty(await StepsAsync(page));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task The_breaks_of_a_statement_are_shown_with_the_lines_of_both()
    {
        var meter = new TradeStatementMeter();
        foreach (TradeEvent tradeEvent in TradeDay.Clean)
            meter.Add(tradeEvent);
        TradeFill[] stated = [.. meter.Fills.Select(fill => fill with { Quantity = fill.Quantity + 1 })];

        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Clean) with
        {
            Statement = meter.Compare([stated[0]], name: "broker.csv"),
        });

        BrowserPage page = shown.Page;

        Assert.Equal(
            ["Quantity a1", "MissingInStatement a2"],
            (await page.EvaluateAsync(
                "[...document.querySelectorAll('#statement [data-break]')].map(row => "
                    + "row.dataset.break + ' ' + row.cells[3].textContent)")).Deserialize<string[]>()!);
        Assert.Contains(
            "broker.csv: 1 of 1 fills match, 2 breaks",
            (await page.EvaluateAsync("document.querySelector('#statement').textContent")).GetString(),
            StringComparison.Ordinal);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Light_dark_and_print_have_colours_of_their_own_and_paper_is_white()
    {
        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Faulty));
        BrowserPage page = shown.Page;

        await page.ChooseAsync("light");
        string light = await BackgroundAsync(page);
        byte[] lightPicture = await page.PictureAsync(1280, 1700);
        await page.ChooseAsync("dark");
        string dark = await BackgroundAsync(page);
        byte[] darkPicture = await page.PictureAsync(1280, 1700);
        await page.ChooseAsync("dark", "print");
        string paper = await BackgroundAsync(page);

        Assert.Equal(("rgb(244, 246, 249)", "rgb(13, 17, 23)", "rgb(255, 255, 255)"), (light, dark, paper));
        Assert.NotEqual(lightPicture, darkPicture);
        Assert.Equal("%PDF"u8.ToArray(), (await page.PrintAsync())[..4]);
        Assert.Empty(page.Problems);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_is_never_wider_than_the_window(int width)
    {
        await using ReportPage shown = await ReportPage.OpenAsync(TradeDay.Report(TradeDay.Faulty, TradeDay.Hostile));
        BrowserPage page = shown.Page;

        await page.PictureAsync(width, 900);

        Assert.InRange((await page.EvaluateAsync("document.documentElement.scrollWidth")).GetInt32(), 1, width);
    }

    private static async Task<string[]> SortAsync(BrowserPage page, string heading)
    {
        await page.EvaluateAsync(
            "[...document.querySelectorAll('#orders th button')].find(button => button.textContent === "
                + $"'{heading}').click()");
        JsonElement orders = await page.EvaluateAsync(
            "[...document.querySelectorAll('#orders [data-order]')].map(row => row.dataset.order)");
        return [.. orders.EnumerateArray().Select(order => order.GetString()!)];
    }

    private static Task<JsonElement> ClickOrderAsync(BrowserPage page, string order) => page.EvaluateAsync(
        $"document.querySelector('[data-order={order}] button.expand').click()");

    private static async Task<string[]> StepsAsync(BrowserPage page) => (await page.EvaluateAsync(
        "[...document.querySelectorAll('tr.detail li')].map(step => step.innerText.replace(/\\s+/g, ' '))"))
        .Deserialize<string[]>()!;

    private static async Task<string?> ExpandedAsync(BrowserPage page, string order) => (await page.EvaluateAsync(
        $"document.querySelector('[data-order={order}] button.expand').ariaExpanded")).GetString();

    private static async Task<string> BackgroundAsync(BrowserPage page) =>
        (await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor")).GetString()!;

    private static async Task<Dictionary<string, string>> FiguresAsync(BrowserPage page, string where) =>
        (await page.EvaluateAsync(
            $"Object.fromEntries([...document.querySelector('{where}').querySelectorAll('[data-measure]')].map(figure "
                + "=> [figure.dataset.measure, figure.dataset.value]))"))
        .Deserialize<Dictionary<string, string>>()!;

    private static Dictionary<string, string> Values(params ReadOnlySpan<(string Name, decimal? Value)> figures)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in figures)
            values.Add(name, value?.ToString(CultureInfo.InvariantCulture) ?? "");
        return values;
    }

    private static decimal? Seconds(TimeSpan? span) => (decimal?)span?.Ticks / TimeSpan.TicksPerSecond;
}
