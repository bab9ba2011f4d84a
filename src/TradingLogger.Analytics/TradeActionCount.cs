namespace TradingLogging.Analytics;

/// <summary>How many events there are of an action and a symbol.</summary>
/// <param name="Action">The action, as written.</param>
/// <param name="Symbol">The symbol; empty for events that have none.</param>
/// <param name="Count">How many.</param>
public sealed record TradeActionCount(string Action, string Symbol, long Count);
