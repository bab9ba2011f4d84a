using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <content>The closes: what they claim of exits that are logged already, and of lots whose exit is still to
/// come.</content>
internal sealed partial class Position
{
    private List<CloseState>? _settledWithCosts;

    /// <summary>Takes the closes with a fee of their own for which the last fill was the exit that they waited
    /// for.</summary>
    public IReadOnlyList<CloseState> TakeSettledWithCosts()
    {
        List<CloseState>? settled = _settledWithCosts;
        _settledWithCosts = null;
        return settled is null ? Array.Empty<CloseState>() : settled;
    }

    /// <summary>What a close without a quantity ends, the side that stood before: what exits have closed, and what is
    /// left on that side.</summary>
    public decimal Ended
    {
        get
        {
            decimal exited = Exited;
            return exited > 0 && Standing != ClosedSide ? exited : exited + _lots.Quantity;
        }
    }

    /// <summary>Closes the position, or a part of it.</summary>
    /// <param name="close">The close.</param>
    /// <param name="named">How much; null for the side that stood before.</param>
    /// <param name="order">The order that the close names; null when it names none.</param>
    public void Close(CloseState close, Amount? named, OrderState? order)
    {
        decimal? quantity = named?.Value;
        _isBinary |= named is { IsBinary: true };
        ForgetClosed();
        TellLate(close.Mark, "close", order?.Id, _lastFill, "fill");
        decimal wanted = quantity ?? Ended;
        decimal left = ClaimExits(close, wanted, order);
        if (left > 0 && _lots.Count > 0
            && Standing == close.Side && (quantity is not null || close.Parts.Count == 0 || !IsEndedBy(close)))
        {
            left -= CloseLots(close, Whole(left, _lots.Quantity), order);
        }

        if (HasUnknownQuantity)
        {
            HasUnknownQuantity = false;
            close.IsBeyond = true;
            left = 0;
        }

        // One by one: copying lists of references at once is made for long ones.
        foreach (ClosedPart part in close.Parts)
            _closedNow.Add(part);
        if (_lots.Count == 0)
            GoFlat();
        if (quantity is not null && left > 0 && !ExactNumber.AreEqual(wanted, wanted - left, _isBinary))
            close.IsBeyond = true;
        Beyond = close.IsBeyond ? left : 0;
    }

    // A close of a part: its pnl is that of the exits so far.
    private bool IsEndedBy(CloseState close) => close.Pnl is { } pnl
        && close.Computed is { } computed
        && close.Judge(pnl, computed, _isBinary) != PnlBasis.Unknown;

    private decimal SettleCloses(PositionFill fill, TradeSide side, decimal quantity) =>
        _closes.Count == 0 || !MayBeExit(fill) ? quantity : SettleWaiting(fill, side, quantity);

    private decimal SettleWaiting(PositionFill fill, TradeSide side, decimal quantity)
    {
        decimal rest = quantity;
        foreach (CloseState close in _closes.Where(close => side != TradeSide.None && IsExitOf(fill, close)).ToArray())
        {
            ClosedPart[] waiting =
                [.. close.Parts.Where(part => part.ExitOrder.IsNone && part.Exit.Number == 0)];
            foreach (ClosedPart part in waiting)
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
                    _pnl.Count(exited, exited.Computed, isLogged: false, exited.Exit);
            }
        }

        while (_closes.Count > 0 && _closes.Peek().Awaiting <= 0)
        {
            CloseState settled = _closes.Dequeue();
            _pnl.Check(settled, _isBinary);
            if (settled.Costs.Count > 0)
                (_settledWithCosts ??= []).Add(settled);
        }

        return ExactNumber.AreEqual(quantity, quantity - rest, _isBinary) ? 0 : rest;
    }

    // The exits of the order that the close names are taken first.
    private decimal ClaimExits(CloseState close, decimal quantity, OrderState? order)
    {
        decimal left = quantity;
        if (_exits.Count > 1 && (order is not null || close.Strategy is not null))
            Prefer(close, order);
        while (left > 0 && _exits.Count > 0)
        {
            ClosedPart first = _exits.Peek();
            decimal claimed = Whole(left, first.Quantity);
            bool isPart = DecimalMath.Compare(claimed, first.Quantity) < 0;
            close.Parts.Add(isPart ? first.Split(claimed) : TakeExit());
            left = Less(left, claimed);
        }

        return left;
    }

    private void Prefer(CloseState close, OrderState? order)
    {
        OrderState? named = order is not null && HasExitOf(order) ? order : null;
        if (named is null && close.Strategy is null)
            return;
        bool hasOthersBefore = false, isMoved = false;
        foreach (ClosedPart part in _exits)
        {
            bool isFirst = IsFirst(part, named, close.Strategy);
            isMoved |= isFirst && hasOthersBefore;
            hasOthersBefore |= !isFirst;
        }

        if (isMoved)
            MoveForward(named, close.Strategy);
    }

    private bool HasExitOf(OrderState order)
    {
        foreach (ClosedPart part in _exits)
        {
            if (IsFirst(part, order, strategy: null))
                return true;
        }

        return false;
    }

    private static bool IsFirst(ClosedPart part, OrderState? order, string? strategy) => order is null
        ? part.Strategy == strategy
        : part.ExitOrder.Is(order) || part.Entry.Is(order);

    private void MoveForward(OrderState? order, string? strategy)
    {
        ClosedPart[] ordered = [.. _exits.OrderByDescending(part => IsFirst(part, order, strategy))];
        _exits.Clear();
        foreach (ClosedPart part in ordered)
            _exits.Enqueue(part);
    }

    private decimal CloseLots(CloseState close, decimal quantity, OrderState? order)
    {
        foreach (ClosedPart part in _lots.Take(quantity, order, close.Strategy, _isBinary))
        {
            part.Figures = context.Book.At(symbol, part.Strategy, close.Mark.Time);
            close.Parts.Add(part);
            close.Awaiting += part.Quantity;
        }

        _unannounced = Math.Min(_unannounced, _lots.Quantity);
        _closes.Enqueue(close);
        close.IsKept = true;
        TellLate(close.Mark, "close", order?.Id, _lastClose, "close");
        if (close.Mark.Time >= _lastClose.Time)
            _lastClose = close.Mark;
        while (_closes.Count > TradeActivityLimits.WaitingCloses)
            _closes.Dequeue();
        return quantity;
    }

    // Too many exits wait: the oldest counts as closed.
    private void CountClose(ClosedPart part) => context.Book.CountClose(
        part.Figures, part.Currency, part.Computed is null && !part.IsLogged ? null : part.Counted);
}
