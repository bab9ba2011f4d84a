namespace TradingLogging.Analytics;

/// <summary>Which cost an exit takes when realised pnl is computed from fills.</summary>
public enum CostMethod
{
    /// <summary>The average of what is open.</summary>
    Average,

    /// <summary>The oldest of what is open: first in, first out.</summary>
    Fifo,
}

/// <summary>How trading is measured.</summary>
public sealed record TradeActivityOptions
{
    /// <summary>Which cost an exit takes. Default the average.</summary>
    public CostMethod CostMethod { get; init; }

    /// <summary>Whose days and times of day count, whatever offsets the events carry. Default the machine's.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Own names of members, by the name that docs/trade-activity.md has for them. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Map { get; init; }

    /// <summary>What one unit of a currency is in <see cref="Currency"/>. Default none: nothing is converted.</summary>
    public IReadOnlyDictionary<string, decimal> Rates { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The currency that <see cref="Rates"/> convert to. Default null: the first currency met that has no
    /// rate.</summary>
    public string? Currency { get; init; }

    /// <summary>The first moment that counts. Events that were logged before it only make orders and positions known.
    /// Default null: all count.</summary>
    public DateTimeOffset? CountFrom { get; init; }

    /// <summary>For how many orders, those placed last, the timeline is kept, 0 to 100,000. Default none.</summary>
    public int Timelines { get; init; }
}
