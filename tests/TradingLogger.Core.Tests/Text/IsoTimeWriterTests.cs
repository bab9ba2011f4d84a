using System.Globalization;
using CsCheck;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class IsoTimeWriterTests
{
    [Theory]
    [InlineData(' ', "2025-12-18 10:30:45")]
    [InlineData('T', "2025-12-18T10:30:45")]
    public void The_wall_clock_is_written_in_digits(char separator, string expected)
    {
        var buffer = new Utf8Buffer();
        IsoTimeWriter.WriteSeconds(buffer, TextLines.Moment.DateTime.AddMilliseconds(999), (byte)separator);

        Assert.Equal(expected, TextLines.Text(buffer));
    }

    [Fact]
    public void Any_time_is_written_as_the_framework_writes_it() => Gen.DateTimeOffset.Sample(time =>
    {
        var buffer = new Utf8Buffer();
        IsoTimeWriter.WriteSeconds(buffer, time.DateTime, (byte)' ');

        Assert.Equal(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TextLines.Text(buffer));
    });
}
