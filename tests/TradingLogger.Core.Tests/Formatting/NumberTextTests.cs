using System.Globalization;
using CsCheck;
using TradingLogging.Formatting;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_number_is_written_in_decimal_digits(int value) => AssertWritten(value);

    [Fact]
    public void Any_number_is_written_as_the_framework_writes_it() => Gen.Int.Sample(AssertWritten);

    private static void AssertWritten(int value)
    {
        var buffer = new Utf8Buffer();
        NumberText.Write(buffer, value);

        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), TextLines.Text(buffer));
    }
}
