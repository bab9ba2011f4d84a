using TradingLogging.Analytics.Numbers;
using TradingLogging.Text;

namespace TradingLogging.Analytics.Figures;

/// <summary>The figures of a set of events: all of them, or those of one symbol, strategy or day. Amounts are exact
/// decimals.</summary>
public record TradeFigures
{
    /// <summary>What the events have in common, such as a symbol; empty for events that have none, and for
    /// all.</summary>
    public string Name { get; init; } = "";

    /// <summary>All events.</summary>
    public long Events { get; init; }

    /// <summary>Events <c>SIGNAL_GENERATED</c>.</summary>
    public long Signals { get; init; }

    /// <summary>Orders placed, each once.</summary>
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

    /// <summary>Fills that are counted: each execution once.</summary>
    public long Fills { get; init; }

    /// <summary>Closes that are counted: events <c>POSITION_CLOSED</c>, and exits by fills that no such event was
    /// logged for.</summary>
    public long PositionsClosed { get; init; }

    /// <summary>Closes with a pnl above 0.</summary>
    public long Wins { get; init; }

    /// <summary>Closes with a pnl below 0.</summary>
    public long Losses { get; init; }

    /// <summary>Closes with a pnl of 0.</summary>
    public long Evens { get; init; }

    /// <summary>Wins by closes that have a pnl, 0 to 1; null without such closes.</summary>
    public decimal? WinRate => ExactNumber.Divide(Wins, Wins + Losses + Evens);

    /// <summary>The amounts of each currency, by its name. Amounts of different currencies are never added.</summary>
    public IReadOnlyList<TradeAmounts> ByCurrency
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeAmounts>([]);

    /// <summary>The currency of the amounts below; empty when it is not known, null when there are several: then the
    /// amounts below are null, and <see cref="ByCurrency"/> has them.</summary>
    public string? Currency => ByCurrency.Count switch
    {
        0 => "",
        1 => ByCurrency[0].Currency,
        _ => null,
    };

    /// <summary>The sum of all pnl of closes above 0.</summary>
    public decimal? GrossProfit => Only?.GrossProfit;

    /// <summary>The sum of all pnl of closes below 0, as a number of 0 or above.</summary>
    public decimal? GrossLoss => Only?.GrossLoss;

    /// <summary>The sum of all pnl, before fees.</summary>
    public decimal? GrossPnl => Only?.GrossPnl;

    /// <summary>The part of <see cref="GrossPnl"/> that stands in the log.</summary>
    public decimal? LoggedPnl => Only?.LoggedPnl;

    /// <summary>The part of <see cref="GrossPnl"/> that was computed from fills, for exits whose pnl is not
    /// logged.</summary>
    public decimal? ComputedPnl => Only?.ComputedPnl;

    /// <summary>The sum of all fees; a rebate is negative.</summary>
    public decimal? Fees => Only?.Fees;

    /// <summary>Gross pnl less fees.</summary>
    public decimal? NetPnl => Only?.NetPnl;

    /// <summary>Gross profit by gross loss; null without a loss.</summary>
    public decimal? ProfitFactor => Only?.ProfitFactor;

    /// <summary>The largest fall of the running net pnl from a former peak, the start at 0 included; 0 or
    /// above.</summary>
    public decimal? MaxDrawdown => Only?.MaxDrawdown;

    /// <summary>The sum of price times quantity over all fills that have both.</summary>
    public decimal? Turnover => Only?.Turnover;

    /// <summary>Name, closes and net pnl, for people.</summary>
    public sealed override string ToString() =>
        FormattableString.Invariant($"{Name}: {PositionsClosed} closed, net {ByCurrency}").TrimStart(':', ' ');

    private TradeAmounts? Only => ByCurrency.Count switch
    {
        0 => TradeAmounts.Nothing,
        1 => ByCurrency[0],
        _ => null,
    };
}

/// <summary>The amounts of one currency.</summary>
public sealed record TradeAmounts
{
    internal static TradeAmounts Nothing { get; } = new();

    /// <summary>The currency; empty when it is not known.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The sum of all pnl of closes above 0.</summary>
    public decimal GrossProfit { get; init; }

    /// <summary>The sum of all pnl of closes below 0, as a number of 0 or above.</summary>
    public decimal GrossLoss { get; init; }

    /// <summary>The sum of all pnl, before fees.</summary>
    public decimal GrossPnl { get; init; }

    /// <summary>The part of the gross pnl that stands in the log.</summary>
    public decimal LoggedPnl { get; init; }

    /// <summary>The part of the gross pnl that was computed from fills.</summary>
    public decimal ComputedPnl { get; init; }

    /// <summary>The sum of all fees; a rebate is negative.</summary>
    public decimal Fees { get; init; }

    /// <summary>Gross pnl less fees.</summary>
    public decimal NetPnl { get; init; }

    /// <summary>Gross profit by gross loss; null without a loss.</summary>
    public decimal? ProfitFactor => ExactNumber.Divide(GrossProfit, GrossLoss);

    /// <summary>The largest fall of the running net pnl from a former peak, the start at 0 included; 0 or
    /// above.</summary>
    public decimal MaxDrawdown { get; init; }

    /// <summary>The sum of price times quantity over all fills that have both.</summary>
    public decimal Turnover { get; init; }

    /// <summary>The net pnl with its currency, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{NetPnl} {Currency}").TrimEnd();
}
