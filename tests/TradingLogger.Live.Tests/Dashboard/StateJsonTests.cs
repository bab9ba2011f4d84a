using System.Text.Json;
using TradingLogging.Analytics;
using TradingLogging.Live.Dashboard.Snapshots;
using TradingLogging.Live.Sources;
using TradingLogging.Live.Summaries;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>What the page is told of a summary.</summary>
public sealed class StateJsonTests
{
    private static readonly TimeZoneInfo East = TimeZoneInfo.CreateCustomTimeZone(
        "east", TimeSpan.FromHours(9), "east", "east");

    private static readonly DateTimeOffset Now = new(2025, 12, 18, 15, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Warnings_and_errors_have_the_clock_of_the_page_and_a_date_on_another_day()
    {
        JsonElement state = StateOf("of today", Now.AddMinutes(-10), "of the day before", Now.AddMinutes(-40));

        Assert.Equal("00:30:00", state.GetProperty("time").GetString());
        Assert.Equal(
            ["2025-12-18 23:50:00", "00:20:00"],
            state.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("time").GetString()));
    }

    [Fact]
    public void No_text_turns_what_stands_beside_it_or_drives_a_terminal()
    {
        JsonElement state = StateOf("1\u202e2\u001b[2J\nsecond line", Now, "usual", Now);

        Assert.Equal(
            "1\\u202e2\\u001b[2J\nsecond line", state.GetProperty("problems")[1].GetProperty("message").GetString());
    }

    [Fact]
    public void Sizes_are_those_of_the_terminal() => Assert.Equal(
        "35.4 GB", StateOf("a", Now, "b", Now).GetProperty("health").GetProperty("freeDisk").GetString());

    private static JsonElement StateOf(string first, DateTimeOffset at, string second, DateTimeOffset then)
    {
        var meter = new LiveSummaryMeter(
            new LiveSummaryOptions
            {
                LogDirectory = Path.GetTempPath(),
                Activity = new TradeActivityOptions { TimeZone = East },
                Now = () => Now,
            },
            new DateTimeOffset(2025, 12, 19, 0, 0, 0, East.BaseUtcOffset),
            readFrom: null);
        foreach ((string message, DateTimeOffset time) in new[] { (first, at), (second, then) })
        {
            meter.Add(new LiveRecord(null, new TradingLogEntry(
                time, LogLevel.Error, "trading", 1, message, new LogLocation("trading.log", 1, 0)), null));
        }

        var found = new SystemProbe.Found([], 35_400_000_000, 100_000_000_000, null);
        return JsonDocument.Parse(new StateJson(meter.Summarize(true, found, [])).Write()).RootElement;
    }
}
