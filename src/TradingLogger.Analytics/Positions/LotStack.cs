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

/// <summary>What a fill opened and no exit has closed yet.</summary>
internal sealed class Lot
{
    public required EventMark Mark { get; init; }

    public OrderRef Order { get; init; }

    public string? Strategy { get; init; }

    /// <summary>The strategy that it belongs to: its own, or that of its order, which may be placed later.</summary>
    public string? Owner => Strategy ?? Order.Order?.Strategy;

    public decimal Quantity { get; set; }

    public decimal? Price { get; set; }

    public decimal Multiplier { get; init; } = 1;

    public string Currency { get; init; } = "";

    public decimal Fee { get; set; }

    /// <summary>Whether only <c>POSITION_OPENED</c> says so: its fill is still to come.</summary>
    public bool IsAnnounced { get; set; }
}

/// <summary>The open lots of a position and what they cost.</summary>
/// <param name="method">Which cost an exit takes.</param>
internal sealed class LotStack(CostMethod method)
{
    // A cost of so many digits that no sum holds it comes from doubles.
    private const int ShortScale = 12;

    // Lots go at the front: what is before _first has gone.
    private readonly List<Lot> _lots = [];
    private readonly List<LotPart> _taken = [];
    private int _first;
    private decimal _cost;
    private decimal _fees;
    private int _lotsWithoutPrice;
    private bool _isCostUnknown;

    /// <summary>The lots, the oldest first.</summary>
    public IEnumerable<Lot> Lots => _lots.Skip(_first);

    public int Count => _lots.Count - _first;

    public Lot? Oldest => Count > 0 ? _lots[_first] : null;

    /// <summary>How many lots only <c>POSITION_OPENED</c> has told of.</summary>
    public int Announced { get; private set; }

    public decimal Quantity { get; private set; }

    private bool HasCost => _lotsWithoutPrice == 0 && !_isCostUnknown;

    /// <summary>What one unit cost on average; null when a price is not known.</summary>
    public decimal? AveragePrice => HasCost ? ExactNumber.Divide(_cost, Quantity) : null;

    /// <summary>Adds a lot.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="isBinary">Whether a double took part in its quantity, or in those of the others.</param>
    /// <exception cref="OverflowException">No decimal holds the sum of the quantities.</exception>
    public void Add(Lot lot, bool isBinary)
    {
        Quantity = ExactNumber.Add(Quantity, lot.Quantity, isBinary);
        _fees = ExactNumber.Add(_fees, lot.Fee, isBinary: true);
        _lots.Add(lot);
        lot.Order.Order?.Hold();
        if (lot.IsAnnounced)
            Announced++;
        if (lot.Price is null)
            _lotsWithoutPrice++;
        AddCost(lot.Price, lot.Quantity);
        if (Count > TradeActivityLimits.WaitingOfAPosition)
            MergeOldest();
    }

    /// <summary>Gives an announced lot what its fill says.</summary>
    public void Confirm(Lot lot, decimal quantity, PositionFill fill)
    {
        Remove(lot, quantity, cost: null);
        Add(new Lot
        {
            Mark = fill.Mark,
            Order = new OrderRef(fill.Order),
            Strategy = fill.Strategy ?? lot.Strategy,
            Quantity = quantity,
            Price = fill.Price ?? lot.Price,
            Multiplier = fill.Multiplier,
            Currency = fill.Currency,
            Fee = fill.Quantity is { } whole ? ExactNumber.Share(fill.Fee, quantity, whole) ?? 0 : fill.Fee,
        }, isBinary: true);
    }

    /// <summary>Takes out a quantity, the oldest lots first.</summary>
    /// <param name="quantity">How much, at most what there is.</param>
    /// <param name="order">The order whose lots are taken before others; null for none.</param>
    /// <param name="strategy">The strategy whose lots are taken before others when there is no such order; null for
    /// none.</param>
    /// <returns>What was taken, with what it cost; valid until the next call.</returns>
    public List<LotPart> Take(decimal quantity, OrderState? order, string? strategy)
    {
        _taken.Clear();
        decimal left = quantity;
        if ((order is not null || strategy is not null) && Count > 1)
        {
            foreach (Lot lot in LotsOf(order, strategy))
                left = DecimalMath.Subtract(left, TakeFrom(lot, left));
        }

        while (left > 0 && Oldest is { } oldest)
            left = DecimalMath.Subtract(left, TakeFrom(oldest, left));
        return _taken;
    }

