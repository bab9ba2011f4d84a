using System.Globalization;
using TradingLogging.Live.Dashboard;
using TradingLogging.Live.Tests.Summaries;
using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>Makes the pictures of the documentation, where an environment variable says into which directory.</summary>
public sealed class DashboardPictures(DashboardBrowser browser) : IClassFixture<DashboardBrowser>
{
    private const string Variable = "TRADINGLOGGER_DASHBOARD_PICTURE";

    [Fact]
    [Trait("Category", "Long")]
    public async Task The_page_in_light_and_dark_and_on_a_phone()
    {
        string? directory = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(directory is null, $"{Variable} is not set.");
        BrowserPage page = browser.Page;
        using var shown = new DashboardUnderTest(new DashboardLimits(), [.. Afternoon()]);
        WriteText(shown);
        AlertProbeTests.Remember(shown.Folder, "default", AlertProbeTests.Firing("SlowFeed", minute: 27) with
        {
            Summary = "3 records WARNING in 45 min, more than 2; trading.market",
            Severity = "warning",
        });

        await page.ShowAsync(shown.Dashboard.Uri.AbsoluteUri);
        await page.UntilAsync("document.querySelector('#connection')?.textContent === 'Live'");
        await page.UntilAsync("document.querySelectorAll('#problems tr').length > 3");
        await page.UntilAsync("document.querySelector('#health').textContent.includes(' GB')");
        await Save("dashboard", "light", 1280, 1240);
        await Save("dashboard-dark", "dark", 1280, 1240);
        await Save("dashboard-whole", "light", 1280, 2900);
        await Save("dashboard-phone", "light", 390, 844);
        await Save("dashboard-phone-whole", "dark", 390, 5200);
        Assert.Empty(page.Problems);

        async Task Save(string name, string scheme, int width, int height)
        {
            await page.ChooseAsync(scheme);
            await page.EvaluateAsync("window.scrollTo(0, 0)");
            await File.WriteAllBytesAsync(
                Path.Combine(directory!, name + ".png"), await page.PictureAsync(width, height));
        }
    }

    private static IEnumerable<string> Afternoon()
    {
        var random = new Random(3);
        string[] symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];
        decimal[] prices = [97_250.5m, 3_684.2m, 214.35m];
        var time = new DateTime(2025, 12, 18, 8, 0, 0);
        for (int order = 0; time < new DateTime(2025, 12, 18, 15, 29, 30); order++)
        {
            time += TimeSpan.FromSeconds(random.Next(20, 90));
            int symbol = order % 3;
            string strategy = symbol == 1 ? "Breakout" : "SMA";
            string names = Text($"\"symbol\": \"{symbols[symbol]}\", \"strategy\": \"{strategy}\"");
            decimal price = Math.Round(prices[symbol] * (1 + (decimal)((random.NextDouble() - 0.5) * 0.01)), 2);
            decimal quantity = symbol == 0 ? 0.05m : symbol == 1 ? 1.5m : 20;
            yield return At(time, "SIGNAL_GENERATED", names);
            yield return At(time = Later(20, 400), "ORDER_PLACED", Text(
                $"{names}, \"order_id\": \"o{order}\", \"side\": \"BUY\", ")
                + Text($"\"quantity\": {quantity}, \"price\": {price}"));
            if (order % 9 == 4)
            {
                yield return At(Later(50, 90), "ORDER_CANCELLED", Text($"\"order_id\": \"o{order}\""));
                continue;
            }

            if (time > new DateTime(2025, 12, 18, 15, 25, 0))
                continue;
            yield return At(time = Later(100, 4000), "ORDER_FILLED", Text(
                $"{names}, \"order_id\": \"o{order}\", \"exec_id\": \"x{order}\", \"side\": \"BUY\", ")
                + Text($"\"quantity\": {quantity}, \"price\": {price}, ")
                + Text($"\"fee\": {Math.Round(price * quantity * 0.0004m, 4)}"));
            if (time > new DateTime(2025, 12, 18, 15, 10, 0) && symbol > 0)
                continue;
            decimal pnl = Math.Round((decimal)((random.NextDouble() - 0.44) * 60), 2);
            yield return At(time = Later(5_000, 60_000), "POSITION_CLOSED", Text(
                $"{names}, \"quantity\": {quantity}, \"pnl\": {pnl}"));
        }

        DateTime Later(int least, int most) => time + TimeSpan.FromMilliseconds(random.Next(least, most));
        static string Text(FormattableString text) => FormattableString.Invariant(text);
        static string At(DateTime time, string action, string members) => TradingDay.Line(
            time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), action, members);
    }

    private static void WriteText(DashboardUnderTest shown)
    {
        DateTime now = shown.Day.Now.LocalDateTime;
        string Record(int minutes, string level, string logger, string message) => FormattableString.Invariant(
            $"{now.AddMinutes(-minutes):yyyy-MM-dd HH:mm:ss} | {level,-8} | {logger}:12 | {message}");
        TradingDay.AppendTo(
            shown.Folder,
            "trading.log",
            Record(41, "WARNING", "trading.market", "The feed of SOLUSDT is 4.2 s behind"),
            Record(12, "ERROR", "trading.orders", "The exchange answered 429; waiting 10 s"),
            Record(11, "WARNING", "trading.orders", "Order o412 was sent again"),
            Record(3, "WARNING", "trading.market", "The feed of ETHUSDT is 2.9 s behind"));
    }
}
