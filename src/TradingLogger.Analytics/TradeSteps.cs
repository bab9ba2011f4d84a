namespace TradingLogging.Analytics;

/// <summary>The actions that the measurement knows, without regard to case.</summary>
internal static class TradeSteps
{
    private static readonly Dictionary<string, TradeActionKind> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SIGNAL_GENERATED"] = TradeActionKind.Signal,
        ["ORDER_PLACED"] = TradeActionKind.OrderPlaced,
        ["ORDER_FILLED"] = TradeActionKind.OrderFilled,
        ["ORDER_PARTIALLY_FILLED"] = TradeActionKind.OrderPartlyFilled,
        ["ORDER_CANCELLED"] = TradeActionKind.OrderEnded,
        ["ORDER_CANCELED"] = TradeActionKind.OrderEnded,
        ["ORDER_REJECTED"] = TradeActionKind.OrderEnded,
        ["ORDER_EXPIRED"] = TradeActionKind.OrderEnded,
        ["POSITION_OPENED"] = TradeActionKind.PositionOpened,
        ["POSITION_CLOSED"] = TradeActionKind.PositionClosed,
    };

    /// <summary>The step of an action; <see cref="TradeActionKind.Other"/> for one that is not known.</summary>
    public static TradeActionKind Of(string action) => Known.TryGetValue(action, out TradeActionKind step) ? step : TradeActionKind.Other;
}
