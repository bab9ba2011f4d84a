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
}
