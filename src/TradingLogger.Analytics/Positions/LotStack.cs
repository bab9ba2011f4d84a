using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>The open lots of a position and what they cost.</summary>
/// <param name="context">What all positions share.</param>
internal sealed class LotStack(PositionContext context)
{
    // A cost of so many digits that no sum holds it comes from doubles.
    private const int ShortScale = 12;

    // Lots go at the front: what is before _first has gone.
    private readonly List<Lot> _lots = [];
    private readonly List<ClosedPart> _taken = [];
    private readonly List<Lot> _preferred = [];
    private int _first;
    private decimal _quantity;
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

    public decimal Quantity => _quantity;

    private bool HasCost => _lotsWithoutPrice == 0 && !_isCostUnknown;

    /// <summary>What one unit cost on average; null when a price is not known.</summary>
    public decimal? AveragePrice => HasCost ? ExactNumber.Divide(_cost, Quantity) : null;

    /// <summary>Adds what a fill opened, or a part of that.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="quantity">How much of it.</param>
    /// <param name="whole">How much the fill is.</param>
    /// <param name="isBinary">Whether a double took part in its quantity, or in those of the others.</param>
    /// <exception cref="OverflowException">No decimal holds the sum of the quantities.</exception>
    public void Open(PositionFill fill, decimal quantity, decimal whole, bool isBinary)
    {
        Lot lot = context.Lots.Take();
        lot.Become(fill, quantity, whole);
        Add(lot, isBinary);
    }

    /// <summary>Adds a lot.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="isBinary">Whether a double took part in its quantity, or in those of the others.</param>
    /// <exception cref="OverflowException">No decimal holds the sum of the quantities.</exception>
    public void Add(Lot lot, bool isBinary)
    {
        ExactNumber.Add(ref _quantity, lot.Quantity, isBinary);
        ExactNumber.Add(ref _fees, lot.Fee, isBinary: true);
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
    /// <param name="lot">The lot.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="quantity">How much of it.</param>
    /// <param name="whole">How much the fill is.</param>
    public void Confirm(Lot lot, PositionFill fill, decimal quantity, decimal whole)
    {
        Lot confirmed = context.Lots.Take();
        confirmed.Become(fill, quantity, whole);
        confirmed.Strategy ??= lot.Strategy;
        confirmed.Price ??= lot.Price;
        Remove(lot, quantity, cost: null);
        Add(confirmed, isBinary: true);
    }

    /// <summary>Takes out a quantity, the oldest lots first.</summary>
    /// <param name="quantity">How much, at most what there is.</param>
    /// <param name="order">The order whose lots are taken before others; null for none.</param>
    /// <param name="strategy">The strategy whose lots are taken before others when there is no such order; null for
    /// none.</param>
    /// <param name="isBinary">Whether a double took part in the quantities.</param>
    /// <returns>What was taken, with what it cost; the list is valid until the next call.</returns>
    public List<ClosedPart> Take(decimal quantity, OrderState? order, string? strategy, bool isBinary)
    {
        _taken.Clear();
        decimal left = quantity;
        if ((order is not null || strategy is not null) && Count > 1)
        {
            FindLotsOf(order, strategy);
            foreach (Lot lot in _preferred)
                DecimalMath.Subtract(ref left, TakeFrom(lot, left, isBinary));
        }

        while (left > 0 && Oldest is { } oldest)
            DecimalMath.Subtract(ref left, TakeFrom(oldest, left, isBinary));
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

    /// <summary>Whether a lot belongs to a strategy.</summary>
    public bool HasOf(string? owner)
    {
        for (int index = _first; index < _lots.Count; index++)
        {
            if (_lots[index].Owner == owner)
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
        _quantity = _cost = _fees = 0;
        _lotsWithoutPrice = 0;
        _isCostUnknown = false;
    }

    private void FindLotsOf(OrderState? order, string? strategy)
    {
        _preferred.Clear();
        for (int index = _first; index < _lots.Count; index++)
        {
            Lot lot = _lots[index];
            if (order is not null ? lot.Order.Is(order) : lot.Owner is null || lot.Owner == strategy)
                _preferred.Add(lot);
        }
    }

    private decimal TakeFrom(Lot lot, decimal wanted, bool isBinary)
    {
        decimal taken = DecimalMath.Min(lot.Quantity, wanted);
        if (taken <= 0)
            return 0;
        decimal? cost = CostOf(lot, taken);
        ClosedPart part = context.Parts.Take();
        part.Become(lot, taken, cost, FeeOf(lot, taken), isBinary);
        _taken.Add(part);
        Remove(lot, taken, cost);
        return taken;
    }

    private decimal? CostOf(Lot lot, decimal quantity)
    {
        if (context.Method == CostMethod.Fifo)
            return lot.Price is { } price ? ExactNumber.Multiply(price, quantity) : null;
        return HasCost ? ExactNumber.Share(_cost, quantity, Quantity) : null;
    }

    private decimal FeeOf(Lot lot, decimal quantity)
    {
        decimal fee = (context.Method == CostMethod.Fifo
            ? ExactNumber.Share(lot.Fee, quantity, lot.Quantity)
            : ExactNumber.Share(_fees, quantity, Quantity)) ?? 0;
        lot.TakeFee(fee);
        DecimalMath.Subtract(ref _fees, fee);
        return fee;
    }

    private void Remove(Lot lot, decimal quantity, decimal? cost)
    {
        DecimalMath.Subtract(ref _quantity, quantity);
        lot.Take(quantity);
        if (cost is { } known)
            DecimalMath.Subtract(ref _cost, known);
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
        context.Lots.Return(lot);
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
