using TradingLogging.Logging;

namespace TradingLogging.Reading;

/// <summary>One record of <c>trading.log</c>.</summary>
/// <param name="Timestamp">The moment of logging, to the second. The log has the writer's wall clock; it is taken for this
/// machine's.</param>
/// <param name="Level">The level; by its number for a level without a name.</param>
/// <param name="Logger">The dotted name of the logger.</param>
/// <param name="Line">The line of the script or source that logged; 0 when there was none.</param>
/// <param name="Message">The message, and the lines that belong to it (of an exception, for example) each behind a line
/// feed.</param>
/// <param name="Location">Where the record begins.</param>
public sealed record TradingLogEntry(
    DateTimeOffset Timestamp,
    LogLevel Level,
    string Logger,
    int Line,
    string Message,
    LogLocation Location);
