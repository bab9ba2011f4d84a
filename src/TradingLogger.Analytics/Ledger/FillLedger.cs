using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Books fills: on their order, on their position, in turnover and fees.</summary>
internal sealed class FillLedger(PnlBook book, PositionBook positions)
{
    private readonly TradeFindings _findings = book.Findings;
    private readonly FillChecks _checks = new(book.Findings);
    private readonly CloseChecks _closeChecks = new(book.Findings);
    private readonly PositionFill _fill = new();
    private readonly FillPositions _moves = new(positions, book.Findings);

    /// <summary>From an order to the fill that completed it.</summary>
    public LatencyMeter OrderToFill { get; } = new();

    /// <summary>From a signal to the fill that completed its order.</summary>
    public LatencyMeter SignalToFill { get; } = new();

    /// <summary>Hears of each fill that is counted.</summary>
    public Action<TradeFact, OrderState?, Amount?>? Filled { get; set; }

    /// <summary>What fills usually name.</summary>
    public FillHabits Habits { get; } = new();

    /// <summary>The positions that the last fill moved.</summary>
    public IReadOnlyList<Position> Moved => _moves.Moved;

    /// <summary>Books a fill.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="order">Its order, placed or only named; null when it names none.</param>
    /// <param name="figures">Where it counts.</param>
    /// <returns>Whether it is counted; false when it is left out, with a finding.</returns>
    public bool Fill(TradeFact fact, OrderState? order, FigureSet figures)
    {
        _moves.Clear();
        if (!FillQuantity.TryFind(fact, order, _findings, out Amount? quantity))
            return false;
        if (quantity is { Value: 0 })
        {
            order?.NoteEmptyFill(fact.Kind);
            _checks.TellAverage(fact, order);
            return _checks.IsNewFee(fact, order);
        }

        if (order is not null && !_checks.HasRoom(fact, order, quantity))
            return false;

        figures.Count(TradeCounter.Fills);
        if (positions.Multipliers.IsInverse(fact))
            TakePriceOfInverse(fact);
        else if (fact.AveragePrice is not null && quantity is { } added)
            new FillPrice(fact, order, added, _findings).Settle();
        _checks.Tell(fact, order, quantity);
        PositionFill fill = FillOf(fact, order, quantity, positions.Multipliers.Of(fact, order));
        if (order is null)
            _findings.Add(TradeFindingKind.FillWithoutOrder, fact, "The fill has no order_id. It is counted.");
        FillOrder(fact, order, quantity);
        string? positionId = fact.PositionId ?? FillPositions.IdOf(fact, order);
        if (book.IsCounting && order is not null)
        {
            bool hasPrice = fact.Price is not null || order.Price is not null || fact.HasUnusableValue
                || fact.Problems.Any(problem => problem.Kind == TradeFindingKind.UnreadMember);
            Habits.Add(fact, hasPrice, order.IsPlaced ? positionId is not null : null);
        }

        if (fill.Side != TradeSide.None || order is { IsPlaced: true })
            _moves.Book(fact, fill, positionId);
        if (order is { IsPlaced: false })
        {
            PositionFill? waiting = fill.Side == TradeSide.None ? fill with { } : null;
            order.AddWaiting(new WaitingFill(fill.Mark, waiting) { Moved = _moves.Last });
        }

        AddTurnover(fact, quantity, fill.Multiplier, figures);
        Filled?.Invoke(fact, order, quantity);
        foreach (Position position in _moves.Moved)
        {
            if (position.TakeSettledWithCosts() is { Count: > 0 } settled && !_closeChecks.AreFeesNew(fact, settled))
                fact.Fees.Clear();
            if (position.HasFeeOfOpening && fact.HasFee)
            {
                _findings.Add(
                    TradeFindingKind.AmbiguousFee,
                    fact,
                    "The event that opened the position named a fee, and its fill names one too. They are added.");
            }
        }

        return true;
    }

    /// <summary>Books fills that were logged before the order which they name.</summary>
    public void Adopt(TradeFact placed, OrderState order)
    {
        foreach (WaitingFill waiting in order.TakeWaiting())
        {
            if (placed.Time - waiting.Mark.Time > TradeActivityLimits.TimeTolerance)
            {
                _findings.Add(
                    TradeFindingKind.OutOfTimeOrder, placed, $"The order {order.Id} was placed after its fill.",
                        waiting.Mark);
            }

            Name(waiting.Moved, placed, order.Strategy);
            if (waiting.Moved?.Strategy is { } owner && order.Strategy is { } own && owner != own)
            {
                _findings.Add(
                    TradeFindingKind.Ambiguous,
                    placed,
                    $"The order {order.Id} is of {own}, and its fill before it moved a position of {owner}.",
                    waiting.Mark);
            }

            if (waiting.Position is { } fill)
            {
                _moves.Book(
                    placed,
                    fill with { Side = order.Side, Strategy = fill.Strategy ?? order.Strategy },
                    order.PositionId);
            }
        }

        if (order.IsFilledByLess)
        {
            _findings.Add(
                TradeFindingKind.QuantityMismatch,
                placed,
                FormattableString.Invariant(
                    $"The order {order.Id} was filled before it was placed, but its fills make {order.FilledQuantity} ")
                    + FormattableString.Invariant($"of {order.Quantity?.Value}."));
        }

        if (order.CompleteIfFilled(placed.Time) || order.IsFilled)
            Complete(order, placed.Time);
        else if (order.IsEnded)
            order.Figures.Count(TradeCounter.OrdersEnded);
    }

