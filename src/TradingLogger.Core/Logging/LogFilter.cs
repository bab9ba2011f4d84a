namespace TradingLogging.Logging;

/// <summary>Decides whether a handler takes a record (Python's <c>logging.Filter</c>).</summary>
public abstract class LogFilter
{
    /// <summary>Decides on one record. Called by several threads at once.</summary>
    /// <param name="record">The record.</param>
    /// <returns>True to pass the record, false to reject it.</returns>
    public abstract bool Filter(in LogRecord record);
}

/// <summary>Passes only the records of the logger <c>trades</c>, so that the trade log has nothing else.</summary>
public sealed class TradeLogFilter : LogFilter
{
    /// <summary>The name of the logger whose records are trade events.</summary>
    public const string TradesLoggerName = "trades";

    /// <inheritdoc/>
    public override bool Filter(in LogRecord record) =>
        string.Equals(record.LoggerName, TradesLoggerName, StringComparison.Ordinal);
}
