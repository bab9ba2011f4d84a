using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>More than a part of the orders of the window was rejected. An order counts once by its ids for as long as
/// its placing or a reject of it is in the window.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">The part that is allowed, 0 to 1.</param>
/// <param name="fewest">The fewest orders of which a part is taken.</param>
internal sealed class RejectRatioCondition(TimeSpan window, decimal threshold, int fewest) : AlertCondition
{
    private readonly Dictionary<string, Order> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Order> _seen = [];
    private readonly LinkedList<Order> _refused = [];
    private readonly SlidingWindow _placed = new(window);
    private readonly SlidingWindow _rejected = new(window);
    private long _orders;
    private long _rejects;

    public override DateTimeOffset? NextChange
    {
        get
        {
            // Orders that leave the window make the part of the rejects larger.
            if (_refused.Count == 0 && _rejected.Count == 0)
                return null;
            DateTimeOffset? next = _placed.NextExpiry;
            if (_rejected.NextExpiry is { } reject && !(next <= reject))
                next = reject;
            if (_seen.First?.Value.Seen + window is { } order && !(next <= order))
                next = order;
            return _refused.First?.Value.Refused + window is { } refused && !(next <= refused) ? refused : next;
        }
    }

    public override bool IsForgettable => _orders == 0;

    public override string Description => FormattableString.Invariant(
        $"{_rejects} of {_orders} orders rejected in {ShortTime.Of(window)}, ")
        + FormattableString.Invariant($"more than {threshold * 100:0.##} %");

    public override void Add(in AlertSample sample)
    {
        // An id may be given again when its order has left the window.
        Expire(sample.Time);
        if (sample is { OrderId: null, ClientOrderId: null })
        {
            (sample.IsReject ? _rejected : _placed).Add(sample.Time);
            return;
        }

        Order order = OrderOf(sample.OrderId, sample.ClientOrderId);
        order.Seen = sample.Time;
        MoveToEnd(_seen, order.InSeen);
        if (!sample.IsReject)
            return;
        order.Refused = sample.Time;
        MoveToEnd(_refused, order.InRefused);
    }

    public override void SetBack(DateTimeOffset time)
    {
        _placed.SetBack(time);
        _rejected.SetBack(time);
        foreach (Order order in _seen)
        {
            if (order.Seen > time)
                order.Seen = time;
            if (order.Refused > time)
                order.Refused = time;
        }
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        Expire(time);
        _rejects = _refused.Count + _rejected.Count;
        // Rejects without an id may be of the orders that were placed, or of none.
        _orders = Math.Max(_seen.Count + _placed.Count, _rejects);
        Value = _orders == 0 ? 0 : (decimal)_rejects / _orders;
        return _orders >= fewest && Value > threshold;
    }

    private static void MoveToEnd(LinkedList<Order> list, LinkedListNode<Order> node)
    {
        node.List?.Remove(node);
        list.AddLast(node);
    }

    private Order OrderOf(string? orderId, string? clientOrderId)
    {
        Order? order = Find(orderId), same = Find(clientOrderId);
        if (order is not null && same is not null && order != same)
            Join(order, same);
        order ??= same ?? new Order();
        Name(order, orderId);
        Name(order, clientOrderId);
        return order;
    }

    private Order? Find(string? id) => id is not null && _byId.TryGetValue(id, out Order? order) ? order : null;

    private void Name(Order order, string? id)
    {
        if (id is null || Find(id) == order)
            return;
        _byId[id] = order;
        order.Ids.Add(id);
    }

    // An event that has both ids tells that two orders are one.
    private void Join(Order order, Order same)
    {
        if (same.InRefused.List is not null && !(order.InRefused.List is not null && order.Refused >= same.Refused))
        {
            order.Refused = same.Refused;
            order.InRefused.List?.Remove(order.InRefused);
            _refused.AddBefore(same.InRefused, order.InRefused);
        }

        same.InRefused.List?.Remove(same.InRefused);
        _seen.Remove(same.InSeen);
        foreach (string id in same.Ids)
            Name(order, id);
    }

    private void Expire(DateTimeOffset time)
    {
        _placed.Expire(time);
        _rejected.Expire(time);
        while (_refused.First is { } refused && refused.Value.Refused + window <= time)
            _refused.RemoveFirst();
        while (_seen.First is { } seen && seen.Value.Seen + window <= time)
        {
            foreach (string id in seen.Value.Ids)
                _byId.Remove(id);
            _seen.RemoveFirst();
        }
    }

    // Either list is in the order of its time, so the oldest order is its first one.
    private sealed class Order
    {
        public Order() => (InSeen, InRefused) = (new(this), new(this));

        public List<string> Ids { get; } = [];

        public LinkedListNode<Order> InSeen { get; }

        public LinkedListNode<Order> InRefused { get; }

        public DateTimeOffset Seen { get; set; }

        public DateTimeOffset Refused { get; set; }
    }
}
