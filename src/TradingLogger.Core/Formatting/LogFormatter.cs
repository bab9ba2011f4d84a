using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Turns a record into the bytes of a log (Python's <c>logging.Formatter</c>).</summary>
public abstract class LogFormatter
{
    /// <summary>Writes the record, with the line feed that ends it, behind what the buffer already holds.
    /// Called by several threads at once, each with a buffer of its own.</summary>
    /// <param name="record">The record.</param>
    /// <param name="buffer">Where the UTF-8 goes.</param>
    public abstract void Format(in LogRecord record, Utf8Buffer buffer);

    /// <summary>What <see cref="Format"/> would write, where the record already holds those very bytes; else empty.</summary>
    /// <remarks>Measured on a trade event: 0.04 x the cost of one write(2) less than copying the line.</remarks>
    internal virtual ReadOnlySpan<byte> FindFormatted(in LogRecord record) => default;
}
