using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Ledger;

/// <summary>One position: lots that fills opened, parts that exit fills closed and whose close is still to be logged, and closes
/// that were logged before their exit fill.</summary>
/// <param name="symbol">Its symbol; null when none is known.</param>
/// <param name="id">Its id; null for one that is known by its symbol and strategy.</param>
/// <param name="strategy">The strategy it belongs to; null for none.</param>
/// <param name="book">Where money is booked.</param>
/// <param name="method">Which cost an exit takes.</param>
internal sealed class Position(string? symbol, string? id, string? strategy, PnlBook book, CostMethod method)
{
    private readonly LotStack _lots = new(method);
    private readonly Queue<ClosedPart> _exits = new();
    private readonly Queue<CloseState> _closes = new();
    private bool _isBinary;
    private decimal _unannounced;
    private EventMark _lastFill;
    private EventMark _lastClose;

    public string? Symbol => symbol;

    public string? Id { get; set; } = id;

    public string? Strategy => strategy;

    /// <summary>Which way it stands; none when it is flat.</summary>
    public TradeSide Standing { get; private set; }

    /// <summary>Whether something was opened whose quantity nobody says.</summary>
    public bool HasUnknownQuantity { get; private set; }

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
    public string? ClosableStrategy => strategy ?? (_exits.Count > 0 ? _exits.Peek().Strategy : _lots.Oldest?.Strategy);

    /// <summary>When what a close would end began to wait for it.</summary>
    public long ClosableSince => _exits.Count > 0 ? _exits.Peek().Exit.Number : _lots.Oldest?.Mark.Number ?? long.MaxValue;

    public IEnumerable<CloseState> AwaitingClosesOf => _closes;

    public IEnumerable<ClosedPart> Exits => _exits;

    public IEnumerable<Lot> Lots => _lots.Lots;

    /// <summary>How much <c>POSITION_OPENED</c> opened without a fill.</summary>
    public decimal Announced => _lots.Lots.Where(lot => lot.IsAnnounced).Sum(lot => lot.Quantity);

    /// <summary>How much fills opened without <c>POSITION_OPENED</c>.</summary>
    public decimal Unannounced => _unannounced;

    public decimal QuantityToClose => _exits.Count > 0 ? _exits.Sum(part => part.Quantity) : _lots.Quantity;

    /// <summary>The orders whose lots the last fill or close has closed.</summary>
    public HashSet<OrderState> Closed { get; } = [];

    private TradeSide ClosedSide { get; set; }

    /// <summary>Whether a fill would be the exit of a close that was logged before it.</summary>
    public bool Awaits(PositionFill fill) => _closes.Count > 0 && MayBeExit(fill) && _closes.Any(close => IsExitOf(fill, close));

    /// <summary>Whether a lot of the position belongs to a strategy.</summary>
    public bool Holds(string? owner) => _lots.Lots.Any(lot => lot.Strategy == owner) || _exits.Any(part => part.Strategy == owner);

    /// <summary>Adds a fill.</summary>
    /// <returns>Whether it was booked; false when its side is not known and matters.</returns>
    public bool Fill(PositionFill fill)
    {
        HasHistory = true;
        Closed.Clear();
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
        var closed = new List<ClosedPart>();
        decimal rest = SettleCloses(fill, side, quantity);
        if (rest > 0 && _lots.Count > 0 && Standing != side && side != TradeSide.None)
            rest -= Exit(fill, quantity, Whole(rest, _lots.Quantity), closed);
        if (fill.Pnl is { } pnl)
            TakePnlOfFill(fill, pnl, closed);
        if (rest > 0)
            OpenLots(fill, side, rest, quantity);
        return true;
    }

    /// <summary>Adds the event that opens the position, unless a fill has done so already.</summary>
    public void Announce(Lot lot, TradeSide side, decimal? quantity)
    {
        HasHistory = true;
        if (quantity is not { } announced)
        {
            if (_unannounced == 0 && !IsOpen)
            {
                HasUnknownQuantity = true;
                Standing = side;
            }

            _unannounced = 0;
            return;
        }

        decimal known = Math.Min(announced, _unannounced);
        _unannounced -= known;
        if (announced - known <= 0 || ExactNumber.AreEqual(announced, known, _isBinary))
            return;
        Standing = Standing == TradeSide.None ? side : Standing;
        lot.Quantity = announced - known;
        lot.IsAnnounced = true;
        _lots.Add(lot);
    }

