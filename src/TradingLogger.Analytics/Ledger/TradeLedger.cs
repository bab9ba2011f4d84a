using TradingLogging.Analytics.Duplicates;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
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
    private readonly OrderLedger _orderLedger;
    private bool _hasStrategies;
    private bool _touched;

    /// <summary>Starts with no orders and no positions.</summary>
    public TradeLedger(PnlBook book, TradeActivityOptions options)
    {
        _book = book;
        _findings = book.Findings;
        _orders = new OrderBook(options.Timelines) { Forgets = order => LedgerEnd.TellEndOf(order, _findings) };
        _positions = new PositionBook(book, options.CostMethod);
        _fills = new FillLedger(book, _positions);
        _closes = new CloseLedger(book, _positions);
        _orderLedger = new OrderLedger(book, _orders, _fills);
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
    public LatencyMeter SignalToOrder => _orderLedger.SignalToOrder;

    /// <summary>From an order to the fill that completed it.</summary>
    public LatencyMeter OrderToFill => _fills.OrderToFill;

    /// <summary>From a signal to the fill that completed its order.</summary>
    public LatencyMeter SignalToFill => _fills.SignalToFill;

    /// <summary>Brings a batch of facts, which another thread made, and what they will look for into the processor's
    /// cache: fetching many things at once takes little longer than fetching one when it is needed.</summary>
    public void Touch(List<TradeFact> facts, int count)
    {
        for (int index = 0; index < count; index++)
            _touched ^= facts[index].Touch();
        _guard.Touch(facts, count);
        _orders.Touch(facts, count);
    }

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
        _hasStrategies |= fact.Strategy is not null;
        if (order is null && fact.OrderId is not null && !isAmbiguous && MayBeForgotten(fact.Kind))
            _orderLedger.TellForgotten(fact, _hasStrategies);
        if (order is not null)
            _orders.Link(order, fact.ClientOrderId);
        Position? closed = fact.Kind == TradeActionKind.PositionClosed ? _closes.Find(fact, order) : null;
        fact.Symbol ??= closed?.Symbol;
        string? strategy = fact.Strategy ?? closed?.ClosableStrategy;
        FigureSet figures = _book.At(fact.Symbol, strategy, fact.Day);
        figures.Count(TradeCounter.Events);

        if (fact.IsMoney && !_guard.IsNew(fact))
        {
            LeaveOut(fact, order);
            return fact.Symbol;
        }

        if (isAmbiguous)
        {
            _findings.Add(
                TradeFindingKind.Ambiguous,
                fact,
                $"Several orders have the id {fact.OrderId}, and the event does not say which symbol, account or venue "
                    + "it is of.");
        }

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
            if (order.Currency is not null)
                fact[MemberField.Currency] ??= order.Currency;
            order.Symbol ??= fact.Symbol;
            order.Account ??= fact.Account;
            order.Venue ??= fact.Venue;
        }

        fact.Strategy ??= signal?.Strategy;
    }

    // What places or fills an order, or closes a position, tells of an unknown order itself.
    private static bool MayBeForgotten(TradeActionKind kind) => kind is TradeActionKind.Other or TradeActionKind.Signal
        or TradeActionKind.OrderAccepted or TradeActionKind.OrderReplaced or TradeActionKind.OrderCancelled
        or TradeActionKind.OrderRejected or TradeActionKind.OrderExpired;

    private void LeaveOut(TradeFact fact, OrderState? order)
    {
        // Opening what is open says nothing new.
        if (fact.Kind == TradeActionKind.PositionOpened && fact.Fees.Count == 0)
            return;
        if (fact.Kind == TradeActionKind.OrderPlaced && order is { IsPlaced: true })
        {
            _orderLedger.TellSecondOrder(fact, order, "it is left out");
            return;
        }

        _findings.Add(
            TradeFindingKind.DuplicateEvent,
            fact,
            fact.ExecutionId is { } execution && fact.IsFill
                ? $"The execution {execution} is in the log already; this fill is left out."
                : $"This {fact.Action} equals an earlier one in time and content; it is left out.",
            order?.PlacedBy);
    }

    private void Move(TradeFact fact, OrderState? order, TradeSignal? signal, Position? closed, FigureSet figures)
    {
        bool isCounted = true;
        if (!fact.IsFill)
            order?.Claim(fact);
        switch (fact.Kind)
        {
            case TradeActionKind.Signal:
                _signals.Add(fact);
                figures.Count(TradeCounter.Signals);
                break;
            case TradeActionKind.OrderPlaced:
                isCounted = _orderLedger.Place(fact, order, signal, figures);
                break;
            case TradeActionKind.OrderAccepted:
                _orderLedger.TakeStatus(fact, order);
                break;
            case TradeActionKind.OrderReplaced:
                _orderLedger.Replace(fact, order);
                _orderLedger.TakeStatus(fact, order);
                break;
            case TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled:
                order ??= _orderLedger.MakeUnplaced(fact, fact.OrderId ?? fact.ClientOrderId);
                isCounted = _fills.Fill(fact, order, figures);
                break;
            case TradeActionKind.OrderCancelled or TradeActionKind.OrderRejected or TradeActionKind.OrderExpired:
                _orderLedger.End(fact, order, fact.Kind);
                break;
            case TradeActionKind.ExecutionCorrected:
                TellCorrection(fact);
                isCounted = false;
                break;
            case TradeActionKind.PositionOpened:
                _closes.Open(fact, order);
                break;
            case TradeActionKind.PositionClosed:
                isCounted = _closes.Close(fact, order, closed, figures);
                break;
            default:
                TellUnknownAction(fact, order);
                break;
        }

        if (fact.Pnl is not null && !fact.IsFill
            && fact.Kind is not (TradeActionKind.PositionClosed or TradeActionKind.Other))
        {
            _findings.Add(
                TradeFindingKind.UnknownAction,
                fact,
                $"{fact.Action} has a pnl, which only fills and closes have; it is left out.");
        }

        if (isCounted)
            _fills.AddFees(fact, order, figures);
        if (_orders.KeepsTimelines && isCounted)
            AddSteps(fact, order, closed);
    }

    // An order's life goes on in the exits and closes of what it opened.
    private void AddSteps(TradeFact fact, OrderState? order, Position? closed)
    {
        OrderStep step = OrderStep.Of(fact);
        order?.AddStep(step);
        if (!fact.IsFill)
        {
            closed?.AddStep(step);
            return;
        }

        for (int index = 0; index < _fills.Moved.Count; index++)
            _fills.Moved[index].AddStep(step);
    }

    // Market data has prices and quantities too: only what belongs to a trade is asked for.
    private void TellUnknownAction(TradeFact fact, OrderState? order)
    {
        if (IsKnownAlready(fact, order))
            return;
        if (UnknownActions.LeftOut(fact) is { } left)
            TellAction(fact, $"{fact.Action} is no known action; its {left} is left out.");
        else if (UnknownActions.IsCorporate(fact.Action))
            TellAction(fact, $"{fact.Action} is not followed: the pnl of what was opened before is wrong.");
    }

    // Some programs end an order with an event of their own, which repeats what its fills have said.
    private static bool IsKnownAlready(TradeFact fact, OrderState? order) =>
        order is { IsFilled: true } && fact is { ExecutionId: null, Pnl: null, Fees.Count: 0 }
        && (fact.Quantity ?? fact.CumulativeQuantity) is { } quantity
        && ExactNumber.AreEqual(quantity.Value, order.FilledQuantity, quantity.IsBinary || order.IsBinary);

    private void TellAction(TradeFact fact, string message) =>
        _findings.Add(TradeFindingKind.UnknownAction, fact, message);

    private void TellCorrection(TradeFact fact)
    {
        string execution = fact[MemberField.ExecutionReference] ?? fact.ExecutionId ?? fact.OrderId ?? "(none)";
        _findings.Add(
            TradeFindingKind.CorrectedExecution,
            fact,
            $"{fact.Action} takes back or corrects the execution {execution}, which stays counted as it was.");
    }
}
