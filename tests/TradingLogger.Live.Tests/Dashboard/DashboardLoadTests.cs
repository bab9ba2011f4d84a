using System.Diagnostics;
using System.Text;
using TradingLogging.Live.Dashboard;
using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>A thousand events a second for a minute, before a browser and 49 plain clients, one of which does not read.
/// The times are measured by the benchmarks.</summary>
public sealed class DashboardLoadTests(DashboardBrowser browser) : IClassFixture<DashboardBrowser>
{
    private const int Seconds = 60;
    private const int EventsPerTick = 10;
    private const int Readers = 48;

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_thousand_events_a_second_reach_every_page_that_reads_in_flat_memory()
    {
        using var shown = new DashboardUnderTest(new DashboardLimits { Send = TimeSpan.FromSeconds(30) });
        string cookie = await shown.EnterAsync();
        BrowserPage page = browser.Page;
        await page.ShowAsync(shown.Dashboard.Uri.AbsoluteUri);
        await page.UntilAsync("document.querySelector('#connection')?.textContent === 'Live'");
        using System.Net.Sockets.Socket stuck = await shown.ConnectAsync();
        await stuck.SendAsync(Encoding.ASCII.GetBytes(shown.Get(shown.Root + "stream", cookie)));
        const int Last = 7 + (Seconds * 100 * EventsPerTick);
        Task<int>[] readers = [.. Enumerable.Range(0, Readers).Select(_ => ReadAsync(shown, cookie, Last))];

        var clock = Stopwatch.StartNew();
        long early = await WriteAsync(shown);
        int[] messages = await Task.WhenAll(readers);
        TimeSpan took = clock.Elapsed;
        await page.UntilAsync($"document.querySelector('#rate-note').textContent === '{Last:#,0} events today'");
        long late = GC.GetTotalMemory(forceFullCollection: true);

        // Four a second, one at once, and one that fell on the border.
        Assert.All(messages, count => Assert.InRange(count, 2, (4 * took.TotalSeconds) + 2));
        Assert.True(late - early < 32 << 20, $"The memory grew from {early:N0} to {late:N0} bytes.");
        Assert.Equal("500", (await page.EvaluateAsync(
            "String(document.querySelectorAll('#event-rows tr').length)")).GetString());
        Assert.Null(shown.Dashboard.Failure);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{took.TotalSeconds:F0} s, {messages.Min()} to {messages.Max()} messages, {early:N0} to {late:N0} bytes"));
    }

    private static async Task<long> WriteAsync(DashboardUnderTest shown)
    {
        long early = 0;
        var clock = Stopwatch.StartNew();
        for (int tick = 0; tick < Seconds * 100; tick++)
        {
            TradingDay.Append(
                shown.Folder, [.. Enumerable.Range(tick * EventsPerTick, EventsPerTick).Select(shown.Day.Fill)]);
            if (tick == Seconds * 100 / 3)
                early = GC.GetTotalMemory(forceFullCollection: true);
            TimeSpan rest = TimeSpan.FromMilliseconds(10 * (tick + 1)) - clock.Elapsed;
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest);
        }

        return early;
    }

    private static async Task<int> ReadAsync(DashboardUnderTest shown, string cookie, long last)
    {
        using EventStream stream = await EventStream.OpenAsync(shown, cookie);
        int messages = 0;
        await stream.UntilAsync(message =>
        {
            messages++;
            return DashboardStreamTests.EventsOf(message) == last;
        });
        return messages;
    }
}
