namespace TradingLogging.Analytics;

/// <summary>How much a measurement keeps, whatever the number of events. docs/trade-activity.md states these
/// figures.</summary>
internal static class TradeActivityLimits
{
    /// <summary>Orders that are remembered; the one placed first is forgotten for the next.</summary>
    public const int Orders = 100_000;

    /// <summary>Of these, orders that are done and have no open lot: nothing more is to come of them.</summary>
    public const int DoneOrders = 5_000;

    /// <summary>Hashes of what has been seen, by which a second one is noticed: at least the last so many of each kind,
    /// at most twice as many. They fill seven eighths of a table of 32 MiB.</summary>
    public const int Hashes = (1 << 22) / 8 * 7;

    /// <summary>Lots of one position, and its exits that wait for their close.</summary>
    public const int WaitingOfAPosition = 10_000;

    /// <summary>Closes of one position that wait for their exit fill.</summary>
    public const int WaitingCloses = 1_000;

    /// <summary>Currencies that have a curve of the net pnl.</summary>
    public const int Curves = 16;

    /// <summary>Open positions, and signals that no order has followed yet.</summary>
    public const int Positions = 100_000;

    /// <summary>Symbols, strategies, days, and pairs of action and symbol: each further one counts as <see
    /// cref="Others"/>.</summary>
    public const int Groups = 10_000;

    /// <summary>Findings of one kind that are kept with their lines; all are counted.</summary>
    public const int FindingsOfAKind = 1_000;

    /// <summary>Orders that a result lists: those placed last.</summary>
    public const int ListedOrders = 5_000;

    /// <summary>Latencies that are kept one by one for exact percentiles.</summary>
    public const int ExactLatencies = 65_536;

    /// <summary>Stretches of the equity curve; each keeps its lowest and its highest point.</summary>
    public const int CurveStretches = 1_024;

    /// <summary>The name under which what is beyond <see cref="Groups"/> is counted.</summary>
    public const string Others = "(others)";

    /// <summary>How far the clock may seem to step back between two lines: writers take the time before they wait for
    /// the lock, so that lines of several processes may change places.</summary>
    public static TimeSpan TimeTolerance { get; } = TimeSpan.FromSeconds(1);
}
