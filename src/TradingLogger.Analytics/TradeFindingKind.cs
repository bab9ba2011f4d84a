namespace TradingLogging.Analytics;

/// <summary>What does not reconcile in a trade log.</summary>
public enum TradeFindingKind
{
    /// <summary>A line of the log that is no event: torn, damaged or foreign.</summary>
    DamagedLine,

    /// <summary>A fill whose <c>order_id</c> no order before it has, or that has none.</summary>
    FillWithoutOrder,

    /// <summary>A fill beyond its order's quantity, or of an order that was filled or ended already.</summary>
    FillBeyondOrder,

    /// <summary>A close of a position that is not open, or of more than is open.</summary>
    CloseWithoutPosition,

    /// <summary>A second order with the <c>order_id</c> of an earlier one.</summary>
    DuplicateOrderId,

    /// <summary>An order without <c>order_id</c>: no fill can be told to be its own.</summary>
    OrderWithoutId,

    /// <summary>A line logged more than a second before the line above it, or a fill that happened before its order.</summary>
    OutOfTimeOrder,

    /// <summary>A price, quantity, pnl or fee that is no number, or a close without pnl: it is missing in the sums.</summary>
    UnusableValue,
}
