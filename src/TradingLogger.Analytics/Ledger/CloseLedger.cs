using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Books the events that open and close positions.</summary>
internal sealed class CloseLedger(PnlBook book, PositionBook positions)
{
    private readonly TradeFindings _findings = book.Findings;
    private readonly CloseChecks _checks = new(book.Findings);
    private CloseState _close = new();
    private bool _isAmbiguous;

    /// <summary>Finds the position that an event closes.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="order">The order it names; null when it names none.</param>
    /// <returns>The position; null when none is known.</returns>
    public Position? Find(TradeFact fact, OrderState? order)
    {
        _isAmbiguous = false;
        if (fact.Symbol is null)
            return positions.FindWithoutSymbol(fact);
        return positions.Find(fact)?.ForClose(fact, fact.Strategy ?? order?.Strategy, SideOf(fact), out _isAmbiguous);
    }

    /// <summary>Books the event that opens a position.</summary>
    public void Open(TradeFact fact, OrderState? order)
    {
        TradeSide side = fact.Side is TradeSide.Buy or TradeSide.Sell ? fact.Side
            : fact.PositionSide != TradeSide.None ? fact.PositionSide : order?.Side ?? TradeSide.None;
        var lot = new Lot
        {
            Mark = EventMark.Of(fact),
            Order = new OrderRef(order),
            Strategy = fact.Strategy ?? order?.Strategy,
            Price = positions.Multipliers.IsInverse(fact) ? null : (fact.Price ?? fact.EntryPrice)?.Value,
            Multiplier = positions.Multipliers.Of(fact, order),
            Currency = fact.QuoteCurrency,
        };
        Position position = positions.Of(fact).ForOpen(fact, lot.Strategy);
        bool isOfFills = position.Unannounced > 0;
        position.Announce(lot, side, fact.Quantity?.Value, fact.HasFee);
        if (isOfFills && fact.HasFee && !_checks.IsFeeOfOpeningNew(fact, position.Lots))
            fact.Fees.Clear();
    }

    /// <summary>Books a close.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="order">The order it names; null when it names none.</param>
    /// <param name="position">What it closes; null when nothing is known.</param>
    /// <param name="figures">Where it counts.</param>
    /// <returns>Whether it is counted; false when it is left out, with a finding.</returns>
    public bool Close(TradeFact fact, OrderState? order, Position? position, FigureSet figures)
    {
        if (position is null or { HasExits: false, IsOpen: false })
            return CloseNothing(fact, order, position, figures);
        if (_isAmbiguous)
        {
            _findings.Add(
                TradeFindingKind.Ambiguous,
                fact,
                "Several positions could be the one that is closed; the one that was opened first is taken.");
        }

        Complete(fact, position);
        CloseState close = StateOf(fact, position, figures);
        decimal open = position.QuantityToClose;
        position.Close(close, fact.Quantity, order);
        if (position.Beyond > 0 && fact.Quantity is { } quantity)
        {
            _findings.Add(
                TradeFindingKind.CloseWithoutPosition,
                fact,
                FormattableString.Invariant(
                    $"{quantity.Value} is closed, but only {quantity.Value - position.Beyond} is open. ")
                    + "The close is counted.");
        }

        Settle(fact, position, close, figures);
        _checks.Tell(fact, close);
        if (!_checks.AreFeesNew(fact, close))
            fact.Fees.Clear();
        if (open == 0 && close.Parts.Count == 0 && close.Pnl is { } pnl)
            CountAlone(close, pnl.Value, figures);
        close.Finish();
        return true;
    }

    // What a close does not name is its position's: the currency, and how much it was where the rest is named.
    private static void Complete(TradeFact fact, Position position)
    {
        if (fact.PnlCurrency.Length == 0 && position.ClosableCurrency is { Length: > 0 } currency)
            fact[MemberField.Currency] = currency;
        fact.Quantity ??= fact.CumulativeQuantity;
        if (fact.Quantity is null && fact.LeavesQuantity is { Value: > 0 } left && left.Value < position.Ended)
            fact.Quantity = left with { Value = position.Ended - left.Value };
    }

