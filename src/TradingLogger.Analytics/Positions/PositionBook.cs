using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Ledger;

namespace TradingLogging.Analytics.Positions;

/// <summary>The positions of a log: by account, venue and symbol, there by <c>position_id</c> in a hedging account and
/// by strategy in a netting one.</summary>
internal sealed class PositionBook(PnlBook book, CostMethod method)
{
    private readonly Dictionary<string, List<SymbolBook>> _bySymbol = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly PositionContext _context = new(book, method);
    private readonly SpellingChecks _spellings = new(book.Findings);

    /// <summary>What a price of each symbol is multiplied by to be money.</summary>
    public ContractMultipliers Multipliers { get; } = new(book.Findings);

    /// <summary>Open positions that have been forgotten.</summary>
    public long Forgotten { get; private set; }

    /// <summary>All symbols.</summary>
    public IEnumerable<SymbolBook> Symbols => _bySymbol.Values.SelectMany(books => books);

    /// <summary>All positions.</summary>
    public IEnumerable<Position> Positions => Symbols.SelectMany(symbol => symbol.Positions);

    /// <summary>The positions of an event's symbol, made when there are none.</summary>
    public SymbolBook Of(TradeFact fact)
    {
        string symbol = fact.Symbol ?? "";
        if (!_bySymbol.TryGetValue(symbol, out List<SymbolBook>? books))
        {
            _bySymbol[symbol] = books = [];
            _order.Enqueue(symbol);
            if (_order.Count > TradeActivityLimits.Positions)
                Forget(_order.Dequeue());
        }

        SymbolBook? found = Find(books, fact);
        if (found is null)
        {
            books.Add(found = new SymbolBook(fact.Symbol, fact.Account, fact.Venue, _context));
            _spellings.Add(found, fact);
        }

        return found;
    }

    /// <summary>Tells if the symbol of an event that costs something has no position, but another spelling of it
    /// has.</summary>
    public void CheckSpelling(TradeFact fact)
    {
        if (fact.Symbol is not null && !_bySymbol.ContainsKey(fact.Symbol))
            _spellings.Tell(fact);
    }

    /// <summary>The positions of an event's symbol; null when there are none.</summary>
    public SymbolBook? Find(TradeFact fact) =>
        _bySymbol.TryGetValue(fact.Symbol ?? "", out List<SymbolBook>? books) ? Find(books, fact) : null;

    /// <summary>Finds the position that an event closes which names no symbol: the one of its id, or the only one that
    /// can be closed.</summary>
    public Position? FindWithoutSymbol(TradeFact fact)
    {
        Position? only = null;
        foreach (Position position in Positions)
        {
            bool isOther = fact.PositionId is not null
                ? position.Id != fact.PositionId
                : position.Closable == TradeSide.None && !position.IsOpen;
            if (isOther)
                continue;
            if (only is not null)
                return null;
            only = position;
        }

        return only;
    }

    private static SymbolBook? Find(List<SymbolBook> books, TradeFact fact)
    {
        SymbolBook? found = null;
        foreach (SymbolBook candidate in books)
        {
            if (candidate.Account == fact.Account && candidate.Venue == fact.Venue)
                return candidate;
            bool fits = (fact.Account is null || candidate.Account == fact.Account) && (
                fact.Venue is null || candidate.Venue == fact.Venue);
            if (!fits)
                continue;
            // An event without an account belongs to the only one that has the symbol.
            if (found is not null)
                return null;
            found = candidate;
        }

        return found;
    }

    private void Forget(string symbol)
    {
        Forgotten += _bySymbol[symbol].Sum(books => books.Positions.Count(position => position.IsOpen));
        _bySymbol[symbol].ForEach(_spellings.Remove);
        _bySymbol.Remove(symbol);
    }
}

/// <summary>What all positions of a log share.</summary>
/// <param name="Book">Where money is booked.</param>
/// <param name="Method">Which cost an exit takes.</param>
internal sealed record PositionContext(PnlBook Book, CostMethod Method)
{
    /// <summary>Lots that have gone.</summary>
    public ObjectPool<Lot> Lots { get; } = new();

    /// <summary>Closed parts whose close has been booked.</summary>
    public ObjectPool<ClosedPart> Parts { get; } = new();
}

/// <summary>Keeps objects that nobody needs any more for those who need one: several for each event would else be made
/// and collected, which takes a twentieth of the time of measuring.</summary>
internal sealed class ObjectPool<T>
    where T : class, new()
{
    private const int Most = 1_024;

    private readonly Stack<T> _spares = new();

    /// <summary>Gives an object, which is as it was left.</summary>
    public T Take() => _spares.Count > 0 ? _spares.Pop() : new T();

    /// <summary>Takes an object that nobody refers to any more.</summary>
    public void Return(T spare)
    {
        if (_spares.Count < Most)
            _spares.Push(spare);
    }
}
