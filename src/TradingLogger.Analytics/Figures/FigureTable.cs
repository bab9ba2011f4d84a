using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Numbers;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Figures;

/// <summary>The figures of all events, and those of each symbol, strategy and day.</summary>
internal sealed class FigureTable
{
    // Each has a few hundred bytes.
    private const int MostUncounted = 1_000;

    private readonly List<FigureSums> _uncounted = [];
    private readonly PairCache<FiguresOfDay> _recent = new((_, _) => new FiguresOfDay());
    private readonly FigureGroups _symbols = new();
    private readonly FigureGroups _strategies = new();
    private readonly FigureGroups _days = new();

    /// <summary>The sums of all events.</summary>
    public MetricsAccumulator Total { get; } = new();

    /// <summary>What an event of a symbol, a strategy and a day adds to.</summary>
    public FigureSet Of(string? symbol, string? strategy, DateTime day)
    {
        FiguresOfDay recent = _recent.Of(symbol, strategy);
        if (recent.Day != day)
        {
            MetricsAccumulator ofDay = _days.Of(TradeCalendar.NameOf(day));
            var sums = new FigureSums(_uncounted, Total, _symbols.Of(symbol), _strategies.Of(strategy), ofDay);
            if (_uncounted.Count > MostUncounted)
                AddCounts();
            (recent.Day, recent.Set) = (day, new FigureSet(sums));
        }

        return recent.Set;
    }

    /// <summary>The figures of all events.</summary>
    public TradeFigures OfAll(PendingCloses pending, Func<string, string> nameOf)
    {
        AddCounts();
        return Total.Figures(name: "", pending, nameOf);
    }

    /// <summary>The figures of each symbol, by name.</summary>
    public IReadOnlyList<TradeFigures> BySymbol(PendingCloses pending, Func<string, string> nameOf) =>
        FiguresOf(_symbols, pending, nameOf);

    /// <summary>The figures of each strategy, by name.</summary>
    public IReadOnlyList<TradeFigures> ByStrategy(PendingCloses pending, Func<string, string> nameOf) =>
        FiguresOf(_strategies, pending, nameOf);

    /// <summary>The figures of each day, by date.</summary>
    public IReadOnlyList<TradeFigures> ByDay(PendingCloses pending, Func<string, string> nameOf) =>
        FiguresOf(_days, pending, nameOf);

    private IReadOnlyList<TradeFigures> FiguresOf(
        FigureGroups groups, PendingCloses pending, Func<string, string> nameOf)
    {
        AddCounts();
        return groups.Figures(pending, nameOf);
    }

    private void AddCounts()
    {
        _uncounted.ForEach(sums => sums.AddCounts());
        _uncounted.Clear();
    }

    // Of a symbol and a strategy, for the day that was asked for last.
    private sealed class FiguresOfDay
    {
        public DateTime? Day { get; set; }

        public FigureSet Set { get; set; }
    }

    private sealed class FigureGroups
    {
        private readonly Dictionary<string, MetricsAccumulator> _groups = new(StringComparer.Ordinal);

        public MetricsAccumulator Of(string? name) => Find(name ?? "");

        public IReadOnlyList<TradeFigures> Figures(PendingCloses pending, Func<string, string> nameOf) =>
            [
                .. _groups.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(
                    pair => pair.Value.Figures(pair.Key, pending, nameOf))
            ];

        private MetricsAccumulator Find(string name)
        {
            if (_groups.TryGetValue(name, out MetricsAccumulator? group))
                return group;
            return _groups.Count < TradeActivityLimits.Groups || name == TradeActivityLimits.Others
                ? _groups[name] = new MetricsAccumulator(name)
                : Find(TradeActivityLimits.Others);
        }
    }
}

/// <summary>The figures that one event adds to: those of all events, of its symbol, its strategy and its day.</summary>
/// <param name="sums">The figures; null where events do not count, while orders and positions of an earlier time are
/// read back.</param>
internal readonly struct FigureSet(FigureSums? sums)
{
    /// <summary>The figures; null where events do not count.</summary>
    public FigureSums? Sums => sums;

    /// <summary>Whether events count here.</summary>
    public bool IsCounted => sums is not null;

    /// <summary>Counts something.</summary>
    public void Count(TradeCounter counter, long number = 1) => sums?.Count(counter, number);

    /// <summary>Adds an amount of money.</summary>
    /// <param name="sum">What it adds to.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="moment">The number of the event.</param>
    /// <returns>False when a sum could not hold it; nothing was added to that sum.</returns>
    public bool TryAdd(TradeSum sum, string currency, decimal amount, long moment) =>
        sums is null || TryAdd(sums, sum, currency, new ScaledAmount(amount), moment);

    private static bool TryAdd(FigureSums sums, TradeSum sum, string currency, in ScaledAmount amount, long moment) =>
        sum switch
        {
            TradeSum.LoggedPnl or TradeSum.ComputedPnl => sums.TryAdd(sum, currency, amount, amount, moment),
            TradeSum.Fees => sums.TryAdd(sum, currency, amount, -amount, moment),
            _ => sums.TryAdd(sum, currency, amount),
        };

    /// <summary>Puts a logged pnl in the place of one that was computed.</summary>
    /// <returns>False when a sum could not hold it.</returns>
    public bool TryReplace(string currency, decimal computed, decimal logged, long moment)
    {
        decimal difference = logged;
        return sums is null || (ExactNumber.TryAdd(ref difference, -computed) && sums.TryReplace(
            currency, new ScaledAmount(computed), new ScaledAmount(logged), new ScaledAmount(difference), moment));
    }
}

