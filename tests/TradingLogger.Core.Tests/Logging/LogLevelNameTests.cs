using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class LogLevelNameTests
{
    [Theory]
    [InlineData("DEBUG", LogLevel.Debug)]
    [InlineData("info", LogLevel.Info)]
    [InlineData(" Warning ", LogLevel.Warning)]
    [InlineData("eRRoR", LogLevel.Error)]
    [InlineData("critical", LogLevel.Critical)]
    public void A_level_is_read_without_regard_to_case(string name, LogLevel expected)
    {
        Assert.True(LogLevelName.TryParse(name, out LogLevel level));
        Assert.Equal(expected, level);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("TRACE")]
    [InlineData("20")]
    [InlineData("NOTSET")]
    public void What_is_no_level_name_is_refused(string? name) => Assert.False(LogLevelName.TryParse(name, out _));

    [Fact]
    public void Levels_have_the_numbers_of_Python()
    {
        int[] numbers =
        [
            .. LogLevelName.All.Select(name => LogLevelName.TryParse(name, out LogLevel level) ? (int)level : -1),
        ];

        Assert.Equal([10, 20, 30, 40, 50], numbers);
    }

    [Fact]
    public void A_number_without_a_name_is_written_as_Python_writes_it() =>
        Assert.Equal("Level 15", LogLevelName.Of((LogLevel)15));
}