    /// <summary>Closes the position, or a part of it.</summary>
    /// <param name="close">The close.</param>
    /// <param name="quantity">How much; null for the side that stood before.</param>
    /// <param name="order">The order that the close names; null when it names none.</param>
    public void Close(CloseState close, decimal? quantity, OrderState? order)
    {
        Closed.Clear();
        decimal wanted = quantity ?? Ended(close);
        decimal left = ClaimExits(close, wanted, order);
        if (left > 0 && _lots.Count > 0 && (quantity is not null || close.Parts.Count == 0 || !IsEndedBy(close)))
            left -= CloseLots(close, Whole(left, _lots.Quantity), order);
        if (HasUnknownQuantity)
        {
            HasUnknownQuantity = false;
            close.IsBeyond = true;
            left = 0;
        }

        close.Parts.ForEach(Note);
        if (_lots.Count == 0)
            GoFlat();
        if (quantity is not null && left > 0 && !ExactNumber.AreEqual(wanted, wanted - left, _isBinary))
            close.IsBeyond = true;
        Beyond = close.IsBeyond ? left : 0;
    }

    /// <summary>How much the last close closed beyond what was open.</summary>
    public decimal Beyond { get; private set; }

    // Without a quantity a close ends the side that stood before: what exits have closed, and what is left on that side.
    private decimal Ended(CloseState close)
    {
        decimal exited = _exits.Sum(part => part.Quantity);
        return exited > 0 && Standing != ClosedSide ? exited : exited + _lots.Quantity;
    }

    // A close of a part: its pnl is that of the exits so far.
    private bool IsEndedBy(CloseState close) => close.Pnl is { } pnl
        && close.Computed is { } computed
        && CloseState.Judge(pnl, close.Basis, computed, close.Fees, _isBinary) != PnlBasis.Unknown;

    private static bool IsExitOf(PositionFill fill, CloseState close) => close.Side != fill.Side
        && fill.Side != TradeSide.None
        && (fill.Order is { IsPlaced: true } order ? order.Placed.IsBefore(close.Mark) : fill.Mark.Time <= close.Mark.Time);

    // No fill is the exit of a close before its order: most are later than all closes.
    private bool MayBeExit(PositionFill fill) => fill.Order is { IsPlaced: true } order
        ? order.Placed.IsBefore(_lastClose)
        : fill.Mark.Time <= _lastClose.Time;

    // A fill that does not say its side opens a flat position one way or the other; beyond that nobody can tell what it does.
    private bool TryGuess(PositionFill fill, out TradeSide side)
    {
        side = Standing;
        return !IsOpen || (fill.Order is not null && _lots.Lots.All(lot => lot.Order == fill.Order));
    }

    private void TellOrderOfTime(PositionFill fill, TradeSide side)
    {
        if (_lastFill.Number > 0 && fill.Mark.Time < _lastFill.Time && _lots.Count + _exits.Count > 0 && book.Findings.Keeps(TradeFindingKind.OutOfTimeOrder))
        {
            book.Findings.Add(fill.Mark.Number, new TradeFinding(
                TradeFindingKind.OutOfTimeOrder,
                "This fill happened before the one above it in the same position; which lots were closed may differ.",
                [_lastFill.Place, fill.Mark.Place])
            {
                Time = fill.Mark.Time,
                Symbol = symbol,
                OrderId = fill.Order?.Id,
            });
        }

        if (fill.Mark.Time > _lastFill.Time)
            _lastFill = fill.Mark;
        ClosedSide = _exits.Count == 0 && Standing != side ? Standing : ClosedSide;
    }

    // Three fills of a third are one: what a double left over is nothing.
    private decimal Whole(decimal quantity, decimal of) => quantity > of || ExactNumber.AreEqual(quantity, of, _isBinary) ? of : quantity;

