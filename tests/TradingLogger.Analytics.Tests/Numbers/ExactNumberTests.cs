using System.Globalization;
using System.Numerics;
using TradingLogging.Analytics.Numbers;
using Xunit;

namespace TradingLogging.Analytics.Tests.Numbers;

/// <summary>A number is exact, or it is none.</summary>
public sealed class ExactNumberTests
{
    public static TheoryData<object, string?> Values => new()
    {
        { 1.50m, "1.50" },
        { 7L, "7" },
        { 0.1d, "0.1" },
        { 0d, "0" },
        { 1e-40d, null },
        { 1e40d, null },
        { double.NaN, null },
        { BigInteger.Pow(10, 28), "10000000000000000000000000000" },
        { BigInteger.Pow(10, 30), null },
        { "-2.5e1", "-25" },
        { "five", null },
        { true, null },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_of_a_table_is_the_number_that_it_shows_or_none(object value, string? expected)
    {
        bool isNumber = ExactNumber.TryRead(value, out decimal number);

        Assert.Equal(expected, isNumber ? number.ToString(CultureInfo.InvariantCulture) : null);
    }

    [Fact]
    public void A_sum_or_product_or_share_that_no_decimal_holds_is_none()
    {
        decimal sum = decimal.MaxValue;
        Assert.False(ExactNumber.TryAdd(ref sum, 1));
        Assert.Equal(decimal.MaxValue, sum);
        Assert.Null(ExactNumber.Multiply(decimal.MaxValue, -2));
        Assert.Null(ExactNumber.Divide(decimal.MaxValue, 0.5m));
        Assert.Null(ExactNumber.Divide(1, 0));
        Assert.Null(ExactNumber.Share(decimal.MaxValue, 3, 2));
        Assert.Null(ExactNumber.Share(1, 1, 0));
    }

    [Fact]
    public void A_third_is_rounded_to_twelve_places_and_a_half_is_exact()
    {
        Assert.Equal(0.333333333333m, ExactNumber.Share(1, 1, 3));
        Assert.Equal(0.5m, ExactNumber.Share(1, 1, 2));
        Assert.Equal(-0.25m, ExactNumber.Multiply(-0.50000000000000m, 0.500000000000000m));
    }

    [Fact]
    public void A_share_has_the_bits_that_dividing_and_multiplying_decimals_give()
    {
        var random = new Random(20261130);
        int rounded = 0;
        for (int round = 0; round < 100_000; round++)
        {
            decimal amount = Draw(random), part = Math.Abs(Draw(random)), whole = Math.Abs(Draw(random));
            if (part == whole || whole == 0)
                continue;
            rounded += WholeShare.TryRound(amount, part, whole, 12, out _) ? 1 : 0;

            decimal? share = ExactNumber.Share(amount, part, whole);
            Assert.Equal(BitsOf(ByDecimals(amount, part, whole)), BitsOf(share));
        }

        Assert.InRange(rounded, 20_000, 80_000);
    }

    // Half of the last place: nobody but the decimals says which way it is rounded.
    [Theory]
    [InlineData("0.000000000001", "1", "2")]
    [InlineData("0.000000000003", "1", "2")]
    [InlineData("0.000000000001", "3", "6")]
    [InlineData("0.000000000009", "2", "12")]
    [InlineData("0.000000000501", "1000", "2000")]
    [InlineData("7", "0.0000000000005", "7.000000000001")]
    public void A_share_in_the_middle_of_two_is_rounded_as_decimals_are(string amount, string part, string whole) =>
        Assert.Equal(
            BitsOf(ByDecimals(Number(amount), Number(part), Number(whole))),
            BitsOf(ExactNumber.Share(Number(amount), Number(part), Number(whole))));

    private static decimal? ByDecimals(decimal amount, decimal part, decimal whole)
    {
        try
        {
            decimal each = amount / whole;
            return each.Scale <= 12 && ExactNumber.Multiply(each, whole) == amount
                && ExactNumber.Multiply(each, part) is { Scale: <= 20 } exact
                ? exact
                : decimal.Round(each * part, 12);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // Amounts and quantities as logs have them, and now and then one of any length.
    private static decimal Draw(Random random) => new(
        random.Next(random.Next(3) == 0 ? int.MaxValue : 100_000),
        random.Next(8) == 0 ? random.Next() : 0,
        random.Next(40) == 0 ? random.Next() : 0,
        random.Next(4) == 0,
        (byte)random.Next(random.Next(10) == 0 ? 29 : 9));

    private static string BitsOf(decimal? number) =>
        number is { } known ? string.Join(" ", decimal.GetBits(known)) : "none";

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
