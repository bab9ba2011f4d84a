using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>One browser for all tests of a class.</summary>
public sealed class DashboardBrowser : IAsyncLifetime
{
    private Chromium? _chromium;

    /// <summary>Its page; a test is skipped where there is no browser.</summary>
    internal BrowserPage Page
    {
        get
        {
            Assert.SkipWhen(field is null, "This machine has no Chromium.");
            return field!;
        }

        private set;
    }

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        _chromium = await Chromium.StartAsync();
        Page = await _chromium.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is null)
            return;
        Page.Dispose();
        await _chromium.DisposeAsync();
    }
}