    /// <summary>Whether a lot belongs to an order.</summary>
    public bool HasOf(OrderState order)
    {
        for (int index = _first; index < _lots.Count; index++)
        {
            if (_lots[index].Order.Is(order))
                return true;
        }

        return false;
    }

    /// <summary>Forgets what is left.</summary>
    public void Clear()
    {
        for (int index = _first; index < _lots.Count; index++)
            _lots[index].Order.Order?.Release();
        _lots.Clear();
        _first = Announced = 0;
        Quantity = _cost = _fees = 0;
        _lotsWithoutPrice = 0;
        _isCostUnknown = false;
    }

    private Lot[] LotsOf(OrderState? order, string? strategy) =>
    [
        .. Lots.Where(lot => order is not null ? lot.Order.Is(order) : lot.Owner is null || lot.Owner == strategy),
    ];

    private decimal TakeFrom(Lot lot, decimal wanted)
    {
        decimal taken = DecimalMath.Min(lot.Quantity, wanted);
        if (taken <= 0)
            return 0;
        decimal? cost = CostOf(lot, taken);
        decimal fee = FeeOf(lot, taken);
        _taken.Add(new LotPart(lot, taken, cost, fee));
        Remove(lot, taken, cost);
        return taken;
    }

    private decimal? CostOf(Lot lot, decimal quantity)
    {
        if (method == CostMethod.Fifo)
            return lot.Price is { } price ? ExactNumber.Multiply(price, quantity) : null;
        return HasCost ? ExactNumber.Share(_cost, quantity, Quantity) : null;
    }

    private decimal FeeOf(Lot lot, decimal quantity)
    {
        decimal fee = (method == CostMethod.Fifo
            ? ExactNumber.Share(lot.Fee, quantity, lot.Quantity)
            : ExactNumber.Share(_fees, quantity, Quantity)) ?? 0;
        lot.Fee = DecimalMath.Subtract(lot.Fee, fee);
        _fees = DecimalMath.Subtract(_fees, fee);
        return fee;
    }

    private void Remove(Lot lot, decimal quantity, decimal? cost)
    {
        Quantity = DecimalMath.Subtract(Quantity, quantity);
        lot.Quantity = DecimalMath.Subtract(lot.Quantity, quantity);
        if (cost is { } known)
            _cost = DecimalMath.Subtract(_cost, known);
        else
            AddCost(lot.Price, -quantity);
        if (lot.Quantity > 0)
            return;

        lot.Order.Order?.Release();
        if (lot.IsAnnounced)
            Announced--;
        if (lot.Price is null)
            _lotsWithoutPrice--;
        RemoveAt(_lots[_first] == lot ? _first : _lots.IndexOf(lot));
        if (Count == 0)
            Clear();
    }

    // Moving all lots for each one that goes would take long where there are thousands.
    private void RemoveAt(int index)
    {
        if (index > _first)
        {
            _lots.RemoveAt(index);
            return;
        }

        _lots[_first++] = null!;
        if (_first < _lots.Count / 2)
            return;
        _lots.RemoveRange(0, _first);
        _first = 0;
    }

    private void AddCost(decimal? price, decimal quantity)
    {
        if (price is not { } known)
            return;
        if (ExactNumber.Multiply(known, quantity) is not { } value
            || (!ExactNumber.TryAdd(ref _cost, value)
                && !ExactNumber.TryAdd(ref _cost, decimal.Round(value, ShortScale))))
        {
            _isCostUnknown = true;
        }
    }

    // Only a log without exits has so many lots; the two oldest become one, at what they cost together.
    private void MergeOldest()
    {
        Lot first = _lots[_first], second = _lots[_first + 1];
        if (first.Price is not { } firstPrice || second.Price is not { } secondPrice)
            return;
        decimal together = first.Quantity + second.Quantity;
        decimal? cost = ExactNumber.Multiply(firstPrice, first.Quantity) + ExactNumber.Multiply(
            secondPrice, second.Quantity);
        second.Price = cost is { } known ? ExactNumber.Share(known, 1, together) : secondPrice;
        second.Quantity = together;
        second.Fee += first.Fee;
        first.Order.Order?.Release();
        if (first.IsAnnounced)
            Announced--;
        RemoveAt(_first);
    }
}

/// <summary>A part of a lot that an exit closed.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Quantity">How much of it.</param>
/// <param name="Cost">What that cost; null when it is not known.</param>
/// <param name="Fee">What its entry cost in fees.</param>
internal readonly record struct LotPart(Lot Lot, decimal Quantity, decimal? Cost, decimal Fee);
