using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TextLineFormatterTests
{
    [Fact]
    public void A_line_of_the_console_has_padded_level_and_name() => Assert.Equal(
        "2025-12-18 10:30:45 | INFO     | trading.signals      | LONG signal\n",
        TextLines.Format("LONG signal", layout: TextLayout.Console));

    [Fact]
    public void A_line_of_the_file_has_the_line_of_the_caller() => Assert.Equal(
        "2025-12-18 10:30:45 | CRITICAL | trading.signals:87 | LONG signal\n",
        TextLines.Format("LONG signal", level: LogLevel.Critical));

    [Theory]
    [InlineData("twenty.characters.xx", "twenty.characters.xx |")]
    [InlineData("more.than.twenty.characters", "more.than.twenty.characters |")]
    [InlineData("😀", "😀                    |")]
    public void A_name_is_padded_to_twenty_characters_and_never_cut(string logger, string expected) =>
        Assert.Contains(
            "| INFO     | " + expected + " message",
            TextLines.Format("message", layout: TextLayout.Console, logger: logger),
            StringComparison.Ordinal);

    [Fact]
    public void A_level_without_a_name_is_written_as_Python_writes_it() => Assert.Equal(
        "2025-12-18 10:30:45 | Level 15 | trading.signals:87 | m\n", TextLines.Format("m", level: (LogLevel)15));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void A_line_is_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);

        Assert.Equal("2025-12-18 10:30:45 | INFO     | trading.signals:87 | m\n", TextLines.Format("m"));
    }

    [Fact]
    public void A_trade_event_stands_in_the_text_log_as_its_JSON_line()
    {
        var buffer = new Utf8Buffer();
        new TextLineFormatter(TextLayout.File).Format(
            new LogRecord(TextLines.Moment, "trades", "{\"action\": \"X\"}"u8, lineNumber: 3), buffer);

        Assert.Equal("2025-12-18 10:30:45 | INFO     | trades:3 | {\"action\": \"X\"}\n", TextLines.Text(buffer));
    }

    [Fact]
    public void A_message_of_ten_megabytes_is_cut_and_marked()
    {
        string line = TextLines.Format(new string('x', 10_000_000), maxRecordBytes: 2000);

        Assert.EndsWith("xx…[cut]\n", line, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(line), 2000, 2100);
    }

    [Fact]
    public void A_record_goes_behind_what_the_buffer_holds()
    {
        var buffer = new Utf8Buffer();
        buffer.Write("first\n"u8);
        new TextLineFormatter(TextLayout.File).Format(
            new LogRecord(TextLines.Moment, LogLevel.Info, "a", "m"), buffer);

        Assert.Equal("first\n2025-12-18 10:30:45 | INFO     | a:0 | m\n", TextLines.Text(buffer));
    }

    [Fact]
    public void The_buffer_must_not_be_null() => Assert.Throws<ArgumentNullException>(() =>
        new TextLineFormatter(TextLayout.File).Format(new LogRecord(TextLines.Moment, LogLevel.Info, "a", "m"), null!));
}
