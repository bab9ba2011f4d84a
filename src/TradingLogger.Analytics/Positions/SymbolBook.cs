using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Positions;

/// <summary>The positions of one symbol in one account.</summary>
internal sealed class SymbolBook(string? symbol, string? account, string? venue, PositionContext context)
{
    private const int MostIds = 10_000;

    private readonly List<Position> _netting = [];
    private readonly Dictionary<string, Position> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _ids = new();
    private readonly List<Position> _found = [];

    public string? Symbol => symbol;

    public string? Account => account;

    public string? Venue => venue;

    public IEnumerable<Position> Positions => _netting.Concat(
        _byId.Values.Where(position => !_netting.Contains(position)));

    /// <summary>The position of a fill.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="id">The position id of the event or its order; null for none.</param>
    public Position ForFill(PositionFill fill, string? id)
    {
        if (id is not null)
            return ById(id);

        return (_byId.Count == 0 ? null : OnlyChangedBy(fill)) ?? Netting(fill);
    }

    /// <summary>The positions that a fill may be the exit of, the one to be taken first first: several where it names
    /// neither a position nor a strategy, or more than its strategy has. Empty where one only is concerned.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="id">The position id of the event or its order; null for none.</param>
    public Position[] ExitedBy(PositionFill fill, string? id)
    {
        if (id is not null || (_byId.Count == 0 && _netting.Count < 2) || fill.Quantity is not { } quantity)
            return [];
        return ExitedBy(fill, quantity);
    }

    private Position[] ExitedBy(PositionFill fill, decimal quantity)
    {
        string? strategy = fill.Strategy;
        Position? own = Of(strategy);
        decimal ofOwn = own?.ClosedBy(fill) ?? 0;
        if (own is not null && (ofOwn >= quantity || (ofOwn == 0 && strategy is not null)
            || ExactNumber.AreEqual(ofOwn, quantity, fill.IsBinary || own.IsBinary)))
        {
            return [];
        }

        return
        [
            .. Positions
                .Where(position => (strategy is null || position == own || position.Strategy is null)
                    && position.ClosedBy(fill) > 0)
                .OrderBy(position => position != own)
                .ThenBy(position => !position.Awaits(fill))
                .ThenBy(position => position.ClosableSince),
        ];
    }

    /// <summary>The position that an event opens.</summary>
    public Position ForOpen(TradeFact fact, string? strategy)
    {
        if (fact.PositionId is not { } id)
            return Netting(strategy, EventMark.Of(fact));
        if (_byId.TryGetValue(id, out Position? known))
            return known;

        // The fill came first and could not know the id.
        Position? opened = _netting.Find(position => position.Id is null && position.Unannounced > 0
            && (fact.Side == TradeSide.None || position.Standing == fact.Side));
        if (opened is null)
            return ById(id);
        opened.Id = id;
        Remember(id, opened);
        return opened;
    }

    /// <summary>The position that an event closes: that of its id, else of its side and strategy, else the one that
    /// waits longest.</summary>
    /// <param name="fact">The event.</param>
    /// <param name="strategy">Its strategy, or that of its order.</param>
    /// <param name="side">The side that it closes; none when it does not say.</param>
    /// <param name="isAmbiguous">Whether it may be another one as well.</param>
    public Position? ForClose(TradeFact fact, string? strategy, TradeSide side, out bool isAmbiguous)
    {
        isAmbiguous = false;
        if (fact.PositionId is { } id && _byId.TryGetValue(id, out Position? known))
            return known;
        if (_byId.Count == 0 && _netting is [{ } only])
            return only.HasHistory ? only : null;
        return OneOfSeveral(fact, strategy, side, out isAmbiguous);
    }

    private Position? OneOfSeveral(TradeFact fact, string? strategy, TradeSide side, out bool isAmbiguous)
    {
        IEnumerable<Position> candidates = fact.PositionId is null && _byId.Count > 0 ? Positions : _netting;
        FindClosable(candidates);
        if (side is TradeSide.Buy or TradeSide.Sell)
            Narrow(side, static (position, side) => position.Closable == side);
        if (strategy is not null)
            Narrow(strategy, static (position, owner) => position.Strategy == owner || position.Holds(owner));
        Narrow(true, static (position, hasExits) => position.HasExits == hasExits);
        if (_found.Count > 1 && fact.Quantity is { } quantity)
            Narrow(quantity.Value, static (position, closed) => position.QuantityToClose == closed);

        isAmbiguous = _found.Count > 1;
        return LongestWaiting()
            ?? candidates.FirstOrDefault(position => position.HasHistory && position.Strategy == strategy)
            ?? candidates.FirstOrDefault(position => position.HasHistory);
    }

