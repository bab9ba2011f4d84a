using System.Globalization;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeLineFormatTests
{
    [Theory]
    [InlineData("2025-12-17T23:59:59.999999+01:00", "2025-12-17", "2025-12-17")]
    [InlineData("2025-12-18T00:30:00.000000+01:00", "2025-12-18", "2025-12-17")]
    [InlineData("2025-12-17T23:30:00.000000-05:00", "2025-12-17", "2025-12-18")]
    [InlineData("2025-12-17T12:00:00+00:00", "2025-12-17", "2025-12-17")]
    public void The_day_is_that_of_the_wall_clock_that_was_written_or_of_UTC(string timestamp, string local, string utc)
    {
        Assert.Equal(local, Read(timestamp, isUtc: false));
        Assert.Equal(utc, Read(timestamp, isUtc: true));
    }

    [Fact]
    public void A_time_in_UTC_is_brought_home_for_local_days()
    {
        DateTime utc = new(2025, 12, 17, 23, 30, 0, DateTimeKind.Utc);

        Assert.Equal(Day(utc.ToLocalTime()), Read("2025-12-17T23:30:00.000000Z", isUtc: false));
        Assert.Equal("2025-12-17", Read("2025-12-17T23:30:00.000000Z", isUtc: true));
    }

    [Fact]
    public void A_time_without_offset_is_this_machines_wall_clock()
    {
        DateTime local = new(2025, 12, 17, 23, 30, 0, DateTimeKind.Local);

        Assert.Equal("2025-12-17", Read("2025-12-17T23:30:00.000000", isUtc: false));
        Assert.Equal(Day(local.ToUniversalTime()), Read("2025-12-17T23:30:00.000000", isUtc: true));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void The_day_is_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);

        Assert.Equal("2025-12-17", Read("2025-12-17T23:59:59.999999+01:00", isUtc: false));
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
        Assert.Null(TradeLineFormat.ReadDay(Encoding.UTF8.GetBytes(line), isUtc: false));

    [Fact]
    public void What_the_trade_log_writes_has_its_day_read_back()
    {
        foreach (TimestampForm form in Enum.GetValues<TimestampForm>())
        {
            DateTimeOffset now = DateTimeOffset.Now;
            var buffer = new Utf8Buffer();
            new TradeLineWriter(form, new TradeLineLimits()).Write(buffer, now, "X", null, null);

            Assert.Equal(now.Date, TradeLineFormat.ReadDay(buffer.Written, isUtc: false));
            Assert.Equal(now.UtcDateTime.Date, TradeLineFormat.ReadDay(buffer.Written, isUtc: true));
        }
    }

    private static string? Read(string timestamp, bool isUtc) =>
        TradeLineFormat.ReadDay(
            Encoding.UTF8.GetBytes($"{{\"timestamp\": \"{timestamp}\", \"action\": \"X\"}}"), isUtc) is { } day
            ? Day(day)
            : null;

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