    private decimal SettleCloses(PositionFill fill, TradeSide side, decimal quantity)
    {
        if (_closes.Count == 0 || !MayBeExit(fill))
            return quantity;

        decimal rest = quantity;
        foreach (CloseState close in _closes.Where(close => side != TradeSide.None && IsExitOf(fill, close)).ToArray())
        {
            foreach (ClosedPart part in close.Parts.Where(part => part.ExitOrder is null && part.Exit.Number == 0).ToArray())
            {
                if (rest <= 0)
                    break;
                decimal settled = Whole(rest, part.Quantity);
                ClosedPart exited = settled < part.Quantity ? part.Split(settled) : part;
                if (exited != part)
                    close.Parts.Add(exited);
                rest = Math.Max(0, rest - settled);
                close.Awaiting -= settled;
                Settle(exited, close.Side, fill, quantity);
                if (close.Pnl is null)
                    Count(exited, exited.Computed, isLogged: false, exited.Exit);
            }
        }

        while (_closes.Count > 0 && _closes.Peek().Awaiting <= 0)
            Check(_closes.Dequeue());
        return ExactNumber.AreEqual(quantity, quantity - rest, _isBinary) ? 0 : rest;
    }

    private decimal Exit(PositionFill fill, decimal whole, decimal quantity, List<ClosedPart> closed)
    {
        TradeSide standing = Standing;
        foreach (LotPart taken in _lots.Take(quantity, fill.Strategy is null ? null : lot => lot.Strategy == fill.Strategy))
        {
            var part = PartOf(taken);
            part.Figures = book.At(symbol, part.Strategy, fill.Mark.Time);
            Settle(part, standing, fill, whole);
            if (fill.Pnl is null)
                Count(part, part.Computed, isLogged: false, fill.Mark);
            closed.Add(part);
            _exits.Enqueue(part);
            Note(part);
        }

        ClosedSide = standing;
        _unannounced = Math.Min(_unannounced, _lots.Quantity);
        if (_lots.Count == 0)
            GoFlat();
        while (_exits.Count > TradeActivityLimits.WaitingOfAPosition)
            CountClose(_exits.Dequeue());
        return quantity;
    }

    private ClosedPart PartOf(LotPart taken) => new()
    {
        Entry = taken.Lot.Order,
        Strategy = taken.Lot.Strategy,
        Quantity = taken.Quantity,
        Cost = taken.Cost,
        Multiplier = taken.Lot.Multiplier,
        Currency = taken.Lot.Currency,
        Fees = taken.Fee,
        IsBinary = _isBinary,
    };

    private static void Settle(ClosedPart part, TradeSide side, PositionFill fill, decimal whole)
    {
        part.Exit = fill.Mark;
        part.ExitOrder = fill.Order;
        part.Fees += ExactNumber.Share(fill.Fee, part.Quantity, whole) ?? 0;
        part.Computed = PnlOf(part, side, fill.Price);
    }

    private static decimal? PnlOf(ClosedPart part, TradeSide side, decimal? price)
    {
        if (price is not { } known || part.Cost is not { } cost || side is not (TradeSide.Buy or TradeSide.Sell)
            || ExactNumber.Multiply(known, part.Quantity) is not { } value)
        {
            return null;
        }

        decimal gain = side == TradeSide.Buy ? value - cost : cost - value;
        return part.Multiplier == 1 ? gain : ExactNumber.Multiply(gain, part.Multiplier);
    }

    private void OpenLots(PositionFill fill, TradeSide side, decimal quantity, decimal whole)
    {
        decimal rest = quantity;
        foreach (Lot lot in _lots.Lots.Where(lot => lot.IsAnnounced && Standing == side).ToArray())
        {
            decimal confirmed = Whole(rest, lot.Quantity);
            _lots.Confirm(lot, confirmed, fill);
            rest -= confirmed;
            if (rest <= 0)
                return;
        }

        Standing = side;
        _unannounced += rest;
        _lots.Add(new Lot
        {
            Mark = fill.Mark,
            Order = fill.Order,
            Strategy = fill.Strategy ?? fill.Order?.Strategy,
            Quantity = rest,
            Price = fill.Price,
            Multiplier = fill.Multiplier,
            Currency = fill.Currency,
            Fee = ExactNumber.Share(fill.Fee, rest, whole) ?? 0,
        });
    }

