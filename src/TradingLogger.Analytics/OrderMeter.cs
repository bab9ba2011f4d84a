namespace TradingLogging.Analytics;

/// <summary>Follows one order from its placing to its end.</summary>
/// <param name="id">Its id.</param>
/// <param name="placed">The event that placed it. It is not kept: many orders are.</param>
/// <param name="signal">The signal it follows; null when there is none.</param>
/// <param name="figures">The meters of its symbol, strategy and day: what becomes of the order counts there.</param>
internal sealed class OrderMeter(string id, TradeEventView placed, TradeSignal? signal, TradeFigureSet figures)
{
    private readonly string? _side = placed.Side;
    private readonly decimal? _price = placed.Price;
    private decimal _filledValue;
    private decimal _pricedQuantity;
    private decimal _pnl;
    private bool _hasPnl;
    private TimeSpan? _timeToFill;

    public TradeEventPlace Place { get; } = placed.Place;

    public DateTimeOffset PlacedAt { get; } = placed.Time;

    public TradeSignal? Signal => signal;

    public TradeFigureSet Figures => figures;

    public string? Symbol { get; } = placed.Symbol;

    public string? Strategy { get; } = placed.Strategy ?? signal?.Strategy;

    public decimal? Quantity { get; } = placed.Quantity;

    public decimal FilledQuantity { get; private set; }

    public TradeOrderStatus Status { get; private set; }

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsDone => Status is TradeOrderStatus.Filled or TradeOrderStatus.Ended;

    /// <summary>Adds a fill.</summary>
    /// <returns>Whether the fill completed the order.</returns>
    public bool Fill(TradeEventView fill)
    {
        AddQuantity(fill);
        Status = IsComplete(fill) ? TradeOrderStatus.Filled : TradeOrderStatus.PartlyFilled;
        if (Status != TradeOrderStatus.Filled)
            return false;

        if (fill.Time >= PlacedAt)
            _timeToFill = fill.Time - PlacedAt;
        return true;
    }

    /// <summary>Ends the order.</summary>
    public void End() => Status = TradeOrderStatus.Ended;

    /// <summary>Adds the pnl of a close of the position that the order opened.</summary>
    public void AddPnl(decimal pnl) => _hasPnl |= ExactNumber.TryAdd(ref _pnl, pnl);

    /// <summary>The order as it stands.</summary>
    public TradeOrder ToOrder() => new()
    {
        OrderId = id,
        Place = Place,
        PlacedAt = PlacedAt,
        Status = Status,
        Symbol = Symbol,
        Strategy = Strategy,
        Side = _side,
        Quantity = Quantity,
        Price = _price,
        FilledQuantity = FilledQuantity,
        FillPrice = ExactNumber.Divide(_filledValue, _pricedQuantity),
        TimeToFill = _timeToFill,
        Pnl = _hasPnl ? _pnl : null,
    };

    // A fill that names no quantity is of all that is left.
    private bool IsComplete(TradeEventView fill) => fill.Quantity is null || Quantity is null
        ? fill.Step == TradeActionKind.OrderFilled
        : FilledQuantity >= Quantity;

    private void AddQuantity(TradeEventView fill)
    {
        decimal quantity = fill.Quantity ?? (fill.Step == TradeActionKind.OrderFilled ? (Quantity ?? 0) - FilledQuantity : 0);
        decimal filled = FilledQuantity, value = _filledValue, priced = _pricedQuantity;
        if (!ExactNumber.TryAdd(ref filled, quantity))
            return;

        FilledQuantity = filled;
        if (fill.Price is { } price
            && ExactNumber.Multiply(price, quantity) is { } worth
            && ExactNumber.TryAdd(ref value, worth)
            && ExactNumber.TryAdd(ref priced, quantity))
        {
            _filledValue = value;
            _pricedQuantity = priced;
        }
    }
}
