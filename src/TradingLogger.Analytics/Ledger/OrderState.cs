using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Analytics.Orders;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Follows one order from its placing to its end. An order that only its fills name is followed too, until it
/// is placed after all.</summary>
internal sealed partial class OrderState
{
    private int _openParts;
    private decimal _filledQuantity;
    private decimal _filledValue;
    private decimal _pricedQuantity;
    private decimal _pnl;
    private bool _hasPnl;
    private OrderFees _fees;
    private List<string>? _otherIds;
    private DateTimeOffset _signalAt;
    private DateTimeOffset _firstFillAt;
    private DateTimeOffset _filledAt;
    private DateTimeOffset _endedAt;

    /// <summary>Follows an order.</summary>
    /// <param name="id">The id under which it was met first.</param>
    public OrderState(string id) => Key = new OrderKey(id);

    /// <summary>The id under which it was met first.</summary>
    public string Id => Key.Id;

    /// <summary>This id with its hash.</summary>
    public OrderKey Key { get; private set; }

    /// <summary>Tells the orders apart for which the object is used.</summary>
    public long Serial { get; set; }

    /// <summary>Whether nothing that follows is expected to concern it: it is done, and what it opened is
    /// closed.</summary>
    public bool IsOver => IsPlaced && IsDone && _openParts == 0;

    /// <summary>All ids that lead to the order.</summary>
    public IEnumerable<string> Ids => _otherIds is null ? [Id] : [Id, .. _otherIds];

    /// <summary>Its ids beside the first one; null for none.</summary>
    public IReadOnlyList<string>? OtherIds => _otherIds;

    /// <summary>Whether the log has the event that placed it.</summary>
    public bool IsPlaced { get; private set; }

    /// <summary>The event that placed the order; as long as there is none, its first fill or its end.</summary>
    public EventMark Placed { get; set; }

    /// <summary>The event that placed the order, which findings name beside their own; null as long as there is
    /// none.</summary>
    public EventMark? PlacedBy => IsPlaced ? Placed : null;

    /// <summary>When the signal was given that the order follows; null without one.</summary>
    public DateTimeOffset? SignalAt => OrNull(_signalAt);

    /// <summary>Where what becomes of the order counts.</summary>
    public FigureSet Figures { get; private set; }

    public string? Symbol { get; set; }

    public string? Account { get; set; }

    public string? Venue { get; set; }

    public string? Strategy { get; set; }

    /// <summary>The currency that the event names which placed it; null for none.</summary>
    public string? Currency { get; private set; }

    public string? PositionId { get; set; }

    public TradeSide PositionSide { get; private set; }

    public TradeSide Side { get; private set; }

    public string? SideText { get; private set; }

    public Amount? Quantity { get; private set; }

    public Amount? Price { get; private set; }

    /// <summary>What one unit of the quantity is; null when the order does not say.</summary>
    public decimal? Multiplier { get; private set; }

    /// <summary>Whether it may only make a position smaller.</summary>
    public bool OnlyCloses { get; private set; }

    /// <summary>Whether it says that it opens a position.</summary>
    public bool OnlyOpens { get; private set; }

    /// <summary>Whether an event that is no fill, such as the one that placed it, named a fee.</summary>
    public bool HasFee { get; set; }

    /// <summary>The largest sum of its fills that an event named which is no fill itself.</summary>
    public decimal ClaimedQuantity { get; private set; }

    /// <summary>Whether an event that is no fill itself says that there is one.</summary>
    public bool IsClaimed { get; private set; }

    public decimal FilledQuantity => _filledQuantity;

    /// <summary>Whether a double took part in its quantities.</summary>
    public bool IsBinary { get; private set; }

    public TradeOrderStatus Status { get; private set; }

    /// <summary>Whether it has a fill that was logged as a part.</summary>
    public bool HasPart { get; private set; }

