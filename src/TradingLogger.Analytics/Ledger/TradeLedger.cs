using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Moves orders and positions by facts, one after the other. Every fact that carries money or quantity ends in
/// one of three ways: counted, left out with a finding, or no money by a rule of docs/trade-activity.md.</summary>
internal sealed class TradeLedger
{
    private readonly PnlBook _book;
    private readonly TradeFindings _findings;
    private readonly OrderBook _orders;
    private readonly PositionBook _positions;
    private readonly FillLedger _fills;
    private readonly CloseLedger _closes;
    private readonly EventGuard _guard = new();
    private readonly TradeSignals _signals = new();
    private readonly LatencyMeter _signalToOrder = new();

    /// <summary>Starts with no orders and no positions.</summary>
    public TradeLedger(PnlBook book, TradeActivityOptions options)
    {
        _book = book;
        _findings = book.Findings;
        _orders = new OrderBook(options.Timelines) { Forgets = order => LedgerEnd.TellUnplaced(order, _findings) };
        _positions = new PositionBook(book, options.CostMethod);
        _fills = new FillLedger(book, _positions);
        _closes = new CloseLedger(book, _positions);
    }

    /// <summary>The orders.</summary>
    public OrderBook Orders => _orders;

    /// <summary>The positions.</summary>
    public PositionBook Positions => _positions;

    /// <summary>Hears of each fill that is counted.</summary>
    public Action<TradeFact, OrderState?, Amount?>? Filled { set => _fills.Filled = value; }

    /// <summary>What fills usually name.</summary>
    public FillHabits Habits => _fills.Habits;

    /// <summary>From a signal to its order.</summary>
    public LatencyMeter SignalToOrder => _signalToOrder;

    /// <summary>From an order to the fill that completed it.</summary>
    public LatencyMeter OrderToFill => _fills.OrderToFill;

    /// <summary>From a signal to the fill that completed its order.</summary>
    public LatencyMeter SignalToFill => _fills.SignalToFill;

    /// <summary>Takes a fact.</summary>
    /// <returns>Its symbol, or that of its order or position; null when none is known.</returns>
    public string? Take(TradeFact fact)
    {
        OrderState? order = null;
        bool isAmbiguous = false;
        if (fact.Kind is not (TradeActionKind.Signal or TradeActionKind.Other) || fact.OrderId is not null)
            order = _orders.Find(fact, out isAmbiguous);
        TradeSignal? signal = fact.Kind == TradeActionKind.OrderPlaced && order is not { IsPlaced: true }
            ? _signals.Take(fact) : null;
        Complete(fact, order, signal);
        if (order is not null)
            _orders.Link(order, fact.ClientOrderId);
        Position? closed = fact.Kind == TradeActionKind.PositionClosed ? _closes.Find(fact, order) : null;
        fact.Symbol ??= closed?.Symbol;
        string? strategy = fact.Strategy ?? closed?.ClosableStrategy;
        FigureSet figures = _book.At(fact.Symbol, strategy, fact.Time);
        figures.Count(TradeCounter.Events);

        if (IsMoney(fact) && !_guard.IsNew(fact))
        {
            LeaveOut(fact, order);
            return fact.Symbol;
        }

        if (isAmbiguous)
            _findings.Add(TradeFindingKind.Ambiguous, fact, $"Several orders have the id {fact.OrderId}, and the event does not say which symbol or account it is of.");
        Move(fact, order, signal, closed, figures);
        return fact.Symbol;
    }

    private static void Complete(TradeFact fact, OrderState? order, TradeSignal? signal)
    {
        if (order is not null)
        {
            fact.Symbol ??= order.Symbol;
            fact.Account ??= order.Account;
            fact.Venue ??= order.Venue;
            fact.Strategy ??= order.Strategy;
            order.Symbol ??= fact.Symbol;
            order.Account ??= fact.Account;
            order.Venue ??= fact.Venue;
        }

        fact.Strategy ??= signal?.Strategy;
    }

