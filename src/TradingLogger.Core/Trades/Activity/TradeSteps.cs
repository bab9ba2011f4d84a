namespace TradingLogging;

/// <summary>The actions that the measurement knows, without regard to case.</summary>
internal static class TradeSteps
{
    private static readonly Dictionary<string, TradeStep> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SIGNAL_GENERATED"] = TradeStep.Signal,
        ["ORDER_PLACED"] = TradeStep.OrderPlaced,
        ["ORDER_FILLED"] = TradeStep.OrderFilled,
        ["ORDER_PARTIALLY_FILLED"] = TradeStep.OrderPartlyFilled,
        ["ORDER_CANCELLED"] = TradeStep.OrderEnded,
        ["ORDER_CANCELED"] = TradeStep.OrderEnded,
        ["ORDER_REJECTED"] = TradeStep.OrderEnded,
        ["ORDER_EXPIRED"] = TradeStep.OrderEnded,
        ["POSITION_OPENED"] = TradeStep.PositionOpened,
        ["POSITION_CLOSED"] = TradeStep.PositionClosed,
    };

    /// <summary>The step of an action; <see cref="TradeStep.Other"/> for one that is not known.</summary>
    public static TradeStep Of(string action) => Known.TryGetValue(action, out TradeStep step) ? step : TradeStep.Other;
}
