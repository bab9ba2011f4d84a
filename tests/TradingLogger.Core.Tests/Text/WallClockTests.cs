using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class WallClockTests
{
    [Theory]
    [InlineData(14)]
    [InlineData(-12)]
    [InlineData(0)]
    public void The_first_and_the_last_time_are_moments_in_every_zone(int hours)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(hours), "far", "far");

        Assert.Equal(DateTime.MinValue, WallClock.MomentOf(DateTime.MinValue, zone).DateTime);
        Assert.Equal(DateTime.MaxValue, WallClock.MomentOf(DateTime.MaxValue, zone).DateTime);
        Assert.Equal(
            TimeSpan.FromHours(hours), WallClock.MomentOf(new DateTime(2025, 12, 18, 10, 30, 45), zone).Offset);
    }

    [Theory]
    [InlineData("0001-01-01", 1)]
    [InlineData("9999-12-31 23:59:59", 9999)]
    [InlineData("2025-12-18T10:30:45+01:00", 2025)]
    public void A_text_is_a_moment_whatever_the_zone_of_the_machine_is(string text, int year)
    {
        Assert.True(WallClock.TryParse(text, out DateTimeOffset moment));
        Assert.Equal(year, moment.Year);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("tomorrow")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_moment_is_not_read(string? text) => Assert.False(WallClock.TryParse(text, out _));
}
