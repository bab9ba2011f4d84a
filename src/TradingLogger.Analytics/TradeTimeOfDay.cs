namespace TradingLogging.Analytics;

/// <summary>What happened in five minutes of the day, all days together.</summary>
/// <param name="Start">The start of the five minutes, as time of day by the clock the events were written with.</param>
public sealed record TradeTimeOfDay(TimeSpan Start)
{
    /// <summary>Signals.</summary>
    public long Signals { get; init; }

    /// <summary>Orders placed, cancelled, rejected and expired.</summary>
    public long Orders { get; init; }

    /// <summary>Fills, whole and partial.</summary>
    public long Fills { get; init; }

    /// <summary>Positions opened and closed.</summary>
    public long Positions { get; init; }

    /// <summary>All other events.</summary>
    public long Others { get; init; }
}
