namespace TradingLogging.Analytics.Facts;

/// <summary>What a member of an event means for the ledger. Texts come first, then numbers.</summary>
/// <remarks>What nearly every event has stands side by side: facts are made on one processor and used on another, which
/// fetches them by 64 bytes.</remarks>
internal enum MemberField
{
    /// <summary>Not read.</summary>
    None,
    Symbol,
    Strategy,
    Side,
    ExecutionId,
    OrderId,
    ClientOrderId,
    OriginalOrderId,
    NewOrderId,
    ExecutionReference,
    PositionId,
    Account,
    Venue,
    Currency,
    EventTime,
    PositionSide,
    FeeCurrency,
    PnlCurrency,
    ExecutionType,
    TransactionType,
    ReduceOnly,
    PositionEffect,
    Status,

    /// <summary>The first number.</summary>
    Quantity,
    Price,
    AveragePrice,
    LimitPrice,
    EntryPrice,
    ExitPrice,
    CumulativeQuantity,
    LeavesQuantity,
    OrderQuantity,
    Pnl,
    GrossPnl,
    NetPnl,
    Fee,
    Rebate,
    Rate,

    /// <summary>The last number.</summary>
    Multiplier,
}
