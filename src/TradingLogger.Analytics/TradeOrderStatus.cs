namespace TradingLogging.Analytics;

/// <summary>What became of an order.</summary>
public enum TradeOrderStatus
{
    /// <summary>Placed, and nothing since.</summary>
    Open,

    /// <summary>A part of its quantity is filled.</summary>
    PartlyFilled,

    /// <summary>All of its quantity is filled.</summary>
    Filled,

    /// <summary>Cancelled, rejected or expired before it was filled completely.</summary>
    Ended,
}
