namespace TradingLogging.Formatting;

/// <summary>Turns a record into the bytes of a log (Python's <c>logging.Formatter</c>).</summary>
public abstract class LogFormatter
{
    /// <summary>Writes the record, with the line feed that ends it, behind what the buffer already holds.
    /// Called by several threads at once, each with a buffer of its own.</summary>
    /// <param name="record">The record.</param>
    /// <param name="buffer">Where the UTF-8 goes.</param>
    public abstract void Format(in LogRecord record, Utf8Buffer buffer);
}
