using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Analytics.Positions;

namespace TradingLogging.Analytics.Ledger;

/// <summary>Books the events that place, change and end orders.</summary>
internal sealed class OrderLedger(PnlBook book, OrderBook orders, FillLedger fills)
{
    private readonly TradeFindings _findings = book.Findings;
    private readonly FillChecks _checks = new(book.Findings);

    /// <summary>From a signal to its order.</summary>
    public LatencyMeter SignalToOrder { get; } = new();

    /// <summary>Books the event that places an order.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="earlier">The order that is known by its id; null for none.</param>
    /// <param name="signal">The signal that it follows; null for none.</param>
    /// <param name="figures">Where it counts.</param>
    /// <returns>Whether it is counted; false when it is left out, with a finding.</returns>
    public bool Place(TradeFact fact, OrderState? earlier, TradeSignal? signal, FigureSet figures)
    {
        if (earlier is { IsPlaced: true } && !IsUsedAgain(fact, earlier))
            return false;

        figures.Count(TradeCounter.OrdersPlaced);
        fills.AddLatency(SignalToOrder, signal?.Mark.Time, fact.Time);
        string? id = fact.OrderId ?? fact.ClientOrderId;
        if (id is null)
        {
            _findings.Add(TradeFindingKind.OrderWithoutId, fact, "The order has no order_id: no fill can be its own.");
            return true;
        }

        if (earlier is null && orders.WasOver(fact))
        {
            _findings.Add(
                TradeFindingKind.DuplicateOrderId,
                fact,
                $"The order id {id} was used by an order long before; this one counts as a new order.");
        }

        OrderState order = earlier is { IsPlaced: false } met ? met : MakeOrder(fact, id);
        order.Place(fact, signal, figures);
        order.Claim(fact);
        orders.Link(order, fact.ClientOrderId);
        if (order == earlier)
            fills.Adopt(fact, order);
        if (orders.KeepsTimelines)
        {
            if (signal is not null)
                order.AddStep(new OrderStep(signal.Mark, "SIGNAL_GENERATED"));
            order.AddStep(OrderStep.Of(fact));
        }

        TakeStatus(fact, order);
        return true;
    }

    /// <summary>Ends an order of which an event that confirms or changes it says that it has ended.</summary>
    public void TakeStatus(TradeFact fact, OrderState? order)
    {
        if (fact.Status is TradeActionKind.OrderCancelled or TradeActionKind.OrderRejected
            or TradeActionKind.OrderExpired)
        {
            End(fact, order, fact.Status.Value);
        }
    }

