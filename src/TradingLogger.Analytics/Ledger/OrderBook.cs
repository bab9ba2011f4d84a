using TradingLogging.Analytics.Duplicates;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Orders;

namespace TradingLogging.Analytics.Ledger;

/// <summary>The orders of a log. An order is known by account, venue, symbol and id; what an event does not name is
/// taken to be the order's, so that an id that is used once is enough.</summary>
/// <param name="timelines">For how many orders, the newest ones, the timeline is kept.</param>
internal sealed class OrderBook(int timelines)
{
    // What bots put before their own id until the venue gives one.
    private static readonly string[] TemporaryWords = ["temp", "tmp", "local", "client", "cl", "pending", "new",
        "draft"];

    private const int FirstSweep = 1_024;

    private static readonly char[] IdBorders = ['_', '-'];

    private readonly Dictionary<OrderKey, OrderState> _byId = [];
    private readonly Dictionary<OrderKey, List<OrderState>> _sameId = [];
    private readonly Dictionary<string, OrderState> _temporary = new(StringComparer.Ordinal);
    private readonly int _mostRecent = Math.Max(TradeActivityLimits.DoneOrders, timelines);
    private readonly Queue<OrderState> _recent = new();
    private readonly HashWindow _over = new(TradeActivityLimits.Hashes);
    private readonly FactHash _hash = new();
    private Queue<OrderState> _older = new();
    private int _nextSweep = FirstSweep;
    private long _serial;
    private long _touched;
    private readonly Queue<OrderState> _withTimeline = new();
    private OrderState? _forgotten;

    /// <summary>How many orders have been forgotten before they were over.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The orders, the one met first first.</summary>
    public IEnumerable<OrderState> Orders => _older.Concat(_recent);

    /// <summary>Hears of an order that is forgotten.</summary>
    public Action<OrderState>? Forgets { get; init; }

    /// <summary>Finds the order of an event: by its ids, then by the id that a bot gave before the venue did.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="isAmbiguous">Whether several orders fit, so that none is given.</param>
    public OrderState? Find(TradeFact fact, out bool isAmbiguous)
    {
        isAmbiguous = false;
        OrderState? found = fact.OrderId is { } id ? Find(new(id, fact.OrderIdHash), fact, out isAmbiguous) : null;
        if (found is not null || isAmbiguous)
            return found;

        found = fact.ClientOrderId is { } own ? Find(new OrderKey(own), fact, out isAmbiguous) : null;
        found ??= fact.OriginalOrderId is { } original ? Find(new OrderKey(original), fact, out isAmbiguous) : null;
        if (found is null)
            return fact.OrderId is { } venueId ? FindTemporary(venueId, fact) : null;
        Link(found, fact.OrderId);
        return found;
    }

    private OrderState? Find(OrderKey id, TradeFact fact, out bool isAmbiguous)
    {
        isAmbiguous = false;
        if (_sameId.Count > 0 && _sameId.TryGetValue(id, out List<OrderState>? several))
            return Best(several, fact, out isAmbiguous);
        return _byId.TryGetValue(id, out OrderState? order) && Fit(order, fact) > 0 ? order : null;
    }

    /// <summary>Makes an order, of the object of one that has been forgotten where there is one.</summary>
    public OrderState Make(string id)
    {
        OrderState order = _forgotten ?? new OrderState(id);
        if (order == _forgotten)
            order.Reset(id);
        _forgotten = null;
        order.Serial = ++_serial;
        return order;
    }

    /// <summary>Whether an id was that of an order that is over and has been forgotten.</summary>
    public bool WasOver(TradeFact fact) => fact.OrderId is not null
        && _over.Contains(KeyOf(fact.OrderIdHash, fact.Symbol, fact.Account));

    /// <summary>Brings what a batch of events will look for into the processor's cache.</summary>
    public void Touch(List<TradeFact> facts, int count)
    {
        int placed = 0;
        for (int index = 0; index < count; index++)
        {
            TradeFact fact = facts[index];
            if (fact is not { Kind: TradeActionKind.OrderPlaced, OrderId: not null })
                continue;
            _over.Touch(KeyOf(fact.OrderIdHash, fact.Symbol, fact.Account));
            placed++;
        }

        // For each new order one is forgotten.
        foreach (OrderState order in _recent)
        {
            if (placed-- == 0)
                return;
            _touched ^= order.Touch();
            if (order is { IsOver: true, FilledQuantity: > 0 })
                _over.Touch(KeyOf(order.Key.Hash, order.Symbol, order.Account));
        }
    }

    /// <summary>Adds an order.</summary>
    public void Add(OrderState order)
    {
        Register(order.Key, order);
        if (CoreOf(order.Id) is { } core)
            _temporary[core] = order;
        _recent.Enqueue(order);
        if (timelines > 0)
            KeepTimeline(order);
        if (_recent.Count > _mostRecent)
            Retire(_recent.Dequeue());
    }

    /// <summary>Lets a further id lead to an order.</summary>
    public void Link(OrderState order, string? id)
    {
        if (id is not null && order.AddId(id))
            Register(new OrderKey(id), order);
    }

    /// <summary>Whether an order's timeline is kept.</summary>
    public bool KeepsTimelines => timelines > 0;

