using System.Runtime.CompilerServices;
using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Statements;

/// <summary>Pairs the lines of a statement with the fills of a log: by execution id, then by order id, then by symbol,
/// side, quantity, price and time, at last those that differ in one id or in the symbol alone.</summary>
internal sealed class StatementMatcher
{
    private readonly TradeStatementTolerance _tolerance;
    private readonly IReadOnlyList<TradeFill> _log;
    private readonly TradeFill[] _statement;
    private readonly Dictionary<string, string> _symbols = new(StringComparer.Ordinal);
    private readonly HashSet<TradeFill> _matchedLog = new(ReferenceComparer.Instance);
    private readonly HashSet<TradeFill> _matchedStatement = new(ReferenceComparer.Instance);
    private readonly List<(TradeFill Logged, TradeFill Stated)> _pairs = [];
    private readonly List<(TradeFill? Logged, TradeFill Stated)> _duplicates = [];
    private readonly ILookup<string, TradeFill> _byOrder;
    private readonly TradeFill[] _byTime;
    private readonly Dictionary<string, TradeFill[]> _bySymbol;

    /// <summary>Matches.</summary>
    public StatementMatcher(
        TradeStatementTolerance tolerance, IReadOnlyList<TradeFill> log, IReadOnlyList<TradeFill> statement)
    {
        (_tolerance, _log) = (tolerance, log);
        // A line that says less fits more fills: those that say all come first.
        _statement = [.. statement.OrderBy(Gaps)];
        _byOrder = log
            .SelectMany(fill => OrderIdsOf(fill).Select(id => (Id: id, Fill: fill)))
            .ToLookup(pair => pair.Id, pair => pair.Fill, StringComparer.Ordinal);
        _byTime = [.. log.OrderBy(fill => fill.Time)];
        _bySymbol = _byTime.GroupBy(SymbolOf, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        MatchByExecution();
        // Some statements number executions or orders otherwise than the venue told the log. One line proves nothing.
        ComparesExecutions = _pairs.Count > 0 || statement.Count(fill => fill.ExecutionId is not null) < 2
            || !log.Any(fill => fill.ExecutionId is not null);
        ComparesOrders = statement.Count(fill => fill.OrderId is not null) < 2 || _byOrder.Count == 0
            || statement.Any(fill => fill.OrderId is { } id && _byOrder.Contains(id));
        AreOrdersKnownByExecution = Open(_statement, _matchedStatement).All(fill => fill.OrderId is null);
        MatchByOrder(most: 0, HasOtherSymbol);
        MatchByContent(most: 0, HasOtherId);
        FindDuplicates();
        MatchByOrder(most: 1, HasOtherSymbol);
        MatchByOrder(most: 3, HasOtherSymbol);
        MatchByContent(most: 1, HasOtherId);
        MatchByContent(most: 0, HasOtherOrder);
        MatchByContent(most: 0, HasOtherExecution);
        MatchByOrder(most: 0, (_, _) => false);
        MatchByTime();
    }

    /// <summary>Fills of the log with their lines of the statement.</summary>
    public IReadOnlyList<(TradeFill Logged, TradeFill Stated)> Pairs => _pairs;

    /// <summary>Lines of the statement that it has already, with the fill of the log if they share an execution
    /// id.</summary>
    public IReadOnlyList<(TradeFill? Logged, TradeFill Stated)> Duplicates => _duplicates;

    /// <summary>Whether the log and the statement number executions alike.</summary>
    public bool ComparesExecutions { get; }

    /// <summary>Whether the log and the statement number orders alike.</summary>
    public bool ComparesOrders { get; }

    /// <summary>Whether execution ids alone have matched all lines that name an order.</summary>
    public bool AreOrdersKnownByExecution { get; }

    /// <summary>Fills of the log that the statement has not.</summary>
    public IEnumerable<TradeFill> OnlyInLog => Open(_log, _matchedLog);

    /// <summary>Lines of the statement that the log has not.</summary>
    public IEnumerable<TradeFill> OnlyInStatement => Open(_statement, _matchedStatement);

    /// <summary>A symbol as it is compared: statements write BTC/USDT or BTC-USDT where logs write BTCUSDT.</summary>
    public string SymbolOf(TradeFill fill)
    {
        string written = fill.Symbol ?? "";
        if (!_symbols.TryGetValue(written, out string? symbol))
        {
            symbol = new([.. written.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
            _symbols[written] = symbol;
        }

        return symbol;
    }

    /// <summary>Whether two ids are both known and differ, where they are compared: two executions.</summary>
    public bool HasOtherExecution(TradeFill logged, TradeFill stated) => ComparesExecutions
        && logged.ExecutionId is not null && stated.ExecutionId is not null && logged.ExecutionId != stated.ExecutionId;

    /// <summary>Whether both name an order, and not the same one, where orders are compared.</summary>
    public bool HasOtherOrder(TradeFill logged, TradeFill stated) => ComparesOrders && logged.OrderId is not null
        && stated.OrderId is not null
        && logged.OrderId != stated.OrderId && !logged.OtherOrderIds.Contains(stated.OrderId);

    /// <summary>Whether both say a side, and not the same one.</summary>
    public static bool DifferSides(TradeFill logged, TradeFill stated) =>
        logged.Side is not null && stated.Side is not null && logged.Side != stated.Side;

    /// <summary>Whether both say a time, and the times are too far apart.</summary>
    public bool DifferTimes(TradeFill logged, TradeFill stated) => Distance(logged, stated) > _tolerance.Time.Ticks;

    /// <summary>Whether both are numbers, and too far apart.</summary>
    public bool Differ(decimal? logged, decimal? stated) => logged is { } one && stated is { } other
        && ExactNumber.Distance(one, other) > _tolerance.Amounts * Math.Max(Math.Abs(one), Math.Abs(other));

    private static int Gaps(TradeFill fill) => (fill.Symbol is null ? 1 : 0) + (fill.Side is null ? 1 : 0)
        + (fill.Quantity is null ? 1 : 0) + (fill.Price is null ? 1 : 0) + (fill.Time is null ? 1 : 0)
        + (fill.OrderId is null ? 1 : 0) + (fill.ExecutionId is null ? 1 : 0);

    private static IEnumerable<string> OrderIdsOf(TradeFill fill) =>
        fill.OrderId is { } id ? fill.OtherOrderIds.Append(id).Distinct() : fill.OtherOrderIds;

    private static IEnumerable<TradeFill> Open(IEnumerable<TradeFill> fills, HashSet<TradeFill> matched) =>
        fills.Where(fill => !matched.Contains(fill));

    private static long Distance(TradeFill logged, TradeFill stated) =>
        logged.Time is { } one && stated.Time is { } other ? Math.Abs((one - other).Ticks) : 0;

    private bool HasOtherId(TradeFill logged, TradeFill stated) =>
        HasOtherExecution(logged, stated) || HasOtherOrder(logged, stated);

    private bool HasOtherSymbol(TradeFill logged, TradeFill stated) =>
        SymbolOf(logged) is { Length: > 0 } one && SymbolOf(stated) is { Length: > 0 } other && one != other;

    private void MatchByExecution()
    {
        ILookup<string, TradeFill> byId = _log.Where(fill => fill.ExecutionId is not null)
            .ToLookup(fill => fill.ExecutionId!, StringComparer.Ordinal);
        TradeFill[] named = [.. _statement.Where(fill => fill.ExecutionId is { } id && byId.Contains(id))];
        foreach (TradeFill stated in named)
        {
            TradeFill[] same = [.. byId[stated.ExecutionId!].Where(fill => !HasOtherSymbol(fill, stated))];
            if (Open(same, _matchedLog).FirstOrDefault() is { } logged)
                Match(logged, stated);
            else if (same.Length > 0)
                AddDuplicate(same[0], stated);
        }

        // Some venues number executions anew for each symbol; else it is the same one with another symbol.
        foreach (TradeFill stated in Open(named, _matchedStatement).ToArray())
        {
            if (Open(byId[stated.ExecutionId!], _matchedLog).FirstOrDefault() is { } logged)
                Match(logged, stated);
        }
    }

    // A line that equals another one in all that it says, where no execution id tells them apart, and that the log has
    // not as often.
    private void FindDuplicates()
    {
        HashSet<TradeFill> matched = [.. _matchedStatement.Select(Content)];
        foreach (TradeFill fill in OnlyInStatement.Where(fill => fill.Time is not null).ToArray())
        {
            if (!matched.Add(Content(fill)))
                AddDuplicate(logged: null, fill);
        }
    }

    private TradeFill Content(TradeFill fill) => fill with
    {
        Place = new(null, 0),
        Symbol = SymbolOf(fill),
        FeeCurrency = null,
        OtherOrderIds = [],
        OtherFeeCurrencies = [],
    };

    private void MatchByOrder(int most, Func<TradeFill, TradeFill, bool> isOther)
    {
        foreach (TradeFill stated in OnlyInStatement.Where(fill => fill.OrderId is not null).ToArray())
        {
            Match(
                _byOrder[stated.OrderId!],
                stated,
                most,
                (one, other) => isOther(one, other) || HasOtherExecution(one, other));
        }
    }

    private void MatchByContent(int most, Func<TradeFill, TradeFill, bool> isOther)
    {
        bool isOfTime = most == 0;
        foreach (TradeFill stated in OnlyInStatement.ToArray())
        {
            string symbol = SymbolOf(stated);
            Match(
                symbol.Length == 0
                    ? Near(_byTime, stated, isOfTime)
                    : Near(OfSymbol(symbol), stated, isOfTime).Concat(Near(OfSymbol(""), stated, isOfTime)),
                stated,
                most,
                isOther);
        }
    }

    private void MatchByTime()
    {
        foreach (TradeFill stated in OnlyInStatement.Where(fill => fill.Time is not null).ToArray())
            Match(Near(_byTime, stated, isOfTime: true), stated, most: 0, HasOtherId);
    }

    private TradeFill[] OfSymbol(string symbol) => _bySymbol.TryGetValue(symbol, out TradeFill[]? fills) ? fills : [];

    // Of fills in the order of time, those that are near enough: comparing each line with each fill takes minutes.
    private IEnumerable<TradeFill> Near(TradeFill[] fills, TradeFill stated, bool isOfTime)
    {
        if (!isOfTime || stated.Time is not { } time)
            return fills;
        int first = 0, end = fills.Length;
        while (first < end)
        {
            int middle = first + ((end - first) / 2);
            if (time.UtcTicks - (fills[middle].Time?.UtcTicks ?? 0) > _tolerance.Time.Ticks)
                first = middle + 1;
            else
                end = middle;
        }

        return fills.Skip(first).TakeWhile(fill => !DifferTimes(fill, stated));
    }

    private void Match(
        IEnumerable<TradeFill> candidates, TradeFill stated, int most, Func<TradeFill, TradeFill, bool> isOther)
    {
        TradeFill? logged = Open(candidates, _matchedLog)
            .Where(fill => Differences(fill, stated) <= most && !isOther(fill, stated))
            .OrderBy(fill => Differences(fill, stated)).ThenBy(fill => Distance(fill, stated)).FirstOrDefault();
        if (logged is not null)
            Match(logged, stated);
    }

    // In how many of side, quantity, price and time two fills differ.
    private int Differences(TradeFill logged, TradeFill stated) =>
        (DifferSides(logged, stated) ? 1 : 0)
        + (Differ(logged.Quantity, stated.Quantity) ? 1 : 0)
        + (Differ(logged.Price, stated.Price) ? 1 : 0)
        + (DifferTimes(logged, stated) ? 1 : 0);

    private void Match(TradeFill logged, TradeFill stated)
    {
        _matchedLog.Add(logged);
        _matchedStatement.Add(stated);
        _pairs.Add((logged, stated));
    }

    private void AddDuplicate(TradeFill? logged, TradeFill stated)
    {
        _matchedStatement.Add(stated);
        _duplicates.Add((logged, stated));
    }

    // Two lines of equal content are two fills.
    private sealed class ReferenceComparer : IEqualityComparer<TradeFill>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(TradeFill? x, TradeFill? y) => ReferenceEquals(x, y);

        public int GetHashCode(TradeFill obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
