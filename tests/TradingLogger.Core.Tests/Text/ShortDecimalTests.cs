using System.Globalization;
using System.Text;
using CsCheck;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class ShortDecimalTests
{
    [Theory]
    [InlineData(50000.0, "50000.0")]
    [InlineData(17208.86, "17208.86")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(999999999999999.0, "999999999999999.0")]
    [InlineData(1234567.00000001, "1234567.00000001")]
    public void A_price_is_written_with_its_own_digits(double value, string expected) =>
        Assert.Equal(expected, Write(value));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e15)]
    [InlineData(0.00009)]
    [InlineData(1.0 / 3)]
    [InlineData(0.1 + 0.2)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_short_decimal_is_left_to_the_general_algorithm(double value) => Assert.Null(Write(value));

    [Fact]
    public void Whatever_is_written_is_the_shortest_text_that_reads_back() =>
        Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Int[0, 12])
            .Select((digits, decimals) => digits / Math.Pow(10, decimals))
            .Sample(
                value =>
                {
                    string? written = Write(value);
                    string shortest = value.ToString("R", CultureInfo.InvariantCulture);
                    return written is null || written == shortest || written == shortest + ".0";
                },
                iter: 200_000);

    [Theory]
    [InlineData("0.10")]
    [InlineData("-0.000000000000000001")]
    [InlineData("18446744073709551615")]
    [InlineData("0")]
    public void A_decimal_keeps_its_digits(string value) =>
        Assert.Equal(value, Write(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("0.0000000000000000001")]
    public void A_decimal_of_more_digits_is_left_to_the_framework(string value) =>
        Assert.Null(Write(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_negative_zero_is_left_to_the_framework() =>
        Assert.Null(Write(new decimal(0, 0, 0, isNegative: true, 1)));

    [Fact]
    public void Any_decimal_is_written_as_the_framework_writes_it() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.Int[0, 1], Gen.Bool, Gen.Byte[0, 28])
            .Select((low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, scale))
            .Sample(
                value => Write(value) is not { } written || written == value.ToString(CultureInfo.InvariantCulture),
                iter: 100_000);

    private static string? Write(decimal value)
    {
        var buffer = new Utf8Buffer();
        return ShortDecimal.TryWrite(buffer, value) ? Encoding.UTF8.GetString(buffer.Written) : null;
    }

    private static string? Write(double value)
    {
        var buffer = new Utf8Buffer();
        return ShortDecimal.TryWrite(buffer, value) ? Encoding.UTF8.GetString(buffer.Written) : null;
    }
}
