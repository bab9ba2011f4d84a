using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;
using TradingLogging.Analytics.Orders;
using TradingLogging.Text;

namespace TradingLogging.Analytics;

/// <summary>What a trade log tells about trading: figures, latencies, and what does not reconcile.
/// docs/trade-activity.md defines each figure.</summary>
public sealed record TradeActivity : TradeFigures
{
    internal TradeActivity(TradeFigures total)
        : base(total)
    {
    }

    /// <summary>When the earliest event happened; null without events.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the latest event happened; null without events.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>From a signal to the order that followed it.</summary>
    public required LatencySummary SignalToOrder { get; init; }

    /// <summary>From an order to the fill that completed it.</summary>
    public required LatencySummary OrderToFill { get; init; }

    /// <summary>From a signal to the fill that completed the order that followed it.</summary>
    public required LatencySummary SignalToFill { get; init; }

    /// <summary>How many events there are of each action and symbol.</summary>
    public required IReadOnlyList<TradeActionCount> Actions { get; init => field = ReadableList.Of(value); }

    /// <summary>The figures of each symbol.</summary>
    public required IReadOnlyList<TradeFigures> BySymbol { get; init => field = ReadableList.Of(value); }

    /// <summary>The figures of each strategy.</summary>
    public required IReadOnlyList<TradeFigures> ByStrategy { get; init => field = ReadableList.Of(value); }

    /// <summary>The figures of each day, named as 2025-12-18.</summary>
    public required IReadOnlyList<TradeFigures> ByDay { get; init => field = ReadableList.Of(value); }

    /// <summary>The net pnl after each change, thinned out when there are many; its peaks and troughs stay. With
    /// several currencies that of the one whose net pnl changed most often.</summary>
    public required IReadOnlyList<TradeEquityPoint> EquityCurve { get; init => field = ReadableList.Of(value); }

    /// <summary>The currency of <see cref="EquityCurve"/>; null when there is no curve, empty when the events do not
    /// say it.</summary>
    internal string? EquityCurrency { get; init; }

    /// <summary>Events by the time of day.</summary>
    public required IReadOnlyList<TradeTimeOfDay> TimesOfDay { get; init => field = ReadableList.Of(value); }

    /// <summary>The 5,000 orders placed last, the first of them first.</summary>
    public required IReadOnlyList<TradeOrder> Orders { get; init => field = ReadableList.Of(value); }

    /// <summary>The positions that are open at the end.</summary>
    public required IReadOnlyList<TradePosition> OpenPositions { get; init => field = ReadableList.Of(value); }

    /// <summary>Amounts that were converted by a given rate.</summary>
    public required IReadOnlyList<TradeConversion> Conversions { get; init => field = ReadableList.Of(value); }

    /// <summary>What does not reconcile, in the order of the log; the first 1,000 of each kind.</summary>
    public required IReadOnlyList<TradeFinding> Findings { get; init => field = ReadableList.Of(value); }

    /// <summary>How many findings there are of each kind, by the kind's name.</summary>
    public required IReadOnlyDictionary<string, long> FindingCounts { get; init => field = ReadableList.Of(value); }

    /// <summary>Whether there is no finding at all.</summary>
    public bool IsReconciled => FindingCounts.Count == 0;

    /// <summary>Orders that were not done, and open positions, that were too many to be remembered. A later fill or
    /// close of one is a finding though nothing is wrong; 0 up to 100,000 orders that are open at once.</summary>
    public long Forgotten { get; init; }
}
