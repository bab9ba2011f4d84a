using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class ShortDurationTests
{
    [Theory]
    [InlineData("30s", "00:00:30")]
    [InlineData(" 90M ", "01:30:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("1.5d", "1.12:00:00")]
    [InlineData("1w", "7.00:00:00")]
    [InlineData("250ms", "00:00:00.2500000")]
    public void A_duration_is_read_as_people_type_it(string text, string expected)
    {
        Assert.True(ShortDuration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5m 3s")]
    [InlineData("999999999w")]
    public void What_is_no_duration_is_refused(string text)
    {
        Assert.False(ShortDuration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }
}
