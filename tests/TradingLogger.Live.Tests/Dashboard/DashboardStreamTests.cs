using System.Text;
using System.Text.Json;
using TradingLogging.Analytics;
using TradingLogging.Live.Dashboard;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>What comes by the stream, read by plain clients.</summary>
public sealed class DashboardStreamTests
{
    [Fact]
    public async Task The_figures_are_those_of_a_measurement_and_follow_the_log()
    {
        using var shown = new DashboardUnderTest();
        using EventStream stream = await EventStream.OpenAsync(shown, await shown.EnterAsync());
        await stream.UntilAsync(IsRead);

        TradingDay.Append(shown.Folder, shown.Day.Fill(1));
        JsonElement state = (await stream.UntilAsync(message => EventsOf(message) == 8)).GetProperty("state");

        TradeActivity measured = Measure(shown);
        JsonElement amounts = Assert.Single(state.GetProperty("currencies").EnumerateArray());
        Assert.Equal(
            measured.ByCurrency[0].NetPnl,
            decimal.Parse(amounts.GetProperty("net").GetProperty("value").GetString()!, null));
        Assert.Equal(measured.Fills, state.GetProperty("fillCount").GetInt64());
        Assert.Equal(["a3", "y2"], state.GetProperty("orders").EnumerateArray()
            .Select(order => order.GetProperty("id").GetString()));
        Assert.Equal("50000", state.GetProperty("fills")[0].GetProperty("price").GetProperty("value").GetString());
        Assert.Equal(
            measured.EquityCurve.Select(point => point.NetPnl),
            state.GetProperty("equity").EnumerateArray().Select(point => decimal.Parse(point[1].GetString()!, null)));
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_the_events_that_it_has_missed()
    {
        using var shown = new DashboardUnderTest();
        string cookie = await shown.EnterAsync();
        string last;
        using (EventStream first = await EventStream.OpenAsync(shown, cookie))
        {
            await first.UntilAsync(message => IsRead(message) && EventsOf(message) == 7);
            last = first.LastId;
        }

        TradingDay.Append(shown.Folder, shown.Day.Fill(1), shown.Day.Fill(2));
        using EventStream second = await EventStream.OpenAsync(shown, cookie, last);
        List<long> numbers = [];
        await second.UntilAsync(message =>
        {
            Assert.False(message.GetProperty("isNew").GetBoolean());
            numbers.AddRange(message.GetProperty("events").EnumerateArray()
                .Select(one => one.GetProperty("number").GetInt64()));
            return EventsOf(message) == 9;
        });

        Assert.Equal([11, 12], numbers);
    }

    [Fact]
    public async Task At_midnight_the_new_day_is_shown()
    {
        using var shown = new DashboardUnderTest();
        using EventStream stream = await EventStream.OpenAsync(shown, await shown.EnterAsync());
        await stream.UntilAsync(IsRead);

        shown.Day.Now = new DateTimeOffset(2025, 12, 19, 0, 0, 3, TimeSpan.Zero);
        File.Move(shown.Folder.PathOf("trades.log"), shown.Folder.PathOf("trades.log.2025-12-18"));
        TradingDay.Append(shown.Folder, shown.Day.Fill(1));

        JsonElement message = await stream.UntilAsync(one => IsRead(one) && EventsOf(one) == 1);
        Assert.Equal("Friday, 19 December 2025", message.GetProperty("state").GetProperty("day").GetString());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_delays_nobody()
    {
        using var shown = new DashboardUnderTest(new DashboardLimits
        {
            Send = TimeSpan.FromMilliseconds(500),
            Pause = TimeSpan.FromMilliseconds(1),
            Look = TimeSpan.FromMilliseconds(10),
        });
        string cookie = await shown.EnterAsync();
        using System.Net.Sockets.Socket stuck = await shown.ConnectAsync();
        stuck.ReceiveBufferSize = 1024;
        await stuck.SendAsync(Encoding.ASCII.GetBytes(shown.Get(shown.Root + "stream", cookie)));
        using EventStream reading = await EventStream.OpenAsync(shown, cookie);
        await reading.UntilAsync(IsRead);

        int number = 0;
        long seen = 0;
        while (shown.Dashboard.Viewers > 1)
        {
            Assert.True(number < 20_000, "The client that does not read is still there.");
            TradingDay.Append(shown.Folder, [.. Enumerable.Range(0, 50).Select(_ => Long(number++))]);
            seen = EventsOf(await reading.NextAsync());
        }

        Assert.True(seen > 7);

        string Long(int id) => shown.Day.Fill(id)[..^1] + $", \"note\": \"{new string('n', 1500)}\"}}";
    }

    [Fact]
    public async Task A_client_that_waits_for_the_first_snapshot_is_not_dropped()
    {
        var limits = new DashboardLimits
        {
            Send = TimeSpan.FromMilliseconds(500),
            Pause = TimeSpan.FromSeconds(2),
            Look = TimeSpan.FromMilliseconds(10),
        };
        // Of a log of long ago nothing is read, so the first snapshot comes after the pause.
        using var shown = new DashboardUnderTest(
            limits, TradingDay.Line("2024-01-01 10:00:00", "NOTE", "\"text\": \"old\""));
        string cookie = await shown.EnterAsync();

        using EventStream stream = await EventStream.OpenAsync(shown, cookie);

        await stream.UntilAsync(IsRead);
    }

    [Fact]
    public async Task Long_lines_and_half_surrogates_reach_the_page_cut_and_whole()
    {
        using var shown = new DashboardUnderTest(lines:
        [
            TradingDay.Line("2025-12-18 10:00:00", "NOTE", $"\"text\": \"{new string('x', 100_000)}\""),
            TradingDay.Line(
                "2025-12-18 10:00:01", "NOTE", $"\"text\": \"{new string('y', 1930)}\U0001F4B0\U0001F4B0\""),
            TradingDay.Line("2025-12-18 10:00:02", "NOTE", "\"text\": \"\\ud83d and \\u0000\""),
        ]);
        using EventStream stream = await EventStream.OpenAsync(shown, await shown.EnterAsync());
        List<string> lines = [];
        await stream.UntilAsync(message =>
        {
            lines.AddRange(message.GetProperty("events").EnumerateArray()
                .Select(one => one.GetProperty("line").GetString()!));
            return lines.Count == 3;
        });

        Assert.InRange(lines[0].Length, 2000, 2040);
        Assert.EndsWith("characters)", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', lines[1]);
        Assert.Contains("\\u0000", lines[2], StringComparison.Ordinal);
    }

    internal static bool IsRead(JsonElement message) =>
        message.GetProperty("state").GetProperty("isCaughtUp").GetBoolean();

    internal static long EventsOf(JsonElement message) =>
        message.GetProperty("state").GetProperty("events").GetInt64();

    private static TradeActivity Measure(DashboardUnderTest shown)
    {
        var meter = new TradeActivityMeter(new TradeActivityOptions
        {
            TimeZone = TimeZoneInfo.Utc,
            CountFrom = new DateTimeOffset(shown.Day.Now.Date, TimeSpan.Zero),
        });
        meter.Add(TradeLog.InDirectory(shown.Folder.FullName));
        return meter.Measure();
    }
}
