namespace TradingLogging.Logging;

/// <summary>Passes exactly the records of the logger named <c>trades</c>, so that the trade log stays pure.</summary>
public sealed class TradeLogFilter : LogFilter
{
    /// <summary>The name of the logger whose records are trade events.</summary>
    public const string TradesLoggerName = "trades";

    /// <inheritdoc/>
    public override bool Filter(in LogRecord record) =>
        string.Equals(record.LoggerName, TradesLoggerName, StringComparison.Ordinal);
}