    // Placing an order twice is told by its id.
    private static bool IsMoney(TradeFact fact) => fact.Fees.Count > 0 || fact.IsFill
        || fact.Kind is TradeActionKind.PositionClosed or TradeActionKind.PositionOpened;

    private void LeaveOut(TradeFact fact, OrderState? order)
    {
        // Opening what is open says nothing new.
        if (fact.Kind == TradeActionKind.PositionOpened && fact.Fees.Count == 0)
            return;
        if (fact.Kind == TradeActionKind.OrderPlaced && order is { IsPlaced: true })
        {
            TellSecondOrder(fact, order, "it is left out");
            return;
        }

        _findings.Add(
            TradeFindingKind.DuplicateEvent,
            fact,
            fact.ExecutionId is { } execution && fact.IsFill
                ? $"The execution {execution} is in the log already; this fill is left out."
                : $"This {fact.Action} equals an earlier one in time and content; it is left out.",
            order is { IsPlaced: true } ? order.Placed : null);
    }

    private void Move(TradeFact fact, OrderState? order, TradeSignal? signal, Position? closed, FigureSet figures)
    {
        bool isCounted = true;
        switch (fact.Kind)
        {
            case TradeActionKind.Signal:
                _signals.Add(fact);
                figures.Count(TradeCounter.Signals);
                break;
            case TradeActionKind.OrderPlaced:
                isCounted = Place(fact, order, signal, figures);
                break;
            case TradeActionKind.OrderAccepted:
                break;
            case TradeActionKind.OrderReplaced:
                Replace(fact, order);
                break;
            case TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled:
                order ??= MakeUnplaced(fact, fact.OrderId ?? fact.ClientOrderId);
                isCounted = _fills.Fill(fact, order, figures);
                break;
            case TradeActionKind.OrderCancelled or TradeActionKind.OrderRejected or TradeActionKind.OrderExpired:
                End(fact, order);
                break;
            case TradeActionKind.PositionOpened:
                _closes.Open(fact, order);
                break;
            case TradeActionKind.PositionClosed:
                isCounted = _closes.Close(fact, order, closed, figures);
                break;
            default:
                TellUnknownAction(fact);
                break;
        }

        if (fact.Pnl is not null && !fact.IsFill && fact.Kind is not (TradeActionKind.PositionClosed or TradeActionKind.Other))
            _findings.Add(TradeFindingKind.UnknownAction, fact, $"{fact.Action} has a pnl, which only fills and closes have; it is left out.");
        if (isCounted)
            _fills.AddFees(fact, order, figures);
        if (_orders.KeepsTimelines && isCounted)
            AddSteps(fact, order, closed);
    }

    // An order's life goes on in the exits and closes of what it opened.
    private void AddSteps(TradeFact fact, OrderState? order, Position? closed)
    {
        if (order is not null)
            order.AddStep(LedgerEnd.StepOf(fact));
        foreach (OrderState entry in (fact.IsFill ? _fills.LastPosition : closed)?.Closed ?? [])
        {
            if (entry != order)
                entry.AddStep(LedgerEnd.StepOf(fact));
        }
    }

    private bool Place(TradeFact fact, OrderState? earlier, TradeSignal? signal, FigureSet figures)
    {
        if (earlier is { IsPlaced: true } && !IsUsedAgain(fact, earlier))
            return false;

        figures.Count(TradeCounter.OrdersPlaced);
        _fills.AddLatency(_signalToOrder, signal?.Mark.Time, fact.Time);
        string? id = fact.OrderId ?? fact.ClientOrderId;
        if (id is null)
        {
            _findings.Add(TradeFindingKind.OrderWithoutId, fact, "The order has no order_id: no fill can be its own.");
            return true;
        }

        OrderState order = earlier is { IsPlaced: false } met ? met : MakeOrder(fact, id);
        order.Place(fact, signal, figures);
        _orders.Link(order, fact.ClientOrderId);
        if (order == earlier)
            _fills.Adopt(fact, order);
        if (_orders.KeepsTimelines)
        {
            if (signal is not null)
                order.AddStep(new(signal.Mark.Time, "SIGNAL_GENERATED", signal.Mark.Place));
            order.AddStep(LedgerEnd.StepOf(fact));
        }

        return true;
    }

