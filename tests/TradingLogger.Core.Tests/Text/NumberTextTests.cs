using System.Globalization;
using CsCheck;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_is_written_in_decimal_digits(long value) => AssertWritten(value);

    [Fact]
    public void The_largest_of_all_is_written_in_decimal_digits()
    {
        var buffer = new Utf8Buffer();
        NumberText.Write(buffer, ulong.MaxValue);

        Assert.Equal("18446744073709551615", TextLines.Text(buffer));
    }

    [Fact]
    public void Any_number_is_written_as_the_framework_writes_it() =>
        Gen
            .Select(Gen.Long, Gen.Int[0, 63])
            .Select((value, shift) => value >> shift)
            .Sample(AssertWritten, iter: 100_000);

    private static void AssertWritten(long value)
    {
        var buffer = new Utf8Buffer();
        NumberText.Write(buffer, value);

        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), TextLines.Text(buffer));
    }
}