    // The exits of the order that the close names are taken first.
    private decimal ClaimExits(CloseState close, decimal quantity, OrderState? order)
    {
        decimal left = quantity;
        if (order is not null && _exits.Any(part => part.ExitOrder == order || part.Entry == order))
            MoveForward(part => part.ExitOrder == order || part.Entry == order);
        else if (close.Strategy is { } owner && _exits.Any(part => part.Strategy == owner))
            MoveForward(part => part.Strategy == owner);
        while (left > 0 && _exits.Count > 0)
        {
            ClosedPart first = _exits.Peek();
            decimal claimed = Whole(left, first.Quantity);
            close.Parts.Add(claimed < first.Quantity ? first.Split(claimed) : _exits.Dequeue());
            left = ExactNumber.AreEqual(left, claimed, _isBinary) ? 0 : left - claimed;
        }

        return left;
    }

    private void MoveForward(Func<ClosedPart, bool> isFirst)
    {
        ClosedPart[] ordered = [.. _exits.OrderByDescending(isFirst)];
        _exits.Clear();
        foreach (ClosedPart part in ordered)
            _exits.Enqueue(part);
    }

    private decimal CloseLots(CloseState close, decimal quantity, OrderState? order)
    {
        Func<Lot, bool>? prefers = order is not null ? lot => lot.Order == order
            : close.Strategy is { } owner ? lot => lot.Strategy == owner : null;
        foreach (LotPart taken in _lots.Take(quantity, prefers))
        {
            ClosedPart part = PartOf(taken);
            part.Figures = book.At(symbol, part.Strategy, close.Mark.Time);
            close.Parts.Add(part);
            close.Awaiting += part.Quantity;
        }

        _unannounced = Math.Min(_unannounced, _lots.Quantity);
        _closes.Enqueue(close);
        if (close.Mark.Time >= _lastClose.Time)
            _lastClose = close.Mark;
        while (_closes.Count > TradeActivityLimits.WaitingCloses)
            _closes.Dequeue();
        return quantity;
    }

    private void Note(ClosedPart part)
    {
        if (part.Entry is { } entry)
            Closed.Add(entry);
    }

    private void GoFlat()
    {
        Standing = TradeSide.None;
        _lots.Clear();
        _unannounced = 0;
    }

    private void TakePnlOfFill(PositionFill fill, Amount pnl, List<ClosedPart> closed)
    {
        if (closed.Count == 0)
        {
            if (pnl.Value == 0)
                return;
            book.Findings.Add(fill.Mark.Number, new TradeFinding(
                TradeFindingKind.CloseWithoutPosition, "The fill has a pnl, but it closes nothing that is known. The pnl is counted.", [fill.Mark.Place])
            {
                Time = fill.Mark.Time,
                Symbol = symbol,
                OrderId = fill.Order?.Id,
            });
            book.AddPnl(book.At(symbol, fill.Strategy, fill.Mark.Time), fill.Currency, pnl.Value, isLogged: true, fill.Mark);
            return;
        }

        var close = new CloseState
        {
            Mark = fill.Mark, Side = ClosedSide, Symbol = symbol, Pnl = pnl, Basis = fill.Basis, Currency = fill.Currency,
        };
        close.Parts.AddRange(closed);
        CountLogged(close);
        Check(close);
    }

    /// <summary>Counts the pnl that a close logs, in the place of what its fills gave.</summary>
    public void CountLogged(CloseState close)
    {
        if (close.Pnl is not { } pnl)
            return;

        decimal gross = pnl.Value;
        if (close.Awaiting <= 0 && close.Computed is { } computed && !close.IsForeign
            && CloseState.Judge(pnl, close.Basis, computed, close.Fees, _isBinary) == PnlBasis.Net)
        {
            gross += close.Fees;
        }

        Distribute(close, gross);
    }

    private void Distribute(CloseState close, decimal gross)
    {
        close.CountResult(gross);
        decimal left = gross, quantity = close.Parts.Sum(part => part.Quantity);
        bool isComputed = close.Parts.TrueForAll(part => part.Computed is not null);
        for (int i = 0; i < close.Parts.Count; i++)
        {
            ClosedPart part = close.Parts[i];
            decimal share = i == close.Parts.Count - 1 ? left
                : isComputed ? part.Computed!.Value
                : ExactNumber.Share(gross, part.Quantity, quantity) ?? 0;
            left -= share;
            Count(part, share, isLogged: true, close.Mark, close.Currency);
        }
    }

    private void Count(ClosedPart part, decimal? pnl, bool isLogged, EventMark mark, string? currency = null)
    {
        if (pnl is not { } counted)
            return;
        BookPnl(part, counted, isLogged, mark, currency ?? part.Currency);
        part.Entry?.AddPnl(counted - part.Counted);
        part.Counted = counted;
        part.IsLogged |= isLogged;
    }

