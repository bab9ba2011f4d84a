using TradingLogging.Analytics.Figures;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

public sealed class ShortTimeTests
{
    [Theory]
    [InlineData("0", "0 s")]
    [InlineData("0:0:0.000250", "250 µs")]
    [InlineData("0:0:0.0012345", "1.23 ms")]
    [InlineData("0:0:0.0123456", "12.3 ms")]
    [InlineData("0:0:1.5", "1.5 s")]
    [InlineData("0:1:0", "60 s")]
    [InlineData("0:2:0", "2 min")]
    [InlineData("0:2:5", "2 min 5 s")]
    [InlineData("3:20:59", "3 h 20 min")]
    [InlineData("2.04:00:00", "2 d 4 h")]
    [InlineData("-0:0:1.5", "-1.5 s")]
    public void A_span_is_written_for_people(string span, string expected)
    {
        using var culture = new CultureScope("de-DE");

        Assert.Equal(expected, ShortTime.Of(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
