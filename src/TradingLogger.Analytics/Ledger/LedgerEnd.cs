using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>What only the end of the log shows: orders that were never placed, fills that are missing, exits without a
/// close. It changes nothing, because more events may follow.</summary>
internal sealed class LedgerEnd(TradeLedger ledger, TradeFindings findings)
{
    /// <summary>Exits that no close was logged for, as closes.</summary>
    public PendingCloses PendingCloses(PnlBook book)
    {
        var pending = new PendingCloses();
        foreach (Position position in ledger.Positions.Positions)
        {
            foreach (IGrouping<long, ClosedPart> exit in position.Exits.GroupBy(part => part.Exit.Number))
            {
                ClosedPart first = exit.First();
                bool isKnown = exit.Any(part => part.Computed is not null || part.IsLogged);
                (string currency, decimal? pnl) = book.Converted(
                    first.Currency, isKnown ? exit.Sum(part => part.Counted) : null);
                pending.Add(first.Figures, currency, pnl);
            }
        }

        return pending;
    }

    /// <summary>Tells what is missing.</summary>
    public void Tell()
    {
        foreach (OrderState order in ledger.Orders.Orders)
        {
            TellEndOf(order, findings);
        }

        var unfinished = ledger.Orders.Orders
            .Where(order => order is { IsPlaced: true, IsDone: false, Side: TradeSide.Buy or TradeSide.Sell })
            .GroupBy(order => order.Symbol ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        TellPresence(
            ledger.Habits.FeeCurrencies, TradeFindingKind.MissingFee,
                "currency of their fee; it is taken as that of the price");
        foreach (FillHabits habits in ledger.Habits.Accounts)
        {
            TellPresence(habits.Fees, TradeFindingKind.MissingFee, "fee");
            TellFeesBelowZero(habits.Costs);
            TellFeesBelowZero(habits.CostsOfCloses);
            TellPresence(habits.Prices, TradeFindingKind.MissingValue, "price", isNeeded: true);
            TellPresence(
                habits.PositionIds, TradeFindingKind.Ambiguous, "position_id; the position that fits is taken");
        }

        foreach (SymbolBook symbol in ledger.Positions.Symbols)
        {
            Position[] positions = [.. symbol.Positions];
            foreach (Position position in positions)
            {
                TellMissingExits(
                    position, positions, unfinished.TryGetValue(symbol.Symbol ?? "", out List<OrderState>? orders)
                        ? orders : []);
                TellMissingEntry(position);
                TellMissingPnl(position);
            }
        }
    }

    /// <summary>Tells what is missing of an order of which nothing more will be known.</summary>
    public static void TellEndOf(OrderState order, TradeFindings findings)
    {
        TellUnplaced(order, findings);
        TellMissingPart(order, findings);
    }

    private static void TellUnplaced(OrderState order, TradeFindings findings)
    {
        if (order.IsPlaced)
            return;
        if (order.Waiting is null && order.IsEnded)
        {
            findings.Add(order.Placed.Number, new TradeFinding(
                TradeFindingKind.UnknownOrder, $"The order {order.Id} ends, but it was not placed before.",
                    [order.Placed.Place])
            {
                Time = order.Placed.Time,
                Symbol = order.Symbol,
                OrderId = order.Id,
            });
        }

        foreach (WaitingFill fill in order.Waiting?.First ?? [])
        {
            if (!findings.Keeps(TradeFindingKind.FillWithoutOrder))
            {
                findings.Count(TradeFindingKind.FillWithoutOrder);
                continue;
            }

            findings.Add(fill.Mark.Number, new TradeFinding(
                TradeFindingKind.FillWithoutOrder,
                $"The fill names the order {order.Id}, which was not placed before. It is counted"
                    + (fill.Position is null ? "." : ", but moves no position: its side is not known."),
                [fill.Mark.Place])
            {
                Time = fill.Mark.Time,
                Symbol = order.Symbol,
                OrderId = order.Id,
            });
        }

        for (long i = 0; i < (order.Waiting?.Beyond ?? 0); i++)
            findings.Count(TradeFindingKind.FillWithoutOrder);
    }

    // ORDER_FILLED says that nothing more is to come, and the answer to an order how much of it is filled.
    private static void TellMissingPart(OrderState order, TradeFindings findings)
    {
        bool isClaimed = order.IsShortOf(order.ClaimedQuantity)
            || (order.IsClaimed && order.FilledQuantity == 0);
        if (order is not { IsPlaced: true, Figures.IsCounted: true }
            || (order is not { HasWhole: true, IsDone: false } && (!isClaimed || order.IsEnded)))
        {
            return;
        }

        decimal? ordered = isClaimed && order.ClaimedQuantity > 0 ? order.ClaimedQuantity : order.Quantity?.Value;
        findings.Add(order.Placed.Number, new TradeFinding(
            TradeFindingKind.QuantityMismatch,
            FormattableString.Invariant(
                $"The order {order.Id} was logged as filled, but its fills make {order.FilledQuantity} of {ordered}."),
            [order.Placed.Place])
        {
            Time = order.Placed.Time,
            Symbol = order.Symbol,
            OrderId = order.Id,
        });
    }

    private void TellPresence(Presence presence, TradeFindingKind kind, string name, bool isNeeded = false)
    {
        if ((presence.With == 0 && !isNeeded) || presence.Without == 0)
            return;
        findings.Add(presence.Missing[0].Number, new TradeFinding(
            kind,
            FormattableString.Invariant(
                $"{presence.Without} of {presence.With + presence.Without} fills have no {name}."),
            [.. presence.Missing.Select(mark => mark.Place)])
        {
            Time = presence.Missing[0].Time,
        });
    }

    private void TellFeesBelowZero(Presence costs)
    {
        if (costs.With > 0 || costs.Without == 0)
            return;
        findings.Add(costs.Missing[0].Number, new TradeFinding(
            TradeFindingKind.AmbiguousFee,
            "All fees are below 0, so they count as paid back. If a broker writes costs so, log them without sign.",
            [.. costs.Missing.Select(mark => mark.Place)])
        {
            Time = costs.Missing[0].Time,
        });
    }

    // A log may close positions without ever logging an exit. But an order that would have been the exit, and that was
    // neither filled nor ended, or an exit in the name of another strategy, shows that a line is missing or wrong.
    private void TellMissingExits(Position position, Position[] siblings, List<OrderState> unfinished)
    {
        foreach (CloseState close in position.AwaitingClosesOf.Where(close => close.Awaiting > 0))
        {
            OrderState? order = unfinished.Find(
                candidate => candidate.Side != close.Side && candidate.Placed.IsBefore(close.Mark));
            if (order is not null)
            {
                unfinished.Remove(order);
                Add(TradeFindingKind.ExitFillMissing, close,
                    $"No fill closes the position, and the order {order.Id} that would have is neither filled nor "
                        + "ended.",
                    order.Placed);
                continue;
            }

            const string OfAnother = "No fill closes the position; the one that may have names another strategy.";
            const string Shared = "The orders that were closed get the pnl by quantity: no exit price is known.";
            // A close that names its strategy and its exit price needs no fill.
            Lot? other = close is { Strategy: not null, ExitPrice: not null } ? null : siblings.Where(
                sibling => sibling != position && sibling.Id is null && position.Id is null
                    && sibling.Standing == TradeSides.Opposite(close.Side))
                .SelectMany(sibling => sibling.Lots).FirstOrDefault(lot => lot.Mark.IsBefore(close.Mark));
            if (other is not null)
            {
                Add(TradeFindingKind.ExitFillMissing, close, OfAnother, other.Mark);
            }
            else if (close is { ExitPrice: null, Pnl: not null, HasUnequalParts: true })
            {
                Add(TradeFindingKind.Ambiguous, close, Shared, null);
            }
            else if (close.ExitPrice is not null)
            {
                position.Money.CheckExitPrice(close, findings, position.IsBinary);
            }
        }
    }

    private void TellMissingEntry(Position position)
    {
        Lot? announced = position.Lots.FirstOrDefault(lot => lot.IsAnnounced);
        if (announced is null || !position.HasFills)
            return;
        findings.Add(announced.Mark.Number, new TradeFinding(
            TradeFindingKind.EntryFillMissing, "The position was opened, but no fill did it as others have.",
                [announced.Mark.Place])
        {
            Time = announced.Mark.Time,
            Symbol = position.Symbol,
        });
    }

    private void TellMissingPnl(Position position)
    {
        IEnumerable<CloseState> unknown = position.AwaitingClosesOf.Where(
            close => close is { Pnl: null, HasUnusableValue: false, Computed: null });
        foreach (CloseState close in unknown)
            Add(TradeFindingKind.MissingValue, close, "The close has no pnl, and no fill gives it.", null);
        foreach (ClosedPart part in position.Exits.Where(part => part.Computed is null && !part.IsLogged))
        {
            findings.Add(part.Exit.Number, new TradeFinding(
                TradeFindingKind.MissingValue,
                    "The fill closes a position whose pnl is neither logged nor given by prices.", [part.Exit.Place])
            {
                Time = part.Exit.Time,
                Symbol = position.Symbol,
                OrderId = part.ExitOrder.Id,
            });
        }
    }

    private void Add(TradeFindingKind kind, CloseState close, string message, EventMark? earlier) => findings.Add(
        close.Mark.Number,
        new TradeFinding(kind, message, earlier is { } mark ? [mark.Place, close.Mark.Place] : [close.Mark.Place])
        {
            Time = close.Mark.Time,
            Symbol = close.Symbol,
        });
}
