using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>What a fill does to a position. One object serves for many fills: who keeps one makes a copy.</summary>
internal sealed record PositionFill
{
    public EventMark Mark { get; set; }

    public OrderState? Order { get; set; }

    /// <summary>The strategy that it or its order names; null when neither does.</summary>
    public string? Strategy { get; set; }

    public TradeSide Side { get; set; }

    /// <summary>How much; null when nobody says.</summary>
    public decimal? Quantity { get; set; }

    /// <summary>At what price; null when nobody says.</summary>
    public decimal? Price { get; set; }

    /// <summary>Whether a double took part.</summary>
    public bool IsBinary { get; set; }

    public decimal Multiplier { get; set; } = 1;

    public string Currency { get; set; } = "";

    /// <summary>Its fees in the currency of the price.</summary>
    public decimal Fee { get; set; }

    /// <summary>Whether it opens nothing.</summary>
    public bool OnlyCloses { get; set; }

    /// <summary>The pnl that the fill itself logs.</summary>
    public Amount? Pnl { get; set; }

    public PnlBasis Basis { get; set; }
}

/// <summary>What a fill opened and no exit has closed yet. One object serves for several lots, one after the
/// other.</summary>
internal sealed class Lot
{
    private decimal _quantity;
    private decimal _fee;

    public EventMark Mark { get; set; }

    public OrderRef Order { get; set; }

    public string? Strategy { get; set; }

    /// <summary>The strategy that it belongs to: its own, or that of its order, which may be placed later.</summary>
    public string? Owner => Strategy ?? Order.Order?.Strategy;

    public decimal Quantity { get => _quantity; set => _quantity = value; }

    public decimal? Price { get; set; }

    public decimal Multiplier { get; set; } = 1;

    public string Currency { get; set; } = "";

    public decimal Fee { get => _fee; set => _fee = value; }

    /// <summary>Whether only <c>POSITION_OPENED</c> says so: its fill is still to come.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Makes it what a fill opened, or a part of that.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="quantity">How much of it.</param>
    /// <param name="whole">How much the fill is.</param>
    public void Become(PositionFill fill, decimal quantity, decimal whole)
    {
        Mark = fill.Mark;
        Order = new OrderRef(fill.Order);
        Strategy = fill.Strategy;
        Quantity = quantity;
        Price = fill.Price;
        Multiplier = fill.Multiplier;
        Currency = fill.Currency;
        Fee = ExactNumber.Share(fill.Fee, quantity, whole) ?? 0;
        IsAnnounced = false;
    }

    /// <summary>Takes a quantity out of it.</summary>
    public void Take(decimal quantity) => DecimalMath.Subtract(ref _quantity, quantity);

    /// <summary>Takes out what of its fee falls on a quantity.</summary>
    public void TakeFee(decimal fee) => DecimalMath.Subtract(ref _fee, fee);
}