    private void BookPnl(ClosedPart part, decimal counted, bool isLogged, EventMark mark, string currency)
    {
        if (currency != part.Currency)
        {
            book.AddPnl(part.Figures, part.Currency, -part.Counted, isLogged: false, mark);
            book.AddPnl(part.Figures, currency, counted, isLogged: true, mark);
            return;
        }

        if (isLogged && !part.IsLogged)
            book.ReplacePnl(part.Figures, currency, part.Counted, counted, mark);
        else if (counted != part.Counted)
            book.AddPnl(part.Figures, currency, counted - part.Counted, isLogged, mark);
    }

    /// <summary>Compares what a close logs with what its fills give, when all of them are there.</summary>
    public void Check(CloseState close)
    {
        if (close.Pnl is not { } pnl || close.Awaiting > 0 || close.Computed is not { } computed || close.IsForeign)
            return;

        switch (CloseState.Judge(pnl, close.Basis, computed, close.Fees, _isBinary))
        {
            case PnlBasis.Net when close.Parts.Sum(part => part.Counted) == pnl.Value && close.Fees != 0:
                Distribute(close, pnl.Value + close.Fees);
                break;
            case PnlBasis.Unknown:
                TellMismatch(close, pnl.Value, computed);
                break;
        }
    }

    /// <summary>Counts a close without a pnl by the exit price that it names, where no fill has closed the position.</summary>
    public void CountByExitPrice(CloseState close)
    {
        foreach (ClosedPart part in close.Parts.Where(part => part.Exit.Number == 0))
        {
            if (PnlOf(part, close.Side, close.ExitPrice) is not { } pnl)
                continue;
            part.Computed = pnl;
            Count(part, pnl, isLogged: false, close.Mark);
        }
    }

    /// <summary>Compares what a close logs with what its exit price gives, where no fill has closed the position.</summary>
    public void CheckExitPrice(CloseState close, TradeFindings findings)
    {
        decimal? computed = close.IsBeyond || close.IsForeign ? null : 0m;
        foreach (ClosedPart part in close.Parts)
            computed += part.Exit.Number == 0 ? PnlOf(part, close.Side, close.ExitPrice) : part.Computed;
        if (close.Pnl is { } pnl && computed is { } known
            && CloseState.Judge(pnl, close.Basis, known, close.Fees, _isBinary) == PnlBasis.Unknown
            && !IsNetOfMore(pnl.Value, known, close))
        {
            findings.Add(close.Mark.Number, MismatchOf(close, pnl.Value, known));
        }
    }

    // The fees of an exit that is not logged may be in the logged pnl: less than the entry's is then impossible, up to three times
    // the entry's is not.
    private static bool IsNetOfMore(decimal logged, decimal computed, CloseState close) =>
        close.Fees > 0 && logged < computed - close.Fees && logged >= computed - (3 * close.Fees);

    private void TellMismatch(CloseState close, decimal logged, decimal computed) =>
        book.Findings.Add(close.Mark.Number, MismatchOf(close, logged, computed));

    private TradeFinding MismatchOf(CloseState close, decimal logged, decimal computed)
    {
        decimal net = computed - close.Fees;
        string fees = close.Fees == 0 ? "" : FormattableString.Invariant($", {net} after fees");
        IEnumerable<EventMark> exits = close.Parts.Select(part => part.Exit).Where(exit => exit.Number > 0 && exit.Number != close.Mark.Number).Distinct();
        return new TradeFinding(
            TradeFindingKind.PnlMismatch,
            FormattableString.Invariant($"The log says pnl {logged}, the fills give {computed}{fees}. The logged one counts."),
            [.. exits.Take(10).Select(exit => exit.Place), close.Mark.Place])
        {
            Time = close.Mark.Time,
            Symbol = symbol,
            OrderId = close.Parts.Select(part => part.Entry?.Id).FirstOrDefault(entry => entry is not null),
        };
    }

    // Too many exits wait: the oldest counts as closed.
    private static void CountClose(ClosedPart part) =>
        Closes.Count(part.Figures, part.Currency, part.Computed is null && !part.IsLogged ? null : part.Counted);
}