    /// <summary>Whether it has a fill that was logged as the whole.</summary>
    public bool HasWhole { get; private set; }

    public decimal? LastQuantity { get; private set; }

    /// <summary>Fills that were logged before the order.</summary>
    public WaitingFills? Waiting { get; private set; }

    public bool IsFilled => Status == TradeOrderStatus.Filled;

    public bool IsEnded =>
        Status is TradeOrderStatus.Cancelled or TradeOrderStatus.Rejected or TradeOrderStatus.Expired;

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsDone => IsFilled || IsEnded;

    /// <summary>What is left to be filled; null when the order has no quantity.</summary>
    public decimal? Rest => Quantity is { } quantity ? Math.Max(0, quantity.Value - FilledQuantity) : null;

    /// <summary>Follows another order from now on: 100,000 objects that live for long would else be made and collected
    /// again and again.</summary>
    /// <param name="id">The id under which it was met first.</param>
    public void Reset(string id)
    {
        Key = new OrderKey(id);
        _openParts = 0;
        _filledQuantity = _filledValue = _pricedQuantity = _pnl = 0;
        _fees = default;
        _otherIds = null;
        _steps = null;
        _signalAt = _firstFillAt = _filledAt = _endedAt = default;
        _hasPnl = IsPlaced = IsBinary = HasPart = HasWhole = false;
        Placed = default;
        Figures = default;
        Symbol = Account = Venue = Strategy = Currency = PositionId = SideText = null;
        PositionSide = Side = TradeSide.None;
        Quantity = Price = null;
        Multiplier = LastQuantity = SignalPrice = null;
        Status = TradeOrderStatus.Open;
        OnlyCloses = OnlyOpens = HasFee = false;
        ClaimedQuantity = 0;
        IsClaimed = false;
        Waiting = null;
    }

    /// <summary>Whether another order is in the same symbol, and in no other account or venue.</summary>
    public bool IsWhere(OrderState other) => Symbol == other.Symbol
        && (Account ?? other.Account) == (other.Account ?? Account) && (Venue ?? other.Venue) == (other.Venue ?? Venue);

    /// <summary>Brings the object, which has not been used for long, into the processor's cache.</summary>
    /// <returns>Whatever was read: the compiler leaves out a read that nobody uses.</returns>
    public long Touch() => _firstFillAt.Ticks ^ Placed.Number ^ _openParts
        ^ (Quantity is null ? 0 : 1) ^ (Multiplier is null ? 0 : 1) ^ (LastQuantity is null ? 0 : 1);

    /// <summary>A lot of it was opened, or waits for its close.</summary>
    public void Hold() => _openParts++;

    /// <summary>A lot of it was closed.</summary>
    public void Release() => _openParts--;

    /// <summary>Takes what the event says that places the order.</summary>
    public void Place(TradeFact fact, TradeSignal? signal, FigureSet figures)
    {
        IsPlaced = true;
        Placed = EventMark.Of(fact);
        _signalAt = signal?.Mark.Time ?? default;
        SignalPrice = signal?.Price;
        Figures = figures;
        Symbol = fact.Symbol ?? Symbol;
        Account = fact.Account ?? Account;
        Venue = fact.Venue ?? Venue;
        Strategy = fact.Strategy ?? signal?.Strategy ?? Strategy;
        Currency = fact[MemberField.Currency];
        PositionId = fact.PositionId ?? PositionId;
        PositionSide = fact.PositionSide;
        Side = fact.Side is TradeSide.Unknown ? TradeSide.None : fact.Side;
        SideText = fact.SideText;
        Price = fact.Price ?? fact.LimitPrice;
        Multiplier = fact.Multiplier;
        OnlyCloses = fact.OnlyCloses;
        OnlyOpens = fact.OnlyOpens;
        HasFee |= fact.HasFee;
        SetQuantity(fact.Quantity);
    }

