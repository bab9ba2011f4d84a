using System.Globalization;
using TradingLogging.Analytics.Figures;
using Xunit;

namespace TradingLogging.Analytics.Tests.Figures;

public sealed class DisplayTests
{
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("1234567.895", "1,234,567.90")]
    [InlineData("-21.624", "\u221221.62")]
    [InlineData("0.5", "0.50")]
    [InlineData("0.00001234567", "0.00001235")]
    [InlineData("-0.000", "0.00")]
    public void An_amount_has_two_decimals_or_four_digits(string amount, string expected) =>
        Assert.Equal(expected, Display.Amount(Number(amount)));

    [Theory]
    [InlineData("15.28", "+15.28", "gain")]
    [InlineData("-15.28", "\u221215.28", "loss")]
    [InlineData("0", "0.00", "even")]
    public void A_gain_has_its_sign_and_tone(string amount, string expected, string tone)
    {
        Assert.Equal(expected, Display.Gain(Number(amount)));
        Assert.Equal(tone, Display.Tone(Number(amount)));
    }

    [Theory]
    [InlineData("50010.50", "50,010.50")]
    [InlineData("-1234567", "\u22121,234,567")]
    [InlineData("0.00001", "0.00001")]
    public void A_price_has_all_of_its_digits(string price, string expected) =>
        Assert.Equal(expected, Display.Exact(Number(price)));

    [Fact]
    public void The_smallest_amount_there_is_is_shown() =>
        Assert.Equal("0.0000000000000000000000000001", Display.Amount(0.0000000000000000000000000001m));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
