using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes a record as a line of text; the details of an error follow as indented lines.</summary>
/// <param name="layout">The form of the line.</param>
/// <param name="maxRecordBytes">The longest message, and the longest text of an error, in bytes, and of both together but for
/// 1,024 that an error always has; what is longer is cut and marked. At least 1,024, which is also the longest name.</param>
public sealed class TextLineFormatter(TextLayout layout, int maxRecordBytes = 262_144) : LogFormatter
{
    private const int LevelWidth = 8;
    private const int NameWidth = 20;
    private const int LongestName = 1024;
    private const int LeastOfError = 1024;

    private static ReadOnlySpan<byte> Separator => " | "u8;

    /// <inheritdoc/>
    public override void Format(in LogRecord record, Utf8Buffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        int start = buffer.Length;
        TimestampWriter.WriteSeconds(buffer, record.Timestamp, (byte)' ');
        WriteLevel(buffer, record.Level);
        WriteSource(record, buffer);
        buffer.Write(Separator);
        if (record.IsTradeEvent)
            buffer.Write(record.TradeLine);
        else
            TextEscaping.Write(buffer, record.Message.AsSpan(), maxRecordBytes);
        buffer.Write((byte)'\n');
        if (record.Error is not null)
            ErrorLines.Write(buffer, record.Error, Math.Max(LeastOfError, maxRecordBytes - (buffer.Length - start)));
    }

    // What stands between the time and the logger's name, for the levels that nearly all records have.
    private static void WriteLevel(Utf8Buffer buffer, LogLevel level)
    {
        switch (level)
        {
            case LogLevel.Debug: buffer.Write(" | DEBUG    | "u8); break;
            case LogLevel.Info: buffer.Write(" | INFO     | "u8); break;
            case LogLevel.Warning: buffer.Write(" | WARNING  | "u8); break;
            case LogLevel.Error: buffer.Write(" | ERROR    | "u8); break;
            case LogLevel.Critical: buffer.Write(" | CRITICAL | "u8); break;
            default:
                buffer.Write(Separator);
                WritePadded(buffer, LogLevelName.Of(level), LevelWidth);
                buffer.Write(Separator);
                break;
        }
    }

    private static void WritePadded(Utf8Buffer buffer, string text, int width)
    {
        TextEscaping.Write(buffer, text.AsSpan(), LongestName);
        int missing = width - CodePoints(text);
        if (missing <= 0)
            return;
        buffer.GetSpan(missing).Slice(0, missing).Fill((byte)' ');
        buffer.Advance(missing);
    }

    // As Python pads: by code points.
    private static int CodePoints(string text)
    {
        int count = text.Length;
        foreach (char unit in text)
        {
            if (char.IsLowSurrogate(unit))
                count--;
        }

        return count;
    }

    private void WriteSource(in LogRecord record, Utf8Buffer buffer)
    {
        if (layout == TextLayout.Console)
        {
            WritePadded(buffer, record.LoggerName, NameWidth);
            return;
        }

        TextEscaping.Write(buffer, record.LoggerName.AsSpan(), LongestName);
        buffer.Write((byte)':');
        NumberText.Write(buffer, record.LineNumber);
    }
}
