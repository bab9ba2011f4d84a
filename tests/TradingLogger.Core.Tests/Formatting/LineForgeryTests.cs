using System.Globalization;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Tests.Specification;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

/// <summary>Every code unit of UTF-16, and pairs of them, in every field of both logs and of the console.</summary>
public sealed class LineForgeryTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_code_unit_in_every_field_leaves_one_line_for_each_record() =>
        AssertOneLineEach([.. Enumerable.Range(0, 0x10000).Select(unit => ((char)unit).ToString())]);

    [Fact]
    public void Pairs_of_surrogates_in_every_field_leave_one_line_for_each_record() =>
        AssertOneLineEach([.. PlaneSample().Select(char.ConvertFromUtf32), "\ude00\ud83d", "\ud83d\ud83d", "\ud83d\n"]);

    [Fact]
    public void Every_code_unit_in_errors_and_warnings_leaves_one_visible_line()
    {
        for (int unit = 0; unit <= char.MaxValue; unit++)
        {
            string text = "a" + (char)unit + "b";
            AssertVisible(new LogWriteException(text, text).Message, unit);
            AssertVisible(new ConfigurationException(text).Message, unit);
            AssertVisible(
                new TradingLogging.Storage.Platform.FileOperationException($"'/logs/{text}': no room").Message,
                unit);
            AssertVisible(MessageText.Of(text), unit);
            HostOutput.Warn(text);
        }

        Assert.Equal(0x10000, _output.Warnings.Count);
        for (int unit = 0; unit <= char.MaxValue; unit++)
            AssertVisible(_output.Warnings[unit], unit);
    }

    [Fact]
    public void A_line_of_an_error_cannot_pass_for_a_record()
    {
        const string forged = "2025-12-18 10:30:45 | INFO     | trading:1 | forged";
        using (var session = new TestSession(Config()))
        {
            foreach (string end in (string[])
            [
                "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\n\n  ", "\n\t",
            ])
            {
                session.GetLogger("a")
                    .Log(
                        LogLevel.Error,
                        "x",
                        new ErrorDetails($"T{end}{forged}", $"m{end}{forged}", end + forged, end + forged));
            }
        }

        string[] lines = _folder.Lines("trading.log");
        Assert.Equal(10, lines.Count(line => !line.StartsWith("    ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.StartsWith(forged, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_unit_in_the_name_of_a_logger_leaves_one_line()
    {
        var buffer = new Utf8Buffer();
        foreach (TextLayout layout in (TextLayout[])[TextLayout.Console, TextLayout.File])
        {
            var formatter = new TextLineFormatter(layout);
            for (int unit = 0; unit <= char.MaxValue; unit++)
                formatter.Format(new LogRecord(TradeLines.Moment, LogLevel.Info, "a" + (char)unit + "b", "x"), buffer);
        }

        AssertLines(TradeLines.Text(buffer), 2 * 0x10000);
    }

    private static IEnumerable<int> PlaneSample() =>
        Enumerable.Range(0x10000, 0x100000).Where(codePoint =>
            codePoint is (>= 0xE0000 and < 0xE1000) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A)
                || codePoint % 257 == 0);

    private static void AssertVisible(string text, int unit)
    {
        foreach (char c in text)
        {
            if (IsInvisible(CharUnicodeInfo.GetUnicodeCategory(c)) || c is >= '\ufe00' and <= '\ufe0f')
                Assert.Fail(FormattableString.Invariant($"U+{unit:X4} appears raw."));
        }
    }

    private static bool EndsLine(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2028' or '\u2029';

    private static bool IsInvisible(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    private static void AssertLines(string text, int expected)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, lines.Count(line => !line.StartsWith("    ", StringComparison.Ordinal)));
        foreach (string line in lines)
        {
            Assert.DoesNotContain(line, EndsLine);
            for (int i = 0; i < line.Length; i += char.IsSurrogatePair(line, i) ? 2 : 1)
                Assert.False(IsInvisible(CharUnicodeInfo.GetUnicodeCategory(line, i)), line);
        }
    }

    private LoggingConfig Config() => new()
    {
        LogDirectory = _folder.FullName,
        LogLevel = LogLevel.Debug,
        MaxBytes = 0,
        PropagateTrades = false,
    };

    private void AssertOneLineEach(string[] characters)
    {
        using (var session = new TestSession(Config()))
        {
            Logger logger = session.GetLogger("trading");
            foreach (string character in characters)
                LogInEveryField(session, logger, character);
        }

        AssertLines(_folder.Text("trading.log"), characters.Length * 3);
        AssertLines(string.Join('\n', _output.Lines.Select(line => line.Line)), characters.Length * 2);
        AssertLines(_folder.Text("trades.log"), characters.Length * 3);
        Assert.True(
            Encoding.UTF8.GetBytes(_folder.Text("trades.log")).All(b => b is (byte)'\n' or (>= 0x20 and < 0x7F)));
    }

    private static void LogInEveryField(TestSession session, Logger logger, string character)
    {
        string text = "a" + character + "b";
        logger.Info(text);
        logger.Log(
            LogLevel.Error,
            "x",
            new ErrorDetails(text, "m" + character + "n", Position: character + "p", StackTrace: "s" + character));
        session.MeasureTime(text).Stop(isFailed: false);
        session.LogTrade(text, null);
        session.LogTrade("X", new Dictionary<string, object?> { [text] = 1, ["v"] = text });
        session.GetLogger("trades").Info(text);
    }
}