    private static OrderState? Best(List<OrderState> orders, TradeFact fact, out bool isAmbiguous)
    {
        OrderState? best = null;
        int bestFit = 0;
        isAmbiguous = false;
        foreach (OrderState order in orders)
        {
            int fit = Fit(order, fact);
            if (fit == 0 || fit < bestFit)
                continue;
            // Of two orders of one id in one place the later one counts; in two places nobody can tell.
            isAmbiguous = fit == bestFit && best is not null && !best.IsWhere(order);
            (best, bestFit) = (order, fit);
        }

        return isAmbiguous ? null : best;
    }

    // 0 when the event names another account, venue or symbol; else more for each that it names.
    private static int Fit(OrderState order, TradeFact fact)
    {
        int fit = 1;
        return Fits(order.Symbol, fact.Symbol, ref fit)
            && Fits(order.Account, fact.Account, ref fit)
            && Fits(order.Venue, fact.Venue, ref fit)
            ? fit
            : 0;
    }

    private static bool Fits(string? known, string? named, ref int fit)
    {
        if (known is null || named is null)
            return true;
        fit++;
        return string.Equals(known, named, StringComparison.Ordinal);
    }

    private static string? CoreOf(string id)
    {
        int mark = id.Length > 0 && char.IsLetter(id[0]) ? id.IndexOfAny(IdBorders) : -1;
        return mark > 0 && mark + 1 < id.Length && TemporaryWords.Contains(id.Substring(0, mark).ToLowerInvariant())
            ? id.Substring(mark + 1)
            : null;
    }

    private OrderState? FindTemporary(string id, TradeFact fact)
    {
        if (_temporary.Count == 0 || !_temporary.TryGetValue(id, out OrderState? order) || Fit(order, fact) == 0
            || (fact.Side != TradeSide.None && order.Side != TradeSide.None && fact.Side != order.Side))
        {
            return null;
        }

        _temporary.Remove(id);
        Link(order, id);
        return order;
    }

    private void Register(OrderKey id, OrderState order)
    {
        if (!_byId.TryGetValue(id, out OrderState? former))
        {
            _byId[id] = order;
            return;
        }

        if (!_sameId.TryGetValue(id, out List<OrderState>? several))
            _sameId[id] = several = [former];
        several.Add(order);
    }

    private void KeepTimeline(OrderState order)
    {
        _withTimeline.Enqueue(order);
        if (_withTimeline.Count > timelines)
            _withTimeline.Dequeue().ForgetSteps(order);
    }

    private ulong KeyOf(ulong idHash, string? symbol, string? account) =>
        _hash.With(_hash.With(idHash, symbol), account);

    private void Retire(OrderState order)
    {
        if (order.IsOver)
        {
            Forget(order);
            return;
        }

        _older.Enqueue(order);
        if (_older.Count >= _nextSweep)
            Sweep();
        if (_recent.Count + _older.Count > TradeActivityLimits.Orders)
            Forget(_older.Dequeue());
    }

    // Rarely enough that all sweeps together take no longer than the orders take to come.
    private void Sweep()
    {
        var kept = new Queue<OrderState>();
        foreach (OrderState order in _older)
        {
            if (order.IsOver)
                Forget(order);
            else
                kept.Enqueue(order);
        }

        _older = kept;
        _nextSweep = Math.Max(FirstSweep, 2 * kept.Count);
    }

    private void Forget(OrderState order)
    {
        if (!order.IsOver)
            Forgotten++;
        Forgets?.Invoke(order);
        // The id of an order that ended without a fill is free again.
        bool isTaken = order.IsOver && (order.IsFilled || order.FilledQuantity > 0);
        Forget(order, order.Key, isTaken);
        foreach (string id in order.OtherIds ?? [])
            Forget(order, new OrderKey(id), isTaken);

        if (CoreOf(order.Id) is { } core && _temporary.TryGetValue(core, out OrderState? temporary)
            && temporary == order)
        {
            _temporary.Remove(core);
        }

        _forgotten = order;
    }

    private void Forget(OrderState order, OrderKey id, bool isTaken)
    {
        if (isTaken)
            _over.Add(KeyOf(id.Hash, order.Symbol, order.Account));
        if (_sameId.Count > 0 && _sameId.TryGetValue(id, out List<OrderState>? several))
        {
            several.Remove(order);
            if (several.Count == 1)
                _sameId.Remove(id);
            if (_byId[id] == order)
                _byId[id] = several[0];
        }
        else if (_byId.TryGetValue(id, out OrderState? known) && known == order)
        {
            _byId.Remove(id);
        }
    }
}

/// <summary>Names an order for who may outlive it: the order book uses the object of an order that it has forgotten for
/// a later one.</summary>
/// <param name="order">The order; null for none.</param>
internal readonly struct OrderRef(OrderState? order)
{
    private readonly long _serial = order?.Serial ?? 0;

    /// <summary>The id of the order; null for none.</summary>
    public string? Id { get; } = order?.Id;

    /// <summary>Whether there is none, and never was one.</summary>
    public bool IsNone => order is null;

    /// <summary>The order; null when there is none, or when it has been forgotten.</summary>
    public OrderState? Order => Is(order) ? order : null;

    /// <summary>Whether it is an order.</summary>
    public bool Is(OrderState? other) => order is not null && order == other && order.Serial == _serial;
}
