using TradingLogging.Live.Tests.Summaries;
using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>The page in a real browser.</summary>
public sealed class DashboardPageTests(DashboardBrowser browser) : DashboardPageTest(browser)
{
    private static readonly string[] HostileMembers =
    [
        "symbol", "strategy", "order_id", "exec_id", "side", "account", "venue", "currency", "fee_currency",
        "</script><svg onload=document.title='owned'>", "__proto__", "evidence",
    ];

    [Fact]
    public async Task It_shows_the_figures_and_follows_the_log()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        Assert.Equal("Thursday, 18 December 2025", await TextAsync("#day"));
        Assert.Equal("+58.20", await TextAsync("#net"));
        Assert.Equal("58.20", await ValueAsync("document.querySelector('#net').dataset.value"));
        Assert.Equal("2", await TextAsync("#open-orders"));
        Assert.Equal("SOLUSDT", await TextAsync("#positions tr th"));
        Assert.Equal("10", await ValueAsync("String(document.querySelectorAll('#event-rows tr').length)"));
        Assert.Contains("No alerter runs", await TextAsync("#alerts-none"), StringComparison.Ordinal);

        TradingDay.Append(shown.Folder, shown.Day.Fill(1));
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 11");
        Assert.Equal("0.01", await TextAsync("#fills tr td:nth-child(4)"));
        Assert.Contains("x1", await TextAsync("#event-rows tr"), StringComparison.Ordinal);
        AssertCalm(page, shown);
    }

    [Fact]
    public async Task Alerts_that_fire_are_shown_with_who_watches()
    {
        using var shown = new DashboardUnderTest();
        AlertProbeTests.Remember(shown.Folder, "day", AlertProbeTests.Firing(TradingDay.Hostile, minute: 5));
        BrowserPage page = await OpenAsync(shown);

        await page.UntilAsync("document.querySelectorAll('#alerts tr').length === 1");
        Assert.Equal("15:05:00.000", await TextAsync("#alerts td"));
        Assert.Equal(TradingDay.Hostile, await TextAsync("#alerts td:nth-child(2)"));
        Assert.StartsWith(
            "day: not running, last run 0 s ago", await TextAsync("#alerts-note"), StringComparison.Ordinal);
        AssertCalm(page, shown);
    }

    [Fact]
    public async Task Script_in_every_member_is_shown_and_does_nothing()
    {
        string hostile = TradingDay.Json(TradingDay.Hostile);
        string members = string.Join(", ", HostileMembers.Select(name => $"{TradingDay.Json(name)}: {hostile}"));
        using var shown = new DashboardUnderTest(lines:
        [
            TradingDay.Line("2025-12-18 10:00:00", TradingDay.Hostile, members),
            TradingDay.Line("2025-12-18 10:00:01", "ORDER_PLACED", members + ", \"quantity\": 1, \"price\": 2"),
            TradingDay.Line(
                "2025-12-18 10:00:02", "ORDER_FILLED", members + ", \"quantity\": 0.5, \"price\": 2, \"fee\": 1"),
            TradingDay.Line("2025-12-18 10:00:03", "POSITION_CLOSED", members + ", \"quantity\": 0.1, \"pnl\": 1"),
            TradingDay.Line("2025-12-18 10:00:04", "ORDER_FILLED", $"\"order_id\": {hostile}, \"quantity\": {hostile}"),
        ]);
        TradingDay.AppendTo(shown.Folder, "trading.log", FormattableString.Invariant(
            $"{shown.Day.Now.LocalDateTime:yyyy-MM-dd HH:mm:ss} | ERROR    | ")
                + $"{TradingDay.Hostile}:1 | {TradingDay.Hostile}");
        BrowserPage page = await OpenAsync(shown);
        await page.UntilAsync("document.querySelectorAll('#problems tr').length === 1");
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 5");

        await page.EvaluateAsync("document.querySelector('#search').value = '<script>'; "
            + "document.querySelector('#search').dispatchEvent(new Event('input'))");

        Assert.Equal("Trading today", await ValueAsync("document.title"));
        Assert.Equal("0", await ValueAsync(
            "String(document.querySelectorAll('main script, main img, main svg svg').length)"));
        Assert.Equal(TradingDay.Hostile, await TextAsync("#event-rows tr:last-child td:nth-child(2)"));
        Assert.Equal("5", await ValueAsync("String(document.querySelectorAll('#event-rows tr:not([hidden])').length)"));
        Assert.Contains("<script>", await TextAsync("#problems"), StringComparison.Ordinal);
        AssertCalm(page, shown);
    }

    [Fact]
    public async Task It_is_used_by_keyboard()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        await page.PressAsync("Tab", 9);
        Assert.Equal("Skip to the last events", await ValueAsync("document.activeElement.textContent"));
        await page.PressAsync("Tab", 9);
        Assert.Equal("pause", await ValueAsync("document.activeElement.id"));
        await page.PressAsync(" ", 32);
        Assert.Equal("true", await ValueAsync("document.activeElement.getAttribute('aria-pressed')"));
        TradingDay.Append(shown.Folder, shown.Day.Fill(1));
        List<string> visited = [];
        while (visited.LastOrDefault() != "search")
        {
            Assert.True(visited.Count < 20, string.Join(", ", visited));
            await page.PressAsync("Tab", 9);
            visited.Add(await ValueAsync(
                "document.activeElement.id || document.activeElement.getAttribute('aria-labelledby')"));
        }

        Assert.Equal(
            "positions-title, orders-title, fills-title, latencies-title, search",
            string.Join(", ", visited.Distinct()));
        Assert.Equal("10", await ValueAsync("String(document.querySelectorAll('#event-rows tr').length)"));
        await page.EvaluateAsync("document.querySelector('#pause').focus()");
        await page.PressAsync("Enter", 13);
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 11");
        await page.UntilAsync(IsLive);
    }

    [Fact]
    public async Task Who_does_not_see_it_is_told_the_tables_and_what_changes()
    {
        using var shown = new DashboardUnderTest();
        await OpenAsync(shown);

        Assert.Equal("0", await ValueAsync("String([...document.querySelectorAll('table')]"
            + ".filter(table => !table.caption?.textContent || !table.querySelector('th[scope=col]')).length)"));
        Assert.Equal("0", await ValueAsync("String([...document.querySelectorAll('[tabindex=\"0\"], svg, section')]"
            + ".filter(one => !one.getAttribute('aria-labelledby')).length)"));
        Assert.Equal("polite", await ValueAsync("document.querySelector('#news').getAttribute('aria-live')"));
        Assert.Equal("0", await ValueAsync("String([...document.querySelectorAll('[aria-labelledby]')]"
            + ".flatMap(one => one.getAttribute('aria-labelledby').split(' '))"
            + ".filter(id => !document.getElementById(id)).length)"));
    }

    [Fact]
    public async Task It_is_dark_where_that_is_wanted_and_fits_a_phone()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        await page.ChooseAsync("dark");
        Assert.Equal("rgb(13, 17, 23)", await ValueAsync("getComputedStyle(document.body).backgroundColor"));
        await page.ChooseAsync("light");
        Assert.Equal("rgb(244, 246, 249)", await ValueAsync("getComputedStyle(document.body).backgroundColor"));
        await page.PictureAsync(360, 800);
        Assert.Equal("", await ValueAsync("[...document.querySelectorAll('body *')]"
            + ".filter(one => one.getBoundingClientRect().right > 360 && !one.closest('.scroll'))"
            + ".map(one => one.outerHTML.slice(0, 80)).join('\\n')"));
        Assert.Equal("360", await ValueAsync("String(document.documentElement.scrollWidth)"));
        await page.PictureAsync(1280, 800);
    }

    [Fact]
    public async Task A_page_that_is_loaded_again_needs_no_token()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        Assert.Equal(shown.Root, await ValueAsync("location.pathname + location.search"));
        await page.EvaluateAsync("window.isOld = true; location.reload()");
        await page.UntilAsync($"!window.isOld && {IsLive}");

        Assert.Equal("10", await ValueAsync("String(document.querySelectorAll('#event-rows tr').length)"));
        Assert.Equal("", await ValueAsync("document.cookie"));
    }

    [Fact]
    public async Task An_end_is_said_with_its_time()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        shown.Dashboard.Dispose();

        await page.UntilAsync("document.querySelector('#connection').textContent === 'Ended'");
        Assert.Matches(
            @"^The dashboard was ended at \d\d:\d\d:\d\d\. What is shown is of before\.$", await TextAsync("#banner"));
        Assert.Equal("+58.20", await TextAsync("#net"));
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_said_and_what_was_missed_is_caught_up()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        shown.Dashboard.Cut();
        TradingDay.Append(shown.Folder, shown.Day.Fill(1), shown.Day.Fill(2));
        await page.UntilAsync("document.querySelector('#news').textContent.startsWith('Connected again after')");

        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 12");
        Assert.Equal("0", await ValueAsync("String(document.querySelectorAll('#event-rows tr.missed').length)"));
        Assert.Equal("Live", await TextAsync("#connection"));
    }

    [Fact]
    public async Task At_midnight_the_page_goes_on_with_the_new_day()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        shown.Day.Now = new DateTimeOffset(2025, 12, 19, 0, 0, 3, TimeSpan.Zero);
        File.Move(shown.Folder.PathOf("trades.log"), shown.Folder.PathOf("trades.log.2025-12-18"));
        TradingDay.Append(shown.Folder, shown.Day.Fill(1));

        await page.UntilAsync("document.querySelector('#day').textContent === 'Friday, 19 December 2025' "
            + "&& document.querySelector('#fill-count').textContent === '1'");
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 11");
        Assert.Contains("2025-12-18", await TextAsync("#event-rows tr:nth-child(2) td"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_hundred_thousand_events_that_stand_there_are_counted_and_the_last_ones_shown()
    {
        using var shown = new DashboardUnderTest();
        TradingDay.Append(shown.Folder, [.. Enumerable.Range(0, 100_000).Select(shown.Day.Fill)]);
        shown.Restart();
        BrowserPage page = await OpenAsync(shown);

        await page.UntilAsync("document.querySelector('#fill-count').textContent === '100,002'");
        Assert.Equal("500", await ValueAsync("String(document.querySelectorAll('#event-rows tr').length)"));
        Assert.Contains("x99999", await TextAsync("#event-rows tr"), StringComparison.Ordinal);
        AssertCalm(page, shown);
    }
}
