using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Tests.Formatting;

/// <summary>Text lines for tests, as strings.</summary>
internal static class TextLines
{
    public static readonly DateTimeOffset Moment = new(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));

    public static string Escape(string text, int maxBytes = int.MaxValue)
    {
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, text.AsSpan(), maxBytes);
        return Text(buffer);
    }

    public static string Format(
        string message,
        ErrorDetails? error = null,
        TextLayout layout = TextLayout.File,
        string logger = "trading.signals",
        LogLevel level = LogLevel.Info,
        int maxRecordBytes = 262_144)
    {
        var buffer = new Utf8Buffer();
        new TextLineFormatter(layout, maxRecordBytes).Format(
            new LogRecord(Moment, level, logger, message, lineNumber: 87, error), buffer);
        return Text(buffer);
    }

    public static string Text(Utf8Buffer buffer) => Encoding.UTF8.GetString(buffer.Written);
}
