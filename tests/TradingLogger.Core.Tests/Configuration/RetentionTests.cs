using TradingLogging.Storage.Rotation;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class RetentionTests
{
    [Theory]
    [InlineData("files", "files")]
    [InlineData(" Forever ", "forever")]
    [InlineData("1827", "1827")]
    public void What_is_read_is_written_the_same(string text, string expected) =>
        Assert.Equal(expected, Retention.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("100001")]
    [InlineData("five years")]
    public void Anything_else_is_refused_with_what_is_valid(string text)
    {
        var error = Assert.Throws<FormatException>(() => Retention.Parse(text));

        Assert.Contains(
            "files, forever, or a number of days from 1 to 100000",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void A_number_of_days_has_bounds(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retention(days));
}
