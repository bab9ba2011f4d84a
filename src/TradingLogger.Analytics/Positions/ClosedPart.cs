using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>A part of a position that has been closed, by a fill, by an event, or by both. One object serves for
/// several parts, one after the other.</summary>
internal sealed class ClosedPart
{
    public OrderRef Entry { get; private set; }

    public string? Strategy { get; private set; }

    /// <summary>The exit fill; none as long as only the close is logged.</summary>
    public EventMark Exit { get; set; }

    public OrderRef ExitOrder { get; set; }

    public decimal Quantity { get; set; }

    /// <summary>What was paid or got when it was opened; null when that is not known.</summary>
    public decimal? Cost { get; set; }

    public decimal Multiplier { get; private set; } = 1;

    public string Currency { get; private set; } = "";

    public decimal Fees { get; set; }

    public bool IsBinary { get; private set; }

    /// <summary>The pnl that the fills give, before fees; null when they do not.</summary>
    public decimal? Computed { get; set; }

    /// <summary>The pnl that has been counted for it, before fees.</summary>
    public decimal Counted { get; set; }

    /// <summary>Whether what has been counted stands in the log.</summary>
    public bool IsLogged { get; set; }

    public FigureSet Figures { get; set; }

    /// <summary>Whether its close has been booked, so that nobody asks for it any more but for the orders it was
    /// of.</summary>
    public bool IsDone { get; set; }

    /// <summary>Makes it what was taken from a lot.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="quantity">How much of it.</param>
    /// <param name="cost">What that cost; null when it is not known.</param>
    /// <param name="fee">What its entry cost in fees.</param>
    /// <param name="isBinary">Whether a double took part in the quantities.</param>
    public void Become(Lot lot, decimal quantity, decimal? cost, decimal fee, bool isBinary)
    {
        Entry = lot.Order;
        Strategy = lot.Owner;
        Exit = default;
        ExitOrder = default;
        Quantity = quantity;
        Cost = cost;
        Multiplier = lot.Multiplier;
        Currency = lot.Currency;
        Fees = fee;
        IsBinary = isBinary;
        Computed = null;
        Counted = 0;
        IsLogged = IsDone = false;
        Figures = default;
    }

    /// <summary>Divides the part in two.</summary>
    /// <returns>The part with the quantity; the rest stays here.</returns>
    public ClosedPart Split(decimal quantity)
    {
        var part = new ClosedPart
        {
            Entry = Entry,
            Strategy = Strategy,
            Exit = Exit,
            ExitOrder = ExitOrder,
            Quantity = quantity,
            Cost = Cost is { } cost ? ExactNumber.Share(cost, quantity, Quantity) : null,
            Multiplier = Multiplier,
            Currency = Currency,
            Fees = ExactNumber.Share(Fees, quantity, Quantity) ?? 0,
            IsBinary = IsBinary,
            Computed = Computed is { } computed ? ExactNumber.Share(computed, quantity, Quantity) : null,
            Counted = ExactNumber.Share(Counted, quantity, Quantity) ?? 0,
            IsLogged = IsLogged,
            Figures = Figures,
        };
        Quantity -= quantity;
        Cost -= part.Cost;
        Fees -= part.Fees;
        Computed -= part.Computed;
        Counted -= part.Counted;
        return part;
    }
}
