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
        if (!figures.IsCounted)
            return;
        foreach (MetricsAccumulator set in new[] { figures.Total, figures.Symbol, figures.Strategy, figures.Day })
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
    /// <param name="sign">1, or -1 to take back what was counted.</param>
    public static void Count(MetricsAccumulator figures, string currency, decimal? pnl, int sign = 1) =>
        Count(figures, currency, ResultOf(pnl), SizeOf(pnl, sign), sign);

    private static void Count(MetricsAccumulator figures, string currency, int? result, in ScaledAmount size, int sign)
    {
        figures.Count(TradeCounter.PositionsClosed, sign);
        switch (result)
        {
            case null:
                break;
            case > 0:
                figures.Count(TradeCounter.Wins, sign);
                figures.TryAdd(TradeSum.GrossProfit, currency, size);
                break;
            case < 0:
                figures.Count(TradeCounter.Losses, sign);
                figures.TryAdd(TradeSum.GrossLoss, currency, size);
                break;
            default:
                figures.Count(TradeCounter.Evens, sign);
                break;
        }
    }

    private static int? ResultOf(decimal? pnl) => pnl is { } known ? Math.Sign(known) : null;

    // A loss is added up without its sign, and what is taken back with the other one.
    private static ScaledAmount SizeOf(decimal? pnl, int sign)
    {
        decimal size = Math.Abs(pnl ?? 0);
        return new ScaledAmount(sign < 0 ? -size : size);
    }

    /// <summary>Counts a close in all figures of a set.</summary>
    public static void Count(FigureSet figures, string currency, decimal? pnl, int sign = 1)
    {
        if (!figures.IsCounted)
            return;
        int? result = ResultOf(pnl);
        ScaledAmount size = SizeOf(pnl, sign);
        Count(figures.Total, currency, result, size, sign);
        Count(figures.Symbol, currency, result, size, sign);
        Count(figures.Strategy, currency, result, size, sign);
        Count(figures.Day, currency, result, size, sign);
    }
}
