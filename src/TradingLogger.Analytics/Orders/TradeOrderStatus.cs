namespace TradingLogging.Analytics.Orders;

/// <summary>What became of an order.</summary>
public enum TradeOrderStatus
{
    /// <summary>Placed, and nothing since.</summary>
    Open,

    /// <summary>A part of its quantity is filled.</summary>
    PartlyFilled,

    /// <summary>All of its quantity is filled.</summary>
    Filled,

    /// <summary>Cancelled before it was filled completely.</summary>
    Cancelled,

    /// <summary>Refused by the venue.</summary>
    Rejected,

    /// <summary>Ran out before it was filled completely.</summary>
    Expired,
}