    private static TradeSide SideOf(TradeFact fact) =>
        TradeSides.IsOfPosition(fact.SideText) ? fact.Side : fact.PositionSide;

    private CloseState StateOf(TradeFact fact, Position? position, FigureSet figures)
    {
        if (_close.IsKept)
            _close = new CloseState();
        _close.Restart();
        _close.Mark = EventMark.Of(fact);
        _close.Side = position?.Closable ?? TradeSide.None;
        _close.Symbol = fact.Symbol;
        _close.Strategy = fact.Strategy;
        _close.Pnl = fact.Pnl;
        _close.Basis = fact.PnlBasis;
        _close.ExitPrice = fact.ExitPrice?.Value ?? (fact.EntryPrice is null ? null : fact.Price?.Value);
        _close.Currency = fact.PnlCurrency;
        _close.OwnFees = book.FeesIn(fact.PnlCurrency, fact);
        _close.Costs = fact.Fees.Count == 0 ? []
            : [.. fact.Fees.GroupBy(fact.CurrencyOf).Select(fees => (fees.Key, fees.Sum(fee => fee.Amount)))];
        _close.Figures = figures;
        _close.HasUnusableValue = fact.HasUnusableValue;
        return _close;
    }

    private void Settle(TradeFact fact, Position position, CloseState close, FigureSet figures)
    {
        TellSide(fact, close);
        if (close.Pnl is null)
        {
            position.Money.CountByExitPrice(close);
            close.CountResult(book, close.Computed);
            return;
        }

        if (close.Parts.Count == 0)
            return;
        position.Money.CountLogged(close, position.IsBinary);
    }

    private void TellSide(TradeFact fact, CloseState close)
    {
        TradeSide named = SideOf(fact);
        if (named != TradeSide.None && close.Side is TradeSide.Buy or TradeSide.Sell
            && named != close.Side && named is TradeSide.Buy or TradeSide.Sell)
        {
            _findings.Add(
                TradeFindingKind.UnknownSide, fact,
                    $"The close is of a {fact.SideText} position, but the one that is open is the other way. "
                        + "It is counted.");
        }
    }

    // A position that was opened before the log began is real money; one that was closed already, or that nobody can
    // tell, is not counted twice.
    private bool CloseNothing(TradeFact fact, OrderState? order, Position? position, FigureSet figures)
    {
        bool isClosedAlready = position is { HasHistory: true };
        bool isAnyone = fact.Symbol is null && fact.PositionId is null && positions.Positions.Any(
            other => other.IsOpen || other.HasExits);
        bool isCounted = !isClosedAlready && !isAnyone;
        string name = fact.PositionId is { } id ? "position " + id : $"position in {fact.Symbol ?? "no symbol"}";
        _findings.Add(
            TradeFindingKind.CloseWithoutPosition,
            fact,
            isClosedAlready ? $"The {name} is closed already; this close is left out."
                : isAnyone ? "The close names no symbol, and several positions could be meant; it is left out."
                : $"No {name} is open. The close is counted.");
        if (!isCounted)
            return false;
        if (fact.Pnl is { } pnl)
            CountAlone(StateOf(fact, position, figures), pnl.Value, figures);
        else if (!fact.HasUnusableValue)
            _findings.Add(TradeFindingKind.MissingValue, fact, "The close has no pnl.");
        if (fact.Pnl is null)
            figures.Count(TradeCounter.PositionsClosed);
        FillLedger.AddOrderPnl(order, fact.Pnl?.Value);
        return true;
    }

    private void CountAlone(CloseState close, decimal pnl, FigureSet figures)
    {
        close.CountResult(book, pnl);
        book.AddPnl(figures, close.Currency, pnl, isLogged: true, close.Mark);
    }
}
