using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes a record of the trade log as one JSON object on one line.</summary>
/// <param name="writer">Writes the JSON of records that are no trade events but text messages.</param>
public sealed class TradeLineFormatter(TradeLineWriter writer) : LogFormatter
{
    /// <inheritdoc/>
    public override void Format(in LogRecord record, Utf8Buffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (record.IsTradeEvent)
            buffer.Write(record.TradeLine);
        else
            writer.WriteMessage(buffer, record);
        buffer.Write((byte)'\n');
    }

    internal override ReadOnlySpan<byte> FindFormatted(in LogRecord record) => record.TradeLineWithFeed;
}
