using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>One position: lots that fills opened, parts that exit fills closed and whose close is still to be logged,
/// and closes that were logged before their exit fill.</summary>
/// <param name="symbol">Its symbol; null when none is known.</param>
/// <param name="id">Its id; null for one that is known by its symbol and strategy.</param>
/// <param name="strategy">The strategy it belongs to; null for none.</param>
/// <param name="context">What all positions share.</param>
internal sealed partial class Position(string? symbol, string? id, string? strategy, PositionContext context)
{
    private readonly LotStack _lots = new(context);
    private readonly PositionPnl _pnl = new(symbol, context.Book);
    private readonly List<ClosedPart> _closedNow = [];
    private readonly Queue<ClosedPart> _exits = new();
    private readonly Queue<CloseState> _closes = new();
    private bool _isBinary;
    private decimal _unannounced;
    private EventMark _lastFill;
    private EventMark _lastClose;

    public string? Symbol => symbol;

    public string? Id { get; set; } = id;

    /// <summary>The strategy it belongs to; null as long as no fill names one.</summary>
    public string? Strategy { get; set; } = strategy;

    /// <summary>Which way it stands; none when it is flat.</summary>
    public TradeSide Standing { get; private set; }

    /// <summary>Whether something was opened whose quantity nobody says.</summary>
    public bool HasUnknownQuantity { get; private set; }

    /// <summary>What its parts earned.</summary>
    public PositionPnl Money => _pnl;

    /// <summary>Whether a double took part in its quantities.</summary>
    public bool IsBinary => _isBinary;

    public decimal Open => _lots.Quantity;

    public decimal? AveragePrice => _lots.AveragePrice;

    public bool IsOpen => _lots.Count > 0 || HasUnknownQuantity;

    /// <summary>Whether a fill has changed it.</summary>
    public bool HasFills => _lastFill.Number > 0;

    /// <summary>Whether it was ever open.</summary>
    public bool HasHistory { get; private set; }

    public bool HasExits => _exits.Count > 0;

    /// <summary>The side that a close would end: that of exits without a close, else the one that stands.</summary>
    public TradeSide Closable => _exits.Count > 0 ? ClosedSide : Standing;

    /// <summary>The strategy that a close would be of; null when none is known.</summary>
    public string? ClosableStrategy => Strategy ?? (_exits.Count > 0 ? _exits.Peek().Strategy : _lots.Oldest?.Strategy);

    /// <summary>The currency of what a close ends first; null when there is nothing.</summary>
    public string? ClosableCurrency => _exits.Count > 0 ? _exits.Peek().Currency : _lots.Oldest?.Currency;

    /// <summary>When what a close would end began to wait for it.</summary>
    public long ClosableSince => _exits.Count > 0 ? _exits.Peek().Exit.Number : _lots.Oldest?.Mark.Number
        ?? long.MaxValue;

    public IEnumerable<CloseState> AwaitingClosesOf => _closes;

    public IEnumerable<ClosedPart> Exits => _exits;

    public IEnumerable<Lot> Lots => _lots.Lots;

    /// <summary>How much <c>POSITION_OPENED</c> opened without a fill.</summary>
    public decimal Announced => _lots.Announced == 0 ? 0
        : _lots.Lots.Where(lot => lot.IsAnnounced).Sum(lot => lot.Quantity);

    /// <summary>How much fills opened without <c>POSITION_OPENED</c>.</summary>
    public decimal Unannounced => _unannounced;

    public decimal QuantityToClose => _exits.Count > 0 ? Exited : _lots.Quantity;

    /// <summary>How much exit fills have closed that no close was logged for.</summary>
    private decimal Exited
    {
        get
        {
            decimal sum = 0;
            foreach (ClosedPart part in _exits)
                DecimalMath.Add(ref sum, part.Quantity);
            return sum;
        }
    }

    /// <summary>Adds a step to the orders whose lots the last fill or close has closed.</summary>
    public void AddStep(in OrderStep step)
    {
        foreach (ClosedPart part in _closedNow)
            part.Entry.Order?.AddStep(step);
    }

    /// <summary>Whether a lot of the position belongs to an order.</summary>
    public bool Holds(OrderState order) => _lots.HasOf(order);

    private TradeSide ClosedSide { get; set; }

    /// <summary>Whether a fill would be the exit of a close that was logged before it.</summary>
    public bool Awaits(PositionFill fill) => _closes.Count > 0 && MayBeExit(fill) && HasAwaiting(fill);

    /// <summary>How much of the position a fill can close: lots the other way, and what closes before it have
    /// closed.</summary>
    public decimal ClosedBy(PositionFill fill) =>
        (TradeSides.IsExit(fill.Side, Standing) ? Open : 0)
        + (Awaits(fill) ? _closes.Where(close => IsExitOf(fill, close)).Sum(close => close.Awaiting) : 0);

    /// <summary>Whether a lot of the position belongs to a strategy.</summary>
    public bool Holds(string? owner)
    {
        foreach (ClosedPart part in _exits)
        {
            if (part.Strategy == owner)
                return true;
        }

        return _lots.HasOf(owner);
    }

