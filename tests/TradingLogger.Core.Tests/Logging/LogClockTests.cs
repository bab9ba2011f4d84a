using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class LogClockTests
{
    private static TimeZoneInfo London => TestZone.Find("Europe/London");
    private static TimeZoneInfo LordHowe => TestZone.Find("Australia/Lord_Howe");

    [Fact]
    public void The_clock_tells_the_wall_time_with_its_offset()
    {
        var clock = new LogClock(() => Utc(2026, 7, 1, 12, 0, 0), () => London);

        Assert.Equal("2026-07-01T13:00:00+01:00", Text(clock.Now));
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59", "2026-03-29T00:59:59+00:00")]
    [InlineData("2026-03-29T01:00:00", "2026-03-29T02:00:00+01:00")]
    [InlineData("2026-10-25T00:59:59", "2026-10-25T01:59:59+01:00")]
    [InlineData("2026-10-25T01:00:00", "2026-10-25T01:00:00+00:00")]
    public void The_offset_changes_in_the_second_in_which_the_zone_changes_it(string utc, string expected)
    {
        DateTime now = Utc(utc).AddSeconds(-1);
        var clock = new LogClock(() => now, () => London);
        _ = clock.Now;
        now = Utc(utc);

        Assert.Equal(expected, Text(clock.Now));
    }

    [Fact]
    public void A_change_by_half_an_hour_is_seen()
    {
        DateTime now = Utc(2026, 4, 4, 14, 59, 59);
        var clock = new LogClock(() => now, () => LordHowe);
        Assert.Equal("2026-04-05T01:59:59+11:00", Text(clock.Now));
        now = now.AddSeconds(1);

        Assert.Equal("2026-04-05T01:30:00+10:30", Text(clock.Now));
    }

    [Fact]
    public void The_zone_is_asked_once_a_minute()
    {
        int questions = 0;
        DateTime now = Utc(2026, 7, 1, 12, 0, 0);
        var clock = new LogClock(
            () => now,
            () =>
            {
                questions++;
                return London;
            });
        for (int second = 0; second < 120; second++)
        {
            _ = clock.Now;
            now = now.AddSeconds(1);
        }

        Assert.Equal(2, questions);
    }

    [Fact]
    public void A_clock_that_is_set_back_gets_the_offset_of_the_earlier_time()
    {
        DateTime now = Utc(2026, 7, 1, 12, 0, 0);
        var clock = new LogClock(() => now, () => London);
        _ = clock.Now;
        now = Utc(2026, 1, 1, 12, 0, 0);

        Assert.Equal("2026-01-01T12:00:00+00:00", Text(clock.Now));
    }

    [Fact]
    public void The_clock_of_the_system_tells_the_local_time()
    {
        DateTimeOffset before = DateTimeOffset.Now;
        DateTimeOffset now = LogClock.System.Now;

        Assert.InRange(now, before, DateTimeOffset.Now);
        Assert.Equal(TimeZoneInfo.Local.GetUtcOffset(now), now.Offset);
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute, int second) =>
        new(year, month, day, hour, minute, second, DateTimeKind.Utc);

    private static DateTime Utc(string text) =>
        DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