    /// <summary>Tells of an event whose order is not known, or not any more, so that nobody knows what the event does
    /// not name.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="hasStrategies">Whether orders are of strategies.</param>
    public void TellForgotten(TradeFact fact, bool hasStrategies)
    {
        bool isNamed = fact.Symbol is not null && (fact.Strategy is not null || !hasStrategies);
        if (isNamed || (fact.Fees.Count == 0 && !orders.WasOver(fact)))
            return;
        string missing = fact.Symbol is null ? "symbol and strategy are" : "strategy is";
        _findings.Add(
            TradeFindingKind.UnknownOrder,
            fact,
            $"{fact.Action} names the order {fact.OrderId}, which is not known, or not any more. "
                + $"It is counted, but its {missing} not known.");
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

    /// <summary>Tells that an id was used before.</summary>
    public void TellSecondOrder(TradeFact fact, OrderState earlier, string result) => _findings.Add(
        TradeFindingKind.DuplicateOrderId, fact,
            $"The order id {fact.OrderId ?? earlier.Id} was used before; {result}.", earlier.Placed);

    private OrderState MakeOrder(TradeFact fact, string id)
    {
        OrderState order = orders.Make(id);
        order.Placed = EventMark.Of(fact);
        orders.Add(order);
        return order;
    }

    /// <summary>Follows what only its fills name, so that it is known when the line that places it comes after
    /// them.</summary>
    /// <returns>The order; null without an id.</returns>
    public OrderState? MakeUnplaced(TradeFact fact, string? id)
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

    /// <summary>Books the event that changes an order.</summary>
    public void Replace(TradeFact fact, OrderState? order)
    {
        if (order is null)
        {
            if (!orders.WasOver(fact))
                TellUnknownOrder(fact);
            return;
        }

        orders.Link(order, fact.NewOrderId);
        order.Replace(fact);
        if (order is { IsPlaced: true, Quantity: { } ordered }
            && order.FilledQuantity > ordered.Value
            && !ExactNumber.AreEqual(order.FilledQuantity, ordered.Value, order.IsBinary))
        {
            _findings.Add(
                TradeFindingKind.FillBeyondOrder,
                fact,
                FormattableString.Invariant(
                    $"The order is changed to {ordered.Value}, and {order.FilledQuantity} of it is filled already."),
                order.Placed);
        }

        if (order.CompleteIfFilled(fact.Time))
            order.Figures.Count(TradeCounter.OrdersFilled);
    }

    /// <summary>Books the event that ends an order.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="order">The order; null when it is not known.</param>
    /// <param name="kind">How it ends.</param>
    public void End(TradeFact fact, OrderState? order, TradeActionKind kind)
    {
        if (order is null)
        {
            if (fact.OrderId is null || orders.WasOver(fact))
                return;
            order = MakeUnplaced(fact, fact.OrderId)!;
        }

        if (order.IsDone)
            return;
        if (fact.CumulativeQuantity is { } filled
            && !ExactNumber.AreEqual(filled.Value, order.FilledQuantity, order.IsBinary))
        {
            _findings.Add(
                TradeFindingKind.QuantityMismatch,
                fact,
                FormattableString.Invariant(
                    $"{fact.Action} says that {filled.Value} was filled, the fills before it {order.FilledQuantity}."),
                order.PlacedBy);
        }

        TellRest(fact, order);
        _checks.TellAverage(fact, order);
        order.End(kind, fact.Time);
        order.Figures.Count(TradeCounter.OrdersEnded);
    }

    // Of an order that has ended FIX says that 0 is left, whatever was filled.
    private void TellRest(TradeFact fact, OrderState order)
    {
        if (fact.CumulativeQuantity is null && fact.LeavesQuantity is { Value: > 0 } left && order.Rest is { } rest
            && !ExactNumber.AreEqual(left.Value, rest, order.IsBinary || left.IsBinary))
        {
            _findings.Add(
                TradeFindingKind.QuantityMismatch,
                fact,
                FormattableString.Invariant(
                    $"{fact.Action} says that {left.Value} of the order is left, by the fills before it {rest} is."),
                order.PlacedBy);
        }
    }

    private void TellUnknownOrder(TradeFact fact)
    {
        string id = fact.OrderId ?? fact.ClientOrderId ?? "(none)";
        _findings.Add(
            TradeFindingKind.UnknownOrder, fact, $"{fact.Action} names the order {id}, which was not placed before.");
    }
}

/// <summary>A fill that was logged before its order.</summary>
/// <param name="Mark">The event.</param>
/// <param name="Position">What it would do to a position once its side is known; null when it has been booked.</param>
internal sealed record WaitingFill(EventMark Mark, PositionFill? Position)
{
    /// <summary>The position that it moved; null for none.</summary>
    public Position? Moved { get; init; }
}

/// <summary>The fills of an order that was not placed before them.</summary>
internal sealed class WaitingFills
{
    private const int Most = 100;

    private readonly List<WaitingFill> _first = [];

    /// <summary>The first ones.</summary>
    public IReadOnlyList<WaitingFill> First => _first;

    /// <summary>Fills that were too many to be remembered.</summary>
    public long Beyond { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(WaitingFill fill)
    {
        if (_first.Count < Most)
            _first.Add(fill);
        else
            Beyond++;
    }
}
