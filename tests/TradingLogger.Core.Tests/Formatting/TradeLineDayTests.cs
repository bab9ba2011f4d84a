using System.Globalization;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeLineDayTests
{
    [Theory]
    [InlineData("2025-12-17T23:59:59.999999+01:00", "2025-12-17", "2025-12-17")]
    [InlineData("2025-12-18T00:30:00.000000+01:00", "2025-12-18", "2025-12-17")]
    [InlineData("2025-12-17T23:30:00.000000-05:00", "2025-12-17", "2025-12-18")]
    [InlineData("2025-12-17T12:00:00+00:00", "2025-12-17", "2025-12-17")]
    public void The_day_is_that_of_the_wall_clock_that_was_written_or_of_UTC(string timestamp, string local, string utc)
    {
        Assert.Equal(local, Read(timestamp, RotationZone.Local));
        Assert.Equal(utc, Read(timestamp, RotationZone.Utc));
    }

    [Fact]
    public void A_time_in_UTC_is_brought_home_for_local_days()
    {
        DateTime utc = new(2025, 12, 17, 23, 30, 0, DateTimeKind.Utc);

        Assert.Equal(Day(utc.ToLocalTime()), Read("2025-12-17T23:30:00.000000Z", RotationZone.Local));
        Assert.Equal("2025-12-17", Read("2025-12-17T23:30:00.000000Z", RotationZone.Utc));
    }

    [Fact]
    public void A_time_without_offset_is_this_machines_wall_clock()
    {
        DateTime local = new(2025, 12, 17, 23, 30, 0, DateTimeKind.Local);

        Assert.Equal("2025-12-17", Read("2025-12-17T23:30:00.000000", RotationZone.Local));
        Assert.Equal(Day(local.ToUniversalTime()), Read("2025-12-17T23:30:00.000000", RotationZone.Utc));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void The_day_is_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);

        Assert.Equal("2025-12-17", Read("2025-12-17T23:59:59.999999+01:00", RotationZone.Local));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("2025-12-17 10:00:00 | INFO | text")]
    [InlineData("{\"timestamp\":\"2025-12-17T10:00:00+01:00\"}")]
    [InlineData("{\"timestamp\": \"2025-12-17\"}")]
    [InlineData("{\"timestamp\": \"2025-13-17T10:00:00+01:00\"}")]
    [InlineData("{\"timestamp\": \"nineteen characters \"}")]
    [InlineData("{\"timestamp\": \"2025-12-17T10:00:00+01:00")]
    [InlineData("{\"timestamp\": \"2025-12-17T10:00:00.000000000000000000000000000000000+01:00\"}")]
    public void A_line_that_does_not_begin_like_a_trade_line_has_no_day(string line) =>
        Assert.Null(TradeLineDay.Read(Encoding.UTF8.GetBytes(line), RotationZone.Local));

    [Fact]
    public void What_the_trade_log_writes_has_its_day_read_back()
    {
        foreach (TimestampForm form in Enum.GetValues<TimestampForm>())
        {
            DateTimeOffset now = DateTimeOffset.Now;
            var buffer = new Utf8Buffer();
            new TradeLineWriter(form, new TradeLineLimits()).Write(buffer, now, "X", null, null);

            Assert.Equal(now.Date, TradeLineDay.Read(buffer.Written, RotationZone.Local));
            Assert.Equal(now.UtcDateTime.Date, TradeLineDay.Read(buffer.Written, RotationZone.Utc));
        }
    }

    private static string? Read(string timestamp, RotationZone zone) =>
        TradeLineDay.Read(Encoding.UTF8.GetBytes($"{{\"timestamp\": \"{timestamp}\", \"action\": \"X\"}}"), zone) is { } day
            ? Day(day)
            : null;

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
