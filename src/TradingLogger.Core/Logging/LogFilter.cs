namespace TradingLogging.Logging;

/// <summary>Decides whether a handler takes a record (Python's <c>logging.Filter</c>).</summary>
public abstract class LogFilter
{
    /// <summary>Decides on one record. Called by several threads at once.</summary>
    /// <param name="record">The record.</param>
    /// <returns>True to let the record pass, false to keep it out.</returns>
    public abstract bool Filter(in LogRecord record);
}
