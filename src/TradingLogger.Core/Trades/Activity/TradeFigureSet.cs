namespace TradingLogging;

/// <summary>The meters that one event adds to: of all events, of its symbol, its strategy and its day.</summary>
internal sealed class TradeFigureSet(FigureMeter total, FigureMeter symbol, FigureMeter strategy, FigureMeter day)
{
    private readonly FigureMeter[] _meters = [total, symbol, strategy, day];

    /// <summary>Counts something in each meter.</summary>
    public void Count(Action<FigureMeter> count)
    {
        foreach (FigureMeter meter in _meters)
            count(meter);
    }

    /// <summary>Adds an amount to each meter.</summary>
    /// <returns>False when one of them could not hold it.</returns>
    public bool TryAdd(Func<FigureMeter, bool> add)
    {
        bool added = true;
        foreach (FigureMeter meter in _meters)
            added &= add(meter);
        return added;
    }
}
