using TradingLogging.Reading;

namespace TradingLogging.Analytics;

/// <summary>Measures trading from a stream of events, one at a time and in bounded memory. Not for several threads at
/// once.</summary>
public sealed class TradeActivityMeter
{
    private readonly TradeFindings _findings = new();
    private readonly TradeSignals _signals = new();
    private readonly RecentMap<OrderMeter> _orders = new(TradeActivityLimits.Orders);
    private readonly TradePositions _positions = new();
    private readonly MetricsAccumulator _total = new();
    private readonly FigureTable _symbols = new();
    private readonly FigureTable _strategies = new();
    private readonly FigureTable _days = new();
    private readonly TradeActionCounts _actions = new();
    private readonly EquityCurve _curve = new();
    private readonly TimeOfDayMeter _timesOfDay = new();
    private readonly LatencyMeter _signalToOrder = new();
    private readonly LatencyMeter _orderToFill = new();
    private readonly LatencyMeter _signalToFill = new();
    private TradeEventView? _last;
    private DateTimeOffset? _from;
    private DateTimeOffset? _to;

    /// <summary>Adds an event. Events come in the order of the log.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    public void Add(TradeEvent tradeEvent)
    {
        ArgumentNullException.ThrowIfNull(tradeEvent);
        TradeEventView fact = TradeEventView.From(tradeEvent, PlaceOf(tradeEvent), _findings);
        CheckTimeOrder(fact);
        _last = fact;
        _from = _from is null || fact.Time < _from ? fact.Time : _from;
        _to = _to is null || fact.Time > _to ? fact.Time : _to;
        _timesOfDay.Add(fact);
        Follow(fact);
    }

    /// <summary>Adds a line of the log that is no event: made for <see cref="LogReadOptions.Damaged"/>.</summary>
    /// <param name="damage">What the reader found.</param>
    /// <exception cref="ArgumentNullException">The damage is null.</exception>
    public void Add(LogDamage damage)
    {
        ArgumentNullException.ThrowIfNull(damage);
        _findings.Add(new TradeFinding(
            TradeFindingKind.DamagedLine,
            FormattableString.Invariant($"{damage.Length} bytes are no event. {damage.Reason}"),
            [new TradeEventPlace(damage.Location.File, damage.Location.Line)]));
    }

    /// <summary>The result so far. More events may be added afterwards.</summary>
    public TradeActivity Measure() => new(_total.Figures(name: ""))
    {
        From = _from,
        To = _to,
        SignalToOrder = _signalToOrder.Summarize(),
        OrderToFill = _orderToFill.Summarize(),
        SignalToFill = _signalToFill.Summarize(),
        Actions = _actions.Counts(),
        BySymbol = _symbols.Figures(),
        ByStrategy = _strategies.Figures(),
        ByDay = _days.Figures(),
        EquityCurve = _curve.Points,
        TimesOfDay = _timesOfDay.Slots,
        Orders = [.. _orders.NewestFirst.Take(TradeActivityLimits.ListedOrders).Reverse().Select(order => order.ToOrder())],
        Findings = _findings.Kept,
        FindingCounts = _findings.Counts,
        Forgotten = _orders.Forgotten + _positions.Forgotten,
    };

    private TradeEventPlace PlaceOf(TradeEvent tradeEvent) => tradeEvent.Location is { } location
        ? new TradeEventPlace(location.File, location.Line)
        : new TradeEventPlace(null, _total.Events + 1);

    private void CheckTimeOrder(TradeEventView fact)
    {
        if (_last is null || _last.Event.Timestamp - fact.Event.Timestamp is var step && step <= TradeActivityLimits.TimeTolerance)
            return;

        _findings.Add(
            TradeFindingKind.OutOfTimeOrder,
            $"{fact.Event.Action} was logged {ShortTime.Of(step)} before the line above it.",
            fact,
            _last.Place);
    }

    private void Follow(TradeEventView fact)
    {
        OrderMeter? order = fact.OrderId is not null && _orders.TryGet(fact.OrderId, out OrderMeter? known) ? known : null;
        PositionMeter? closed = fact.Step == TradeActionKind.PositionClosed ? _positions.Find(fact) : null;
        TradeSignal? signal = fact.Step == TradeActionKind.OrderPlaced && order is null ? _signals.Take(fact) : null;
        TradeFigureSet figures = FiguresOf(fact, order, closed, signal);

        switch (fact.Step)
        {
            case TradeActionKind.Signal:
                _signals.Add(fact);
                figures.Count(meter => meter.Signals++);
                break;
            case TradeActionKind.OrderPlaced:
                Place(fact, order, signal, figures);
                break;
            case TradeActionKind.OrderFilled or TradeActionKind.OrderPartlyFilled:
                Fill(fact, order, figures);
                break;
            case TradeActionKind.OrderEnded:
                End(order);
                break;
            case TradeActionKind.PositionOpened:
                _positions.Add(fact, fact.Symbol, order);
                break;
            case TradeActionKind.PositionClosed:
                Close(fact, closed, figures);
                break;
        }

        AddFee(fact, figures);
    }

    private TradeFigureSet FiguresOf(TradeEventView fact, OrderMeter? order, PositionMeter? closed, TradeSignal? signal)
    {
        string? symbol = fact.Symbol ?? order?.Symbol ?? closed?.Symbol;
        string? strategy = fact.Strategy ?? order?.Strategy ?? closed?.Strategy ?? signal?.Strategy;
        var figures = new TradeFigureSet(_total, _symbols.Of(symbol), _strategies.Of(strategy), _days.Of(fact.Day));
        figures.Count(meter => meter.Events++);
        _actions.Add(fact.Event.Action, symbol);
        return figures;
    }

