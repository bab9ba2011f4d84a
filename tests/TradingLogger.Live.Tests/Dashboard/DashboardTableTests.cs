using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>The tables of the page in a real browser: what is found in them, and what stands in their cells.</summary>
public sealed class DashboardTableTests(DashboardBrowser browser) : DashboardPageTest(browser)
{
    [Fact]
    public async Task What_is_searched_for_stays_also_of_what_comes()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        await page.EvaluateAsync("document.querySelector('#search').focus()");
        await page.TypeAsync("SOLusdt");
        Assert.Equal(
            "4 of the last 10 contain it; Get-TradeEvent searches the whole log", await TextAsync("#events-note"));
        TradingDay.Append(
            shown.Folder, shown.Day.Fill(1), TradingDay.Line("2025-12-18 15:30:01", "NOTE", "\"about\": \"SOLUSDT\""));
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 12");

        Assert.Equal(
            "5 of the last 12 contain it; Get-TradeEvent searches the whole log", await TextAsync("#events-note"));
        Assert.Equal("5", await ValueAsync("String(document.querySelectorAll('#event-rows tr:not([hidden])').length)"));
    }

    [Fact]
    public async Task Words_are_found_wherever_they_stand_in_an_event()
    {
        using var shown = new DashboardUnderTest();
        BrowserPage page = await OpenAsync(shown);

        await page.EvaluateAsync("document.querySelector('#search').focus()");
        await page.TypeAsync("4000 ethusdt");

        Assert.StartsWith("1 of the last 10 contain it", await TextAsync("#events-note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_and_currencies_are_told_apart_and_hide_no_number()
    {
        string symbol = new('X', 200);
        string fee = TradingDay.Json("BNB\u202eevil");
        string members = $"\"symbol\": \"{symbol}\", \"quantity\": 5, \"price\": 2";
        using var shown = new DashboardUnderTest(lines:
        [
            TradingDay.Line("2025-12-18 10:00:00", "ORDER_FILLED", members
                + $", \"side\": \"BUY\", \"account\": \"A\", \"fee\": 0.1, \"fee_currency\": {fee}"),
            TradingDay.Line("2025-12-18 10:00:01", "ORDER_FILLED", members
                + ", \"side\": \"SELL\", \"account\": \"B\", \"fee\": 0.2, \"fee_currency\": \"USDT\""),
        ]);
        BrowserPage page = await OpenAsync(shown);
        await page.UntilAsync("document.querySelectorAll('#positions tr').length === 2");

        Assert.Equal("A, B", await ValueAsync(
            "[...document.querySelectorAll('#positions td:last-child')]"
                + ".map(one => one.textContent).sort().join(', ')"));
        Assert.Equal("0.1 BNB\\u202eEVIL", await TextAsync("#fills tr:last-child td:last-child"));
        Assert.Equal("3", await ValueAsync("String(document.querySelectorAll('#net-note bdi').length)"));
        Assert.Equal("true", await ValueAsync(
            "String(document.querySelector('#positions td:nth-child(4)').getBoundingClientRect().right"
                + " <= document.querySelector('#positions').closest('section').getBoundingClientRect().right)"));
    }

    [Fact]
    public async Task Letters_are_found_that_the_log_writes_as_escapes()
    {
        using var shown = new DashboardUnderTest();
        TradingDay.Append(
            shown.Folder, TradingDay.Line("2025-12-18 15:00:00", "NOTE", "\"text\": \"Z\\u00fcrich\""));
        BrowserPage page = await OpenAsync(shown);
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 11");

        await page.EvaluateAsync("document.querySelector('#search').focus()");
        await page.TypeAsync("z\u00fcrich");

        Assert.StartsWith("1 of the last 11", await TextAsync("#events-note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_curve_says_whose_currency_it_has()
    {
        using var shown = new DashboardUnderTest(lines: [.. Enumerable.Range(0, 3).Select(hour => TradingDay.Line(
            FormattableString.Invariant($"2025-12-18 1{hour}:00:00"),
            "POSITION_CLOSED",
            "\"symbol\": \"A\", \"quantity\": 1, \"pnl\": 1, \"pnl_currency\": "
                + TradingDay.Json(hour == 0 ? "BTC" : "USDT")))]);
        BrowserPage page = await OpenAsync(shown);
        await page.UntilAsync("document.querySelectorAll('#event-rows tr').length === 3");

        Assert.Equal("Net P&L today in USDT", await TextAsync("#equity-title"));
    }
}