    /// <summary>Takes what the event says that changes the order.</summary>
    public void Replace(TradeFact fact)
    {
        if (fact.Quantity is not null)
            SetQuantity(fact.Quantity);
        else if (fact.LeavesQuantity is { } leaves)
            SetQuantity(leaves with { Value = FilledQuantity + leaves.Value });
        Price = fact.Price ?? fact.LimitPrice ?? Price;
    }

    /// <summary>Ends the order.</summary>
    public void End(TradeActionKind kind, DateTimeOffset time)
    {
        Status = kind switch
        {
            TradeActionKind.OrderRejected => TradeOrderStatus.Rejected,
            TradeActionKind.OrderExpired => TradeOrderStatus.Expired,
            _ => TradeOrderStatus.Cancelled,
        };
        _endedAt = time;
    }

    /// <summary>Adds the pnl of a position that the order opened.</summary>
    /// <exception cref="OverflowException">No decimal holds the sum.</exception>
    public void AddPnl(decimal pnl)
    {
        ExactNumber.Add(ref _pnl, pnl, isBinary: true);
        _hasPnl = true;
    }

    /// <summary>Adds a cost of the order.</summary>
    /// <exception cref="OverflowException">No decimal holds the sum.</exception>
    public void AddFee(string currency, decimal fee) => _fees.Add(currency, fee);

    /// <summary>What the order has cost in a currency so far.</summary>
    public decimal FeesIn(string currency) => _fees.In(currency);

    /// <summary>Whether it has cost something in another currency.</summary>
    public bool HasFeesBeside(string currency) => _fees.HasBeside(currency);

    /// <summary>Lets a further id lead to the order.</summary>
    /// <returns>False when it is one of its ids already.</returns>
    public bool AddId(string other)
    {
        if (other == Id || _otherIds?.Contains(other) == true)
            return false;
        (_otherIds ??= []).Add(other);
        return true;
    }

    /// <summary>Remembers a fill of an order that is not placed yet.</summary>
    public void AddWaiting(WaitingFill fill) => (Waiting ??= new WaitingFills()).Add(fill);

    /// <summary>Takes the fills that were logged before the order.</summary>
    public IReadOnlyList<WaitingFill> TakeWaiting()
    {
        IReadOnlyList<WaitingFill> waiting = Waiting?.First ?? [];
        Waiting = null;
        return waiting;
    }

    /// <summary>The order as it stands.</summary>
    public TradeOrder ToOrder(IReadOnlyList<TradeFinding> findings) => new()
    {
        OrderId = Id,
        OtherIds = [.. _otherIds ?? []],
        Place = Placed.Place,
        PlacedAt = Placed.Time,
        Status = Status,
        Symbol = Symbol,
        Strategy = Strategy,
        Account = Account,
        Venue = Venue,
        Side = SideText,
        Quantity = Quantity?.Value,
        Price = Price?.Value,
        FilledQuantity = FilledQuantity,
        FillPrice = ExactNumber.Divide(_filledValue, _pricedQuantity),
        SignalToOrder = Span(SignalAt, Placed.Time),
        TimeToFirstFill = Span(Placed.Time, OrNull(_firstFillAt)),
        TimeToFill = Span(Placed.Time, OrNull(_filledAt)),
        EndedAt = OrNull(_endedAt) ?? OrNull(_filledAt),
        Pnl = _hasPnl ? _pnl : null,
        Fees = _fees.Sums,
        Timeline = [.. (_steps ?? []).OrderBy(step => step.Mark.Time).Select(step => step.ToStep())],
        Findings = findings,
    };

    // No event of a log is of the year 1.
    private static DateTimeOffset? OrNull(DateTimeOffset time) => time == default ? null : time;

    private static TimeSpan? Span(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end && end >= start ? end - start : null;

    private void SetQuantity(Amount? quantity)
    {
        Quantity = quantity ?? Quantity;
        IsBinary |= quantity is { IsBinary: true };
    }
}