    private void Place(TradeEventView fact, OrderMeter? earlier, TradeSignal? signal, TradeFigureSet figures)
    {
        if (earlier is not null)
        {
            _findings.Add(
                TradeFindingKind.DuplicateOrderId,
                $"The order id {fact.OrderId} was used before; this order is not counted.",
                fact,
                earlier.Place);
            return;
        }

        figures.Count(meter => meter.OrdersPlaced++);
        AddLatency(_signalToOrder, signal?.Time, fact.Time);
        if (fact.OrderId is null)
            _findings.Add(TradeFindingKind.OrderWithoutId, "The order has no order_id: no fill can be its own.", fact);
        else
            _orders.Set(fact.OrderId, new OrderMeter(fact.OrderId, fact, signal, figures));
    }

    private void Fill(TradeEventView fact, OrderMeter? order, TradeFigureSet figures)
    {
        figures.Count(meter => meter.Fills++);
        // A fill that its order has no room for is more likely logged twice than a position opened twice.
        if (order is null or { IsDone: false })
            _positions.Add(fact, fact.Symbol ?? order?.Symbol, order);
        FillOrder(fact, order);

        if (fact.Price is not { } price || fact.Quantity is not { } quantity)
            return;
        if (ExactNumber.Multiply(price, quantity) is not { } value || !figures.TryAdd(meter => meter.TryAddTurnover(Math.Abs(value))))
            AddTooLarge(fact, "turnover");
    }

    private void FillOrder(TradeEventView fact, OrderMeter? order)
    {
        if (order is null)
        {
            string reason = fact.OrderId is null ? "has no order_id" : $"names the order {fact.OrderId}, which was not placed before";
            _findings.Add(TradeFindingKind.FillWithoutOrder, $"The fill {reason}.", fact);
            return;
        }

        if (order.IsDone)
        {
            string end = order.Status == TradeOrderStatus.Filled ? "filled completely" : "cancelled, rejected or expired";
            _findings.Add(TradeFindingKind.FillBeyondOrder, $"The order {fact.OrderId} was {end} before this fill.", fact, order.Place);
            return;
        }

        if (fact.Time < order.PlacedAt)
            _findings.Add(TradeFindingKind.OutOfTimeOrder, $"The fill happened before its order {fact.OrderId}.", fact, order.Place);
        if (order.Fill(fact))
            Complete(fact, order);
    }

    private void Complete(TradeEventView fact, OrderMeter order)
    {
        order.Figures.Count(meter => meter.OrdersFilled++);
        AddLatency(_orderToFill, order.PlacedAt, fact.Time);
        AddLatency(_signalToFill, order.Signal?.Time, fact.Time);
        if (order.FilledQuantity > order.Quantity)
        {
            _findings.Add(
                TradeFindingKind.FillBeyondOrder,
                FormattableString.Invariant($"The order {fact.OrderId} of {order.Quantity} is filled with {order.FilledQuantity}."),
                fact,
                order.Place);
        }
    }

    private static void End(OrderMeter? order)
    {
        if (order is null or { IsDone: true })
            return;

        order.End();
        order.Figures.Count(meter => meter.OrdersEnded++);
    }

    private void Close(TradeEventView fact, PositionMeter? position, TradeFigureSet figures)
    {
        figures.Count(meter => meter.PositionsClosed++);
        OrderMeter? openedBy = position?.OpenedBy;
        CheckClose(fact, position);

        if (fact.Pnl is not { } pnl)
        {
            if (!fact.HasUnusableValue)
                _findings.Add(TradeFindingKind.UnusableValue, "The close has no pnl.", fact);
            return;
        }

        if (!figures.TryAdd(meter => meter.TryAddPnl(pnl)))
            AddTooLarge(fact, "pnl");
        openedBy?.AddPnl(pnl);
        _curve.Add(fact.Time, _total.NetPnl);
    }

    private void CheckClose(TradeEventView fact, PositionMeter? position)
    {
        if (position is null)
        {
            string name = fact.PositionId is null ? $"position in {fact.Symbol ?? "no symbol"}" : "position " + fact.PositionId;
            _findings.Add(TradeFindingKind.CloseWithoutPosition, $"No {name} is open.", fact);
            return;
        }

        decimal open = position.Open;
        if (!_positions.Close(position, fact.Quantity))
        {
            _findings.Add(
                TradeFindingKind.CloseWithoutPosition,
                FormattableString.Invariant($"{fact.Quantity} is closed, but only {open} is open."),
                fact);
        }
    }

    private void AddFee(TradeEventView fact, TradeFigureSet figures)
    {
        if (fact.Fee is not { } fee || fee == 0)
            return;
        if (!figures.TryAdd(meter => meter.TryAddFee(fee)))
            AddTooLarge(fact, "fee");
        _curve.Add(fact.Time, _total.NetPnl);
    }

    private void AddTooLarge(TradeEventView fact, string name) =>
        _findings.Add(TradeFindingKind.UnusableValue, $"With this {name} a sum is too large; it is not added.", fact);

    private static void AddLatency(LatencyMeter meter, DateTimeOffset? from, DateTimeOffset to)
    {
        if (from is { } start && to >= start)
            meter.Add(to - start);
    }
}
