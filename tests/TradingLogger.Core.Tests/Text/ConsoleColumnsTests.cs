using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Text;

public sealed class ConsoleColumnsTests
{
    [Theory]
    [InlineData("012345678901234567890123456789", 31, "012345678901234567890123456789")]
    [InlineData("012345678901234567890123456789", 30, "0123456789012345678901234567\u2026")]
    [InlineData("012345678901234567890123456789", null, "012345678901234567890123456789")]
    [InlineData("012345678901234567890123456789", 19, "012345678901234567890123456789")]
    [InlineData(
        "\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57", 20,
        "\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u2026")]
    [InlineData("0123456789012345678\u0301", 20, "0123456789012345678\u0301")]
    [InlineData("01234567890123456e\u0301789", 20, "01234567890123456e\u0301\u2026")]
    [InlineData("0123456789012345\ud83d\ude80\ud83d\ude80", 20, "0123456789012345\ud83d\ude80\u2026")]
    [InlineData("", 20, "")]
    public void A_line_is_cut_to_the_columns_of_the_terminal(string line, int? width, string expected) =>
        Assert.Equal(expected, ConsoleColumns.Fit(line, width));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("\u6f22a\ud83d\ude80", 5)]
    [InlineData("e\u0301", 1)]
    public void A_line_takes_as_many_columns_as_its_characters(string line, int columns) =>
        Assert.Equal(columns, ConsoleColumns.WidthOf(line));

    [Fact]
    public void No_line_that_is_cut_takes_the_last_column()
    {
        string line = string.Concat(Enumerable.Repeat("a\u6f22e\u0301\ud83d\ude80", 40));
        for (int width = 20; width < 120; width++)
        {
            string cut = ConsoleColumns.Fit(line, width);
            int columns = cut.Sum(unit => unit switch { '\u0301' => 0, '\u6f22' => 2, _ => 1 });
            Assert.InRange(columns, width - 3, width - 1);
        }
    }
}