    private void FindClosable(IEnumerable<Position> candidates)
    {
        _found.Clear();
        foreach (Position position in candidates)
        {
            if (position.HasHistory && (position.HasExits || position.IsOpen))
                _found.Add(position);
        }
    }

    // Leaves those that are preferred, if there are any.
    private void Narrow<T>(T wanted, Func<Position, T, bool> isPreferred)
    {
        int preferred = 0;
        for (int index = 0; index < _found.Count; index++)
        {
            if (isPreferred(_found[index], wanted))
                _found[preferred++] = _found[index];
        }

        if (preferred > 0)
            _found.RemoveRange(preferred, _found.Count - preferred);
    }

    private Position? LongestWaiting()
    {
        Position? longest = null;
        foreach (Position position in _found)
        {
            if (longest is null || position.ClosableSince < longest.ClosableSince)
                longest = position;
        }

        return longest;
    }

    private static bool IsChangedBy(Position position, PositionFill fill) =>
        (position.IsOpen && position.Standing == TradeSides.Opposite(fill.Side))
        || position.Awaits(fill)
        || (position.Announced > 0 && position.Standing == fill.Side)
        || (fill.Order is { } order && position.Holds(order));

    private Position? OnlyChangedBy(PositionFill fill)
    {
        Position[] fitting = [.. _byId.Values.Where(position => IsChangedBy(position, fill))];
        return fitting.Length == 1 ? fitting[0] : null;
    }

    private Position Netting(PositionFill fill)
    {
        string? strategy = fill.Strategy;
        Position? own = Of(strategy);
        if (own is not null && (IsChangedBy(own, fill) || _netting.Count == 1))
            return own;
        return ChangedBy(fill, strategy) ?? (strategy is null && _netting.Count == 1 ? _netting[0] : Netting(
            strategy, fill.Mark));
    }

    // What names a strategy may change the position of none; what names none, any.
    private Position? ChangedBy(PositionFill fill, string? strategy)
    {
        _found.Clear();
        foreach (Position position in _netting)
        {
            if ((strategy is null || position.Strategy is null) && IsChangedBy(position, fill))
                _found.Add(position);
        }

        return LongestWaiting();
    }

    private Position Netting(string? strategy, EventMark mark)
    {
        Position? position = Of(strategy);
        // Where the first fills named no strategy, they were of the first that is named.
        if (position is null && strategy is not null && _netting is [{ Strategy: null, Id: null } nameless])
        {
            nameless.Strategy = strategy;
            return nameless;
        }

        if (position is null)
        {
            TellOtherSpelling(strategy, mark);
            _netting.Add(position = new Position(symbol, null, strategy, context));
        }

        return position;
    }

    private void TellOtherSpelling(string? strategy, EventMark mark)
    {
        if (strategy is null || _netting.Find(known => known.Strategy is not null
            && SpellingChecks.IsSpelledAs(known.Strategy, strategy)) is not { } other)
        {
            return;
        }

        context.Book.Findings.Add(mark.Number, new TradeFinding(
            TradeFindingKind.Ambiguous,
            $"The strategy {strategy} may be {other.Strategy}, spelled in another way. They count as two.",
            [mark.Place])
        {
            Time = mark.Time,
            Symbol = symbol,
        });
    }

    private Position? Of(string? strategy)
    {
        foreach (Position position in _netting)
        {
            if (position.Strategy == strategy)
                return position;
        }

        return null;
    }

    private Position ById(string id)
    {
        if (_byId.TryGetValue(id, out Position? position))
            return position;
        position = new Position(symbol, id, null, context);
        Remember(id, position);
        return position;
    }

    private void Remember(string id, Position position)
    {
        _byId[id] = position;
        _ids.Enqueue(id);
        for (int tries = _ids.Count; _byId.Count > MostIds && tries > 0; tries--)
        {
            // An open position stays; one that is closed is forgotten.
            string oldest = _ids.Dequeue();
            if (_byId[oldest].IsOpen && tries > 1)
                _ids.Enqueue(oldest);
            else
                _byId.Remove(oldest);
        }
    }
}
