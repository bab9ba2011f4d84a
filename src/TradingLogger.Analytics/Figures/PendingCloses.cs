using TradingLogging.Analytics.Numbers;

namespace TradingLogging.Analytics.Figures;

/// <summary>What exits that no close was logged for add to the counts of closes. It is added when a result is made and
/// not before, because the close may still be logged.</summary>
internal sealed class PendingCloses
{
    private static readonly MetricsAccumulator Nothing = new();

    private readonly Dictionary<MetricsAccumulator, MetricsAccumulator> _pending = [];

    /// <summary>What comes on top of the figures of a set.</summary>
    public MetricsAccumulator Of(MetricsAccumulator figures) =>
        _pending.TryGetValue(figures, out MetricsAccumulator? pending) ? pending : Nothing;

    /// <summary>Counts an exit as a close.</summary>
    public void Add(FigureSet figures, string currency, decimal? pnl)
    {
        foreach (MetricsAccumulator set in figures.Sums?.All ?? [])
        {
            if (!_pending.TryGetValue(set, out MetricsAccumulator? pending))
                _pending[set] = pending = new MetricsAccumulator();
            Closes.Count(pending, currency, pnl);
        }
    }
}

/// <summary>Counts a close as won, lost or even.</summary>
internal static class Closes
{
    /// <summary>Counts a close.</summary>
    /// <param name="figures">Where it counts.</param>
    /// <param name="currency">The currency of its pnl.</param>
    /// <param name="pnl">Its pnl before fees; null when it is not known.</param>
    public static void Count(MetricsAccumulator figures, string currency, decimal? pnl)
    {
        figures.Count(TradeCounter.PositionsClosed);
        if (pnl is not { } known)
            return;
        (TradeCounter result, TradeSum sum) = ResultOf(known);
        figures.Count(result);
        if (known != 0)
            figures.TryAdd(sum, currency, SizeOf(known));
    }

    /// <summary>Counts a close in all figures of a set.</summary>
    /// <param name="figures">Where it counts.</param>
    /// <param name="currency">The currency of its pnl.</param>
    /// <param name="pnl">Its pnl before fees; null when it is not known.</param>
    /// <param name="sign">1, or -1 to take back what was counted.</param>
    public static void Count(FigureSet figures, string currency, decimal? pnl, int sign = 1)
    {
        if (figures.Sums is not { } sums)
            return;
        sums.Count(TradeCounter.PositionsClosed, sign);
        if (pnl is not { } known)
            return;
        (TradeCounter result, TradeSum sum) = ResultOf(known);
        sums.Count(result, sign);
        if (known != 0)
            sums.TryAdd(sum, currency, sign < 0 ? -SizeOf(known) : SizeOf(known));
    }

    private static (TradeCounter Result, TradeSum Sum) ResultOf(decimal pnl) => Math.Sign(pnl) switch
    {
        > 0 => (TradeCounter.Wins, TradeSum.GrossProfit),
        < 0 => (TradeCounter.Losses, TradeSum.GrossLoss),
        _ => (TradeCounter.Evens, default),
    };

    // A loss is added up without its sign.
    private static ScaledAmount SizeOf(decimal pnl) => new(Math.Abs(pnl));
}