/// <summary>The figures of all events, of a symbol, of a strategy and of a day, and their sums in the currency that was
/// met last, which is nearly always that of the next amount. What is counted is added to the four when they are asked
/// for.</summary>
/// <param name="uncounted">Takes it when it has counted something.</param>
/// <param name="total">Those of all events.</param>
/// <param name="symbol">Those of the symbol.</param>
/// <param name="strategy">Those of the strategy.</param>
/// <param name="day">Those of the day.</param>
internal sealed class FigureSums(
    List<FigureSums> uncounted,
    MetricsAccumulator total,
    MetricsAccumulator symbol,
    MetricsAccumulator strategy,
    MetricsAccumulator day)
{
    private readonly long[] _counts = new long[MetricsAccumulator.Counters];
    private bool _hasCounts;
    private (string? Currency, CurrencySums Total, CurrencySums Symbol, CurrencySums Strategy, CurrencySums Day) _last;

    /// <summary>Those of all events.</summary>
    public MetricsAccumulator Total => total;

    /// <summary>Those of the symbol.</summary>
    public MetricsAccumulator Symbol => symbol;

    /// <summary>Those of the strategy.</summary>
    public MetricsAccumulator Strategy => strategy;

    /// <summary>The four of them.</summary>
    public MetricsAccumulator[] All => [total, symbol, strategy, day];

    /// <summary>Counts something.</summary>
    public void Count(TradeCounter counter, long number)
    {
        if (!_hasCounts)
            uncounted.Add(this);
        _hasCounts = true;
        _counts[(int)counter] += number;
    }

    /// <summary>Adds what it has counted to the four.</summary>
    public void AddCounts()
    {
        foreach (MetricsAccumulator figures in All)
        {
            for (int counter = 0; counter < _counts.Length; counter++)
                figures.Count((TradeCounter)counter, _counts[counter]);
        }

        Array.Clear(_counts, 0, _counts.Length);
        _hasCounts = false;
    }

    /// <summary>Adds an amount that does not change the net pnl.</summary>
    /// <returns>False when a sum could not hold it.</returns>
    public bool TryAdd(TradeSum sum, string currency, in ScaledAmount amount)
    {
        Find(currency);
        ScaledAmount wide = amount.For(_last.Total.ScaleOf(sum));
        return _last.Total.TryAdd(sum, wide)
            & _last.Symbol.TryAdd(sum, wide)
            & _last.Strategy.TryAdd(sum, wide)
            & _last.Day.TryAdd(sum, wide);
    }

    /// <summary>Adds an amount that changes the net pnl.</summary>
    /// <param name="sum">What it adds to.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="change">What it changes the net pnl by.</param>
    /// <param name="moment">The number of the event.</param>
    /// <returns>False when a sum could not hold it.</returns>
    public bool TryAdd(
        TradeSum sum, string currency, in ScaledAmount amount, in ScaledAmount change, long moment)
    {
        Find(currency);
        ScaledAmount wide = amount.For(_last.Total.ScaleOf(sum)), wideChange = change.For(_last.Total.Scale);
        return _last.Total.TryAdd(sum, wide, wideChange, moment)
            & _last.Symbol.TryAdd(sum, wide, wideChange, moment)
            & _last.Strategy.TryAdd(sum, wide, wideChange, moment)
            & _last.Day.TryAdd(sum, wide, wideChange, moment);
    }

    /// <summary>Puts a logged pnl in the place of one that was computed.</summary>
    /// <returns>False when a sum could not hold it.</returns>
    public bool TryReplace(
        string currency, in ScaledAmount computed, in ScaledAmount logged, in ScaledAmount change, long moment)
    {
        Find(currency);
        ScaledAmount lessComputed = (-computed).For(_last.Total.ScaleOf(TradeSum.ComputedPnl)),
            wide = logged.For(_last.Total.ScaleOf(TradeSum.LoggedPnl)), wideChange = change.For(_last.Total.Scale);
        return _last.Total.TryReplace(lessComputed, wide, wideChange, moment)
            & _last.Symbol.TryReplace(lessComputed, wide, wideChange, moment)
            & _last.Strategy.TryReplace(lessComputed, wide, wideChange, moment)
            & _last.Day.TryReplace(lessComputed, wide, wideChange, moment);
    }

    private void Find(string currency)
    {
        if (currency != _last.Currency)
            _last = (currency, total.Of(currency), symbol.Of(currency), strategy.Of(currency), day.Of(currency));
    }
}
