using System.Text.Json;
using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>A test of the page in a real browser.</summary>
/// <param name="browser">The browser.</param>
public abstract class DashboardPageTest(DashboardBrowser browser) : IClassFixture<DashboardBrowser>
{
    private protected const string IsLive = "document.querySelector('#connection')?.textContent === 'Live'";

    // The page before may have complained that its dashboard was gone.
    private int _problems;

    private protected void AssertCalm(BrowserPage page, DashboardUnderTest shown)
    {
        Assert.Empty(page.Problems.Skip(_problems));
        Assert.All(page.Requests, request => Assert.True(
            request.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)
                || request.StartsWith("data:", StringComparison.Ordinal), request));
        Assert.Contains(page.Requests, request => request.EndsWith(shown.Root + "stream", StringComparison.Ordinal));
    }

    private protected async Task<BrowserPage> OpenAsync(DashboardUnderTest shown)
    {
        BrowserPage page = browser.Page;
        await page.ShowAsync(shown.Dashboard.Uri.AbsoluteUri);
        await page.UntilAsync(IsLive);
        _problems = page.Problems.Count;
        return page;
    }

    private protected Task<string> TextAsync(string selector) =>
        ValueAsync($"document.querySelector({JsonSerializer.Serialize(selector)}).textContent");

    private protected async Task<string> ValueAsync(string expression) =>
        (await browser.Page.EvaluateAsync(expression)).GetString()!;
}
