namespace TradingLogging.Analytics;

/// <summary>A point of the equity curve.</summary>
/// <param name="Number">The number of the change, from 1, in the order of the log.</param>
/// <param name="Time">When it happened.</param>
/// <param name="NetPnl">The sum of all pnl less all fees up to then.</param>
public sealed record TradeEquityPoint(long Number, DateTimeOffset Time, decimal NetPnl);