    // After a refusal, or a cancel without a fill, an id is free again. Later than that a log that numbers anew each
    // day uses it.
    private bool IsUsedAgain(TradeFact fact, OrderState earlier)
    {
        bool isSame = fact.Time == earlier.Placed.Time;
        if (earlier.IsEnded && earlier.FilledQuantity == 0 && !isSame)
            return true;
        if (fact.ClientOrderId == earlier.Id && fact.OrderId is not null && !earlier.IsDone)
            return false;

        bool isNew = earlier.IsDone && !isSame;
        TellSecondOrder(fact, earlier, isNew ? "this one counts as a new order" : "this order is not counted");
        return isNew;
    }

    private void TellSecondOrder(TradeFact fact, OrderState earlier, string result) => _findings.Add(
        TradeFindingKind.DuplicateOrderId, fact,
            $"The order id {fact.OrderId ?? earlier.Id} was used before; {result}.", earlier.Placed);

    private OrderState MakeOrder(TradeFact fact, string id)
    {
        var order = new OrderState(id) { Placed = EventMark.Of(fact) };
        _orders.Add(order);
        return order;
    }

    // What only its fills name is followed, so that it is known when the line that places it comes after them.
    private OrderState? MakeUnplaced(TradeFact fact, string? id)
    {
        if (id is null)
            return null;
        OrderState order = MakeOrder(fact, id);
        order.Symbol = fact.Symbol;
        order.Account = fact.Account;
        order.Venue = fact.Venue;
        order.Strategy = fact.Strategy;
        return order;
    }

    private void Replace(TradeFact fact, OrderState? order)
    {
        if (order is null)
        {
            TellUnknownOrder(fact);
            return;
        }

        _orders.Link(order, fact.NewOrderId);
        order.Replace(fact);
        if (order.CompleteIfFilled(fact.Time))
            order.Figures.Count(TradeCounter.OrdersFilled);
    }

    private void End(TradeFact fact, OrderState? order)
    {
        if (order is null)
        {
            if (fact.OrderId is null)
                return;
            order = MakeUnplaced(fact, fact.OrderId)!;
        }

        if (order.IsDone)
            return;
        if (fact.CumulativeQuantity is { } filled && !ExactNumber.AreEqual(filled.Value, order.FilledQuantity, order.IsBinary))
        {
            _findings.Add(
                TradeFindingKind.QuantityMismatch,
                fact,
                FormattableString.Invariant(
                    $"{fact.Action} says that {filled.Value} was filled, the fills before it make {order.FilledQuantity}."),
                order.IsPlaced ? order.Placed : null);
        }

        order.End(fact.Kind, fact.Time);
        order.Figures.Count(TradeCounter.OrdersEnded);
    }

    private void TellUnknownOrder(TradeFact fact) => _findings.Add(
        TradeFindingKind.UnknownOrder, fact,
            $"{fact.Action} names the order {fact.OrderId ?? fact.ClientOrderId ?? "(none)"}, which was not placed before.");

    // Market data has prices and quantities too: only what belongs to a trade is asked for.
    private void TellUnknownAction(TradeFact fact)
    {
        string? left = fact.Pnl is not null ? "pnl" : TradeActions.LooksLikeTrade(fact) ? "quantity" : null;
        if (left is not null)
            _findings.Add(TradeFindingKind.UnknownAction, fact, $"{fact.Action} is no known action; its {left} is left out.");
    }
}
