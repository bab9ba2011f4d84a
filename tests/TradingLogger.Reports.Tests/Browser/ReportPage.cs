using TradingLogging.Analytics.Reports;
using Xunit;

namespace TradingLogging.Reports.Tests.Browser;

/// <summary>A report in a browser of its own.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly Chromium _browser;

    private ReportPage(Chromium browser, BrowserPage page, string file)
    {
        _browser = browser;
        Page = page;
        File = file;
    }

    /// <summary>The page that shows the report.</summary>
    public BrowserPage Page { get; }

    /// <summary>The file that the page was read from, which is gone.</summary>
    public string File { get; }

    /// <summary>Writes the report and shows it. Skips the running test on a machine without Chromium.</summary>
    public static async Task<ReportPage> OpenAsync(TradeReport report)
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on this machine.");
        Chromium browser = await Chromium.StartAsync();
        BrowserPage page = await browser.OpenAsync();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tradinglogger-report-");
        try
        {
            string file = Path.Combine(directory.FullName, "report.html");
            await System.IO.File.WriteAllBytesAsync(file, TradeDay.Write(report, TradeReportFormat.Html));
            await page.ShowAsync(file);
            return new ReportPage(browser, page, file);
        }
        catch
        {
            page.Dispose();
            await browser.DisposeAsync();
            throw;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Page.Dispose();
        await _browser.DisposeAsync();
    }
}
