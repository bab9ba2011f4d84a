using System.Text;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Handlers;

/// <summary>Names a record in an error message, in one short line.</summary>
internal static class RecordSummary
{
    private const int MaximumBytes = 300;

    public static string Of(in LogRecord record, int records = 1)
    {
        string content = record.IsTradeEvent
            ? Encoding.UTF8.GetString(record.TradeLine[..Math.Min(record.TradeLine.Length, MaximumBytes + 1)])
            : record.Message;
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, content.AsSpan(), MaximumBytes);
        string what = records == 1 ? string.Empty : FormattableString.Invariant($"{records} records, the first of them ");
        return $"Not written: {what}{LogLevelName.Of(record.Level)} {record.LoggerName}: {Encoding.UTF8.GetString(buffer.Written)}";
    }
}
