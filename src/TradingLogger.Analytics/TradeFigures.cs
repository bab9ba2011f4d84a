namespace TradingLogging.Analytics;

/// <summary>The figures of a set of events: all of them, or those of one symbol, strategy or day. Amounts are exact decimals
/// in the currency of the log; nothing is converted.</summary>
public record TradeFigures
{
    /// <summary>What the events have in common, such as a symbol; empty for events that have none, and for all.</summary>
    public string Name { get; init; } = "";

    /// <summary>All events.</summary>
    public long Events { get; init; }

    /// <summary>Events <c>SIGNAL_GENERATED</c>.</summary>
    public long Signals { get; init; }

    /// <summary>Orders placed: events <c>ORDER_PLACED</c>, each <c>order_id</c> once.</summary>
    public long OrdersPlaced { get; init; }

    /// <summary>Of the orders placed, those filled completely.</summary>
    public long OrdersFilled { get; init; }

    /// <summary>Of the orders placed, those that were cancelled or rejected, or expired, before they were filled
    /// completely.</summary>
    public long OrdersEnded { get; init; }

    /// <summary>Of the orders placed, those that are neither filled nor ended.</summary>
    public long OrdersOpen => OrdersPlaced - OrdersFilled - OrdersEnded;

    /// <summary>Orders filled by orders placed, 0 to 1; null without orders.</summary>
    public decimal? FillRatio => ExactNumber.Divide(OrdersFilled, OrdersPlaced);

    /// <summary>Events <c>ORDER_FILLED</c> and <c>ORDER_PARTIALLY_FILLED</c>.</summary>
    public long Fills { get; init; }

    /// <summary>Events <c>POSITION_CLOSED</c>.</summary>
    public long PositionsClosed { get; init; }

    /// <summary>Closes with a pnl above 0.</summary>
    public long Wins { get; init; }

    /// <summary>Closes with a pnl below 0.</summary>
    public long Losses { get; init; }

    /// <summary>Closes with a pnl of 0.</summary>
    public long Evens { get; init; }

    /// <summary>Wins by closes that have a pnl, 0 to 1; null without such closes.</summary>
    public decimal? WinRate => ExactNumber.Divide(Wins, Wins + Losses + Evens);

    /// <summary>The sum of all pnl above 0.</summary>
    public decimal GrossProfit { get; init; }

    /// <summary>The sum of all pnl below 0, as a number of 0 or above.</summary>
    public decimal GrossLoss { get; init; }

    /// <summary>The sum of all pnl, before fees.</summary>
    public decimal GrossPnl { get; init; }

    /// <summary>The sum of all fees; a rebate is negative.</summary>
    public decimal Fees { get; init; }

    /// <summary>Gross pnl less fees.</summary>
    public decimal NetPnl { get; init; }

    /// <summary>Gross profit by gross loss; null without a loss.</summary>
    public decimal? ProfitFactor => ExactNumber.Divide(GrossProfit, GrossLoss);

    /// <summary>The largest fall of the running net pnl from a former peak, the start at 0 included; 0 or above.</summary>
    public decimal MaxDrawdown { get; init; }

    /// <summary>The sum of price times quantity over all fills that have both.</summary>
    public decimal Turnover { get; init; }
}