    /// <summary>Adds a fill.</summary>
    /// <returns>Whether it was booked; false when its side is not known and matters.</returns>
    public bool Fill(PositionFill fill)
    {
        HasHistory = true;
        NotClosed = 0;
        HasFeeOfOpening = false;
        ForgetClosed();
        _isBinary |= fill.IsBinary;
        TradeSide side = fill.Side;
        if (side == TradeSide.None && !TryGuess(fill, out side))
            return false;
        if (fill.Quantity is not { } quantity)
        {
            HasUnknownQuantity = true;
            Standing = Standing == TradeSide.None ? side : Standing;
            return true;
        }

        TellOrderOfTime(fill, side);
        decimal rest = SettleCloses(fill, side, quantity);
        if (rest > 0 && _lots.Count > 0 && Standing != side && side != TradeSide.None)
            rest = Less(rest, Exit(fill, quantity, Whole(rest, _lots.Quantity)));
        if (fill.Pnl is { } pnl)
            _pnl.TakePnlOfFill(fill, pnl, ClosedSide, _closedNow, _isBinary);
        if (rest > 0 && fill.OnlyCloses && Standing != side)
            NotClosed = HasUnknownQuantity ? 0 : rest;
        else if (rest > 0)
            OpenLots(fill, side, rest, quantity);
        return true;
    }

    /// <summary>How much of the last fill was to close something, and found nothing.</summary>
    public decimal NotClosed { get; private set; }

    /// <summary>How much the last close closed beyond what was open.</summary>
    public decimal Beyond { get; private set; }

    private static bool IsExitOf(PositionFill fill, CloseState close) => close.Side != fill.Side
        && fill.Side != TradeSide.None
        && (fill.Order is { IsPlaced: true } order
            ? order.Placed.IsBefore(close.Mark)
            : fill.Mark.Time <= close.Mark.Time);

    private bool HasAwaiting(PositionFill fill) => _closes.Any(close => IsExitOf(fill, close));

    // No fill is the exit of a close before its order: most are later than all closes.
    private bool MayBeExit(PositionFill fill) => fill.Order is { IsPlaced: true } order
        ? order.Placed.IsBefore(_lastClose)
        : fill.Mark.Time <= _lastClose.Time;

    // A fill that does not say its side opens a flat position one way or the other; beyond that nobody can tell what it
    // does.
    private bool TryGuess(PositionFill fill, out TradeSide side)
    {
        side = Standing;
        return !IsOpen || (fill.Order is not null && _lots.Lots.All(lot => lot.Order.Is(fill.Order)));
    }

    private void TellOrderOfTime(PositionFill fill, TradeSide side)
    {
        TellLate(fill.Mark, "fill", fill.Order?.Id, _lastFill, "fill");
        if (fill.Mark.Time > _lastFill.Time)
            _lastFill = fill.Mark;
        ClosedSide = _exits.Count == 0 && Standing != side ? Standing : ClosedSide;
    }

    // What happened before the last fill, or the last close of lots, may have met another position than the one that
    // stands.
    private void TellLate(EventMark mark, string what, string? orderId, EventMark last, string lastWhat)
    {
        if (last.Number == 0 || mark.Time >= last.Time || !context.Book.Findings.IsCounting)
            return;
        context.Book.Findings.Add(mark.Number, new TradeFinding(
            TradeFindingKind.OutOfTimeOrder,
            $"This {what} happened before a {lastWhat} that stands above it; which lots were closed may differ.",
            [last.Place, mark.Place])
        {
            Time = mark.Time,
            Symbol = symbol,
            OrderId = orderId,
        });
    }

    // Three fills of a third are one: what a double left over is nothing.
    private decimal Whole(decimal quantity, decimal of) => DecimalMath.Compare(quantity, of) > 0
        || ExactNumber.AreEqual(quantity, of, _isBinary) ? of : quantity;

    private decimal Less(decimal quantity, decimal part) =>
        ExactNumber.AreEqual(quantity, part, _isBinary) ? 0 : DecimalMath.Subtract(quantity, part);

    private decimal Exit(PositionFill fill, decimal whole, decimal quantity)
    {
        TradeSide standing = Standing;
        foreach (ClosedPart part in _lots.Take(quantity, order: null, fill.Strategy, _isBinary))
        {
            part.Figures = context.Book.At(symbol, part.Strategy, fill.Mark.Time);
            Settle(part, standing, fill, whole);
            if (fill.Pnl is null)
                _pnl.Count(part, part.Computed, isLogged: false, fill.Mark);
            _closedNow.Add(part);
            _exits.Enqueue(part);
            part.Entry.Order?.Hold();
            part.ExitOrder.Order?.Hold();
        }

        ClosedSide = standing;
        _unannounced = DecimalMath.Min(_unannounced, _lots.Quantity);
        if (_lots.Count == 0)
            GoFlat();
        while (_exits.Count > TradeActivityLimits.WaitingOfAPosition)
            CountClose(TakeExit());
        return quantity;
    }

    private ClosedPart TakeExit()
    {
        ClosedPart exit = _exits.Dequeue();
        exit.Entry.Order?.Release();
        exit.ExitOrder.Order?.Release();
        return exit;
    }

    private void ForgetClosed()
    {
        foreach (ClosedPart part in _closedNow)
        {
            if (part.IsDone)
                context.Parts.Return(part);
        }

        _closedNow.Clear();
    }

    private void Settle(ClosedPart part, TradeSide side, PositionFill fill, decimal whole)
    {
        part.Exit = fill.Mark;
        part.ExitOrder = new OrderRef(fill.Order);
        part.Fees = DecimalMath.Add(part.Fees, ExactNumber.Share(fill.Fee, part.Quantity, whole) ?? 0);
        part.Computed = _pnl.HasCurrencyOf(part, fill) ? PositionPnl.PnlOf(part, side, fill.Price) : null;
    }

    private void GoFlat()
    {
        Standing = TradeSide.None;
        _lots.Clear();
        _unannounced = 0;
    }
}