    // A position that a fill opened before its order was known is of the strategy that the order names.
    private void Name(Position? moved, TradeFact placed, string? strategy)
    {
        if (strategy is not null && moved is { Strategy: null, Id: null }
            && moved.Lots.All(lot => lot.Owner == strategy)
            && positions.Of(placed).Positions.All(position => position.Strategy != strategy))
        {
            moved.Strategy = strategy;
        }
    }

    /// <summary>Counts what an event cost.</summary>
    public void AddFees(TradeFact fact, OrderState? order, FigureSet figures)
    {
        if (fact.Fees.Count == 0)
            return;
        if (order is not null && !fact.IsFill)
            _checks.TellFeeOfNoFill(fact, order);
        if (fact.Kind == TradeActionKind.Other)
            positions.CheckSpelling(fact);
        foreach (TradeFee fee in fact.Fees)
        {
            string currency = fact.CurrencyOf(fee);
            book.AddFee(figures, currency, fact.QuoteCurrency, fee.Amount, fact.Rate?.Value, EventMark.Of(fact));
            order?.AddFee(currency, fee.Amount);
            if (book.IsCounting)
                Habits.AddFee(fact, fee);
        }
    }

    /// <summary>Gives an order the pnl of a close that names it.</summary>
    public static void AddOrderPnl(OrderState? order, decimal? pnl)
    {
        if (pnl is { } known)
            order?.AddPnl(known);
    }

    /// <summary>Adds a latency that is none below 0.</summary>
    public void AddLatency(LatencyMeter meter, DateTimeOffset? from, DateTimeOffset to)
    {
        if (book.IsCounting && from is { } start && to >= start)
            meter.Add(to - start);
    }

    private PositionFill FillOf(TradeFact fact, OrderState? order, Amount? quantity, decimal multiplier)
    {
        string currency = fact.QuoteCurrency;
        TradeSide side = fact.Side is TradeSide.Buy or TradeSide.Sell ? fact.Side : fact.Side == TradeSide.None
            ? order?.Side ?? TradeSide.None : TradeSide.None;

        _fill.Mark = EventMark.Of(fact);
        _fill.Order = order;
        _fill.Strategy = fact.Strategy ?? order?.Strategy;
        _fill.Side = side;
        _fill.Quantity = quantity?.Value;
        _fill.Price = fact.Price?.Value;
        _fill.IsBinary = quantity is { IsBinary: true } || fact.Price is { IsBinary: true }
            || order is { IsBinary: true };
        _fill.Multiplier = multiplier;
        _fill.Currency = currency;
        _fill.Fee = book.FeesIn(currency, fact);
        _fill.Pnl = fact.Pnl;
        _fill.Basis = fact.PnlBasis;
        return _fill;
    }

    // One contract is worth so many dollars, whatever the price: price times quantity is no money.
    private void TakePriceOfInverse(TradeFact fact)
    {
        if (fact.Price is null)
            return;
        fact.Price = null;
        fact.HasUnusableValue = true;
        _findings.Add(
            TradeFindingKind.UnusableValue,
            fact,
            $"{fact.Symbol} is an inverse contract: its prices give neither pnl nor turnover. A logged pnl counts.");
    }

    private void FillOrder(TradeFact fact, OrderState? order, Amount? quantity)
    {
        if (order is null)
            return;

        order.PositionId ??= fact.PositionId;
        if (order.IsPlaced && order.Placed.Time - fact.Time > TradeActivityLimits.TimeTolerance)
        {
            _findings.Add(
                TradeFindingKind.OutOfTimeOrder, fact, $"The fill happened before its order {order.Id}.", order.Placed);
        }

        if (order.Fill(fact, quantity) && order.IsPlaced)
            Complete(order, fact.Time);
    }

    private void Complete(OrderState order, DateTimeOffset time)
    {
        order.Figures.Count(TradeCounter.OrdersFilled);
        AddLatency(OrderToFill, order.Placed.Time, time);
        AddLatency(SignalToFill, order.SignalAt, time);
    }

    // Beyond twelve places a double says nothing, and its digits would fill up the sum.
    private static decimal Rounded(decimal value, Amount price, Amount quantity) =>
        price.IsBinary || quantity.IsBinary ? decimal.Round(value, 12) : value;

    private void AddTurnover(TradeFact fact, Amount? quantity, decimal multiplier, FigureSet figures)
    {
        if (fact.Price is not { } price || quantity is not { } amount)
            return;
        decimal? value = ExactNumber.Multiply(price.Value, amount.Value) is { } product
            ? ExactNumber.Multiply(product, multiplier)
            : null;
        if (value is { } turnover)
        {
            book.AddTurnover(
                figures,
                fact.QuoteCurrency,
                Rounded(Math.Abs(turnover), price, amount),
                EventMark.Of(fact));
        }
        else
        {
            book.AddTooLarge(EventMark.Of(fact), "turnover");
        }
    }
}
