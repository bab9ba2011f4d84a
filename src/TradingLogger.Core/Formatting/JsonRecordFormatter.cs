using TradingLogging.Json;
using TradingLogging.Json.Converters;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The form of the records of <c>trading.log</c> (setting <c>text_format</c>).</summary>
public enum TextFormat
{
    /// <summary>A line for people: <c>2025-12-18 10:30:45 | INFO     | trading.signals:87 | message</c>. The
    /// default.</summary>
    Text,

    /// <summary>One JSON object on one line, for programs.</summary>
    Json,
}

/// <summary>Writes a record of <c>trading.log</c> as one JSON object: <c>timestamp</c>, <c>level</c>, <c>logger</c>,
/// <c>line</c>, <c>message</c>, the members, those of the context, <c>error</c>. A trade event has <c>event</c> instead
/// of a message.</summary>
/// <param name="form">How the timestamp is written.</param>
/// <param name="maxRecordBytes">The longest line without its error, in bytes; a longer message is cut and the line
/// marked. An error has at least 1,024 bytes, and so has a message.</param>
/// <param name="mask">Masks what is left of secrets in an error.</param>
internal sealed class JsonRecordFormatter(TimestampForm form, int maxRecordBytes, SecretMask mask) : LogFormatter
{
    private const int LeastOfPart = 1024;
    private const int LongestName = 1024;

    // An error caused by an error takes two levels.
    private static readonly TradeLineLimits Limits = new() { MaxDepth = 64 };

    /// <inheritdoc/>
    public override void Format(in LogRecord record, Utf8Buffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        LineTools tools = LineTools.Rent(buffer);
        JsonLine line = tools.Line;
        int start = buffer.Length;
        try
        {
            line.Begin(
                maxRecordBytes + record.TradeLine.Length + LeastOfPart,
                Limits.MaxDepth,
                Limits.MaxNodes,
                mask,
                ReservedNames.None);
            line.OpenRoot(null);
            WriteOpening(record, buffer);
            if (record.IsTradeEvent)
                WriteEvent(record, buffer);
            else
                WriteMessage(record, line, start);
            line.CloseRoot();
        }
        finally
        {
            tools.Return(line);
        }

        buffer.Write((byte)'\n');
    }

    private static void WriteEvent(in LogRecord record, Utf8Buffer buffer)
    {
        buffer.Write(", \"event\": "u8);
        buffer.Write(record.TradeLine);
    }

    private void WriteOpening(in LogRecord record, Utf8Buffer buffer)
    {
        buffer.Write(TradeLineFormat.Opening);
        TimestampWriter.Write(buffer, record.Timestamp, form);
        buffer.Write("\", \"level\": "u8);
        JsonStringWriter.TryWrite(buffer, LogLevelName.Of(record.Level).AsSpan(), buffer.Length + LongestName);
        buffer.Write(", \"logger\": "u8);
        JsonStringWriter.TryWrite(buffer, record.LoggerName.AsSpan(), buffer.Length + LongestName);
        buffer.Write(", \"line\": "u8);
        NumberText.Write(buffer, record.LineNumber);
    }

    private void WriteMessage(in LogRecord record, JsonLine line, int start)
    {
        Utf8Buffer buffer = line.Buffer;
        int reserved = record.Data.All.Length + (record.Error is null ? 0 : LeastOfPart);
        int end = Math.Max(buffer.Length + LeastOfPart, start + maxRecordBytes - reserved);
        buffer.Write(", \"message\": "u8);
        if (!JsonStringWriter.TryWrite(buffer, record.Message.AsSpan(), end) || record.Data.IsTruncated)
            line.MarkTruncated();
        line.Members(record.Data.All);
        if (record.Error is { } error)
            line.Member("error", new WholeError(error));
    }
}
