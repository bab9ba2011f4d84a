namespace TradingLogging.Analytics;

/// <summary>What an event means for the measurement.</summary>
internal enum TradeActionKind
{
    /// <summary>An action that is only counted.</summary>
    Other,

    /// <summary>A strategy wants to trade.</summary>
    Signal,

    /// <summary>An order was sent.</summary>
    OrderPlaced,

    /// <summary>An order was executed, as a whole or with the quantity of the event.</summary>
    OrderFilled,

    /// <summary>A part of an order was executed.</summary>
    OrderPartlyFilled,

    /// <summary>An order was cancelled, refused, or ran out.</summary>
    OrderEnded,

    /// <summary>A position was opened.</summary>
    PositionOpened,

    /// <summary>A position was closed, as a whole or with the quantity of the event.</summary>
    PositionClosed,
}
