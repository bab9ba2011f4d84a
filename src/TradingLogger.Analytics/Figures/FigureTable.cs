using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Figures;

/// <summary>The figures of all events, and those of each symbol, strategy and day.</summary>
internal sealed class FigureTable
{
    private readonly FigureGroups _symbols = new();
    private readonly FigureGroups _strategies = new();
    private readonly FigureGroups _days = new();

    /// <summary>The figures of all events.</summary>
    public MetricsAccumulator Total { get; } = new();

    /// <summary>What an event of a symbol, a strategy and a day adds to.</summary>
    public FigureSet Of(string? symbol, string? strategy, string day) =>
        new(Total, _symbols.Of(symbol), _strategies.Of(strategy), _days.Of(day));

    /// <summary>The figures of each symbol, by name.</summary>
    public IReadOnlyList<TradeFigures> BySymbol(PendingCloses pending, Func<string, string> nameOf) =>
        _symbols.Figures(pending, nameOf);

    /// <summary>The figures of each strategy, by name.</summary>
    public IReadOnlyList<TradeFigures> ByStrategy(PendingCloses pending, Func<string, string> nameOf) =>
        _strategies.Figures(pending, nameOf);

    /// <summary>The figures of each day, by date.</summary>
    public IReadOnlyList<TradeFigures> ByDay(PendingCloses pending, Func<string, string> nameOf) => _days.Figures(
        pending, nameOf);

    private sealed class FigureGroups
    {
        private readonly Dictionary<string, MetricsAccumulator> _groups = new(StringComparer.Ordinal);
        private readonly SameTextCache<MetricsAccumulator> _recent;

        public FigureGroups() => _recent = new SameTextCache<MetricsAccumulator>(Find);

        public MetricsAccumulator Of(string? name) => _recent.Of(name ?? "");

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
                ? _groups[name] = new MetricsAccumulator()
                : Find(TradeActivityLimits.Others);
        }
    }
}

/// <summary>The figures that one event adds to: those of all events, of its symbol, its strategy and its day.</summary>
internal readonly record struct FigureSet(
    MetricsAccumulator Total, MetricsAccumulator Symbol, MetricsAccumulator Strategy, MetricsAccumulator Day)
{
    /// <summary>Whether events count here. They do not while orders and positions of an earlier time are read
    /// back.</summary>
    public bool IsCounted => Total is not null;

    /// <summary>Counts something.</summary>
    public void Count(TradeCounter counter, long number = 1)
    {
        if (!IsCounted)
            return;
        Total.Count(counter, number);
        Symbol.Count(counter, number);
        Strategy.Count(counter, number);
        Day.Count(counter, number);
    }

    /// <summary>Adds an amount of money.</summary>
    /// <param name="sum">What it adds to.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="moment">The number of the event.</param>
    /// <returns>False when a sum could not hold it; nothing was added to that sum.</returns>
    public bool TryAdd(TradeSum sum, string currency, decimal amount, long moment)
    {
        if (!IsCounted)
            return true;
        var scaled = new ScaledAmount(amount);
        return Total.TryAdd(sum, currency, scaled, moment)
            & Symbol.TryAdd(sum, currency, scaled, moment)
            & Strategy.TryAdd(sum, currency, scaled, moment)
            & Day.TryAdd(sum, currency, scaled, moment);
    }

    /// <summary>Puts a logged pnl in the place of one that was computed.</summary>
    /// <returns>False when a sum could not hold it.</returns>
    public bool TryReplace(string currency, decimal computed, decimal logged, long moment)
    {
        if (!IsCounted)
            return true;
        decimal difference = logged;
        if (!ExactNumber.TryAdd(ref difference, -computed))
            return false;
        ScaledAmount former = new(computed), amount = new(logged), change = new(difference);
        return Total.Of(currency).TryReplace(former, amount, change, moment)
            & Symbol.Of(currency).TryReplace(former, amount, change, moment)
            & Strategy.Of(currency).TryReplace(former, amount, change, moment)
            & Day.Of(currency).TryReplace(former, amount, change, moment);
    }
}
