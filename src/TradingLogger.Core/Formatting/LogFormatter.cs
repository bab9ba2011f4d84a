using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Turns a record into the bytes of a log (Python's <c>logging.Formatter</c>).</summary>
internal abstract class LogFormatter
{
    /// <summary>Appends the record and its line feed to the buffer. Called by several threads at once, each with its
    /// own buffer.</summary>
    /// <param name="record">The record.</param>
    /// <param name="buffer">Where the UTF-8 goes.</param>
    public abstract void Format(in LogRecord record, Utf8Buffer buffer);

    /// <summary>Whether the members of messages are written (<see cref="LogRecord.Members"/>), beside those that the
    /// message of a template does not tell.</summary>
    internal virtual bool WritesMembers => true;

    /// <summary>The bytes that <see cref="Format"/> would write, if the record holds them already; else empty. Saves a
    /// copy.</summary>
    internal virtual ReadOnlySpan<byte> FindFormatted(in LogRecord record) => default;

    /// <summary>The same for all events of a batch.</summary>
    internal virtual ReadOnlySpan<byte> FindFormatted(in LogBatch batch) => default;
}

/// <summary>Writes a record of the trade log as one JSON object on one line.</summary>
/// <param name="writer">Writes the JSON of records that are no trade events but text messages.</param>
internal sealed class TradeLineFormatter(TradeLineWriter writer) : LogFormatter
{
    /// <inheritdoc/>
    public override void Format(in LogRecord record, Utf8Buffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ReadOnlySpan<byte> stored = record.StoredLine;
        if (!stored.IsEmpty)
        {
            buffer.Write(stored);
            return;
        }

        if (record.IsTradeEvent)
            buffer.Write(record.TradeLine);
        else
            writer.WriteMessage(buffer, record);
        buffer.Write((byte)'\n');
    }

    internal override ReadOnlySpan<byte> FindFormatted(in LogRecord record) => record.StoredLine;

    internal override ReadOnlySpan<byte> FindFormatted(in LogBatch batch) => batch.StoredLines;
}
