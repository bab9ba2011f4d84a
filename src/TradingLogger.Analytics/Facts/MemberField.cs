namespace TradingLogging.Analytics.Facts;

/// <summary>What a member of an event means for the ledger. Texts come first, then numbers.</summary>
internal enum MemberField
{
    /// <summary>Not read.</summary>
    None,
    EventTime,
    Symbol,
    Strategy,
    Account,
    Venue,
    Side,
    PositionSide,
    OrderId,
    ClientOrderId,
    OriginalOrderId,
    NewOrderId,
    ExecutionId,
    ExecutionReference,
    PositionId,
    FeeCurrency,
    PnlCurrency,
    Currency,
    ExecutionType,
    TransactionType,
    ReduceOnly,
    Status,

    /// <summary>The first number.</summary>
    Quantity,
    CumulativeQuantity,
    LeavesQuantity,
    OrderQuantity,
    Price,
    AveragePrice,
    LimitPrice,
    EntryPrice,
    ExitPrice,
    Pnl,
    GrossPnl,
    NetPnl,
    Fee,
    Rebate,
    Rate,

    /// <summary>The last number.</summary>
    Multiplier,
}
