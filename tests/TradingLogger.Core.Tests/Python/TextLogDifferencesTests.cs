using System.Globalization;
using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>What text lines do otherwise than Python's, on purpose: rows of docs/differences-from-python.md.</summary>
public sealed class TextLogDifferencesTests
{
    private static readonly DateTime Start = new(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc);

    [Fact]
    public void A_message_cannot_begin_a_line_of_its_own()
    {
        using var both = new BothLoggings();

        both.Run(Message("one\n2025-12-18 10:30:46 | INFO     | trading:1 | forged\u001b[0m"));

        Assert.Equal(2, LogFiles.Lines(both.Python, "trading.log").Length);
        Assert.Equal(
            "2025-12-18 10:30:45 | ERROR    | trading:1 | one\\n2025-12-18 10:30:46 | INFO     | trading:1 | "
                + "forged\\u001b[0m",
            Assert.Single(LogFiles.Lines(both.Core, "trading.log")));
    }

    [Fact]
    public void A_lone_surrogate_costs_no_record()
    {
        using var both = new BothLoggings();

        both.Run(Message("half \ud83d"));

        Assert.Contains("UnicodeEncodeError", both.PythonErrors, StringComparison.Ordinal);
        Assert.Empty(LogFiles.Lines(both.Python, "trading.log"));
        Assert.EndsWith(
            "| half \\ud83d",
            Assert.Single(LogFiles.Lines(both.Core, "trading.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_lines_of_an_error_are_indented()
    {
        using var both = new BothLoggings();

        both.Run(
            Message(
                "failed",
                new ErrorDetails("ValueError", "bad\n2025-12-18 10:30:46 | INFO     | forged", StackTrace: "at A")));

        string[] python = LogFiles.Lines(both.Python, "trading.log");
        Assert.Equal("Traceback (most recent call last):", python[1]);
        Assert.Equal("2025-12-18 10:30:46 | INFO     | forged", python[^1]);
        Assert.Equal(
            ["    ValueError: bad", "    2025-12-18 10:30:46 | INFO     | forged", "      at A"],
            LogFiles.Lines(both.Core, "trading.log")[1..]);
    }

    [Fact]
    public void The_text_log_shows_whole_seconds_as_in_the_specification_s_example()
    {
        PythonLogging.RunCode(
            """
            import logging
            record = logging.makeLogRecord({"msg": "m", "created": 1766050245.5, "msecs": 500.0})
            print(logging.Formatter("%(asctime)s").format(record))
            """,
            input: string.Empty,
            out string python);
        using var both = new BothLoggings();
        CoreLogging.Run(Message("m"), both.Core);

        Assert.Equal("2025-12-18 09:30:45,500", python.TrimEnd());
        Assert.StartsWith("2025-12-18 10:30:45 | ", LogFiles.Text(both.Core, "trading.log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Files_are_UTF_8_with_line_feeds_whatever_the_machine_s_language(string language)
    {
        using var both = new BothLoggings();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        try
        {
            CoreLogging.Run(Message("é"), both.Core);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("2025-12-18 10:30:45 | ERROR    | trading:1 | é\n"u8, LogFiles.Read(both.Core, "trading.log"));
    }

    private static LogScenario Message(string text, ErrorDetails? error = null) =>
        new([new MessageStep(Start, LogLevel.Error, "trading", text, Line: 1, error)]);
}
