using System.Text;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <summary>A record could not be written to one of its destinations. The message names the destination, the cause and
/// the record.</summary>
public sealed class LogWriteException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Destination, cause and record in one sentence.</param>
    /// <param name="path">The full path of the log file; null for the console.</param>
    /// <param name="innerException">The cause.</param>
    public LogWriteException(string message, string? path, Exception? innerException = null)
        : base(SecretMask.ToVisible(message), innerException)
    {
        Path = path;
    }

    /// <summary>The full path of the log file; null for the console.</summary>
    public string? Path { get; }

    /// <summary>Whether the record is a trade event whose line is in the trade log. Then only a copy, on the console or
    /// in the text log, failed, and a second call would write the event twice.</summary>
    public bool IsTradeEventWritten { get; init; }
}

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
        string what = records == 1
            ? string.Empty
            : FormattableString.Invariant($"{records} records, the first of them ");
        return $"Not written: {what}{LogLevelName.Of(record.Level)} {record.LoggerName}: "
            + $"{Encoding.UTF8.GetString(buffer.Written)}";
    }
}
