namespace TradingLogging.Analytics.Anomalies;

/// <summary>What is watched for anomalies.</summary>
public enum AnomalyMeasure
{
    /// <summary>How many events of an action, or records of a logger, come: in a bucket of time and in the last
    /// twelve.</summary>
    Rate,

    /// <summary>For how long no event of an action comes, or none at all.</summary>
    Silence,

    /// <summary>Which share of the orders is rejected.</summary>
    RejectRatio,

    /// <summary>Which share of the orders that end was filled.</summary>
    FillRatio,

    /// <summary>The latency from a signal to its order, in seconds.</summary>
    SignalToOrder,

    /// <summary>The latency from an order to the fill that completed it, in seconds.</summary>
    OrderToFill,

    /// <summary>The latency from a signal to the fill that completed its order, in seconds.</summary>
    SignalToFill,

    /// <summary>By how much a fill is worse than the price of its signal, in hundredths of a percent of that
    /// price.</summary>
    Slippage,

    /// <summary>The pnl before fees of an event that closes a trade or a part of one.</summary>
    Pnl,
}

/// <summary>How readily something is called an anomaly.</summary>
public enum AnomalySensitivity
{
    /// <summary>At most one false alarm a series and month on average, on series that were not made for it. The
    /// default.</summary>
    Normal,

    /// <summary>More is found, with about twice as many false alarms.</summary>
    High,
}

/// <summary>How anomalies are looked for.</summary>
public sealed record TradeAnomalyOptions
{
    /// <summary>The length of the buckets of time that are judged, 1 second to 1 hour. Default 5 minutes.</summary>
    public TimeSpan Bucket { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long there is no other alarm of a series after one, and half of that after whatever else of it is
    /// unusual; 0 to 30 days. Default 12 hours.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How readily something is called an anomaly. Default <see cref="AnomalySensitivity.Normal"/>.</summary>
    public AnomalySensitivity Sensitivity { get; init; }

    /// <summary>Whose hours and days count, whatever offsets the events carry. Default the machine's.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Own names of members, by the name that docs/trade-activity.md has for them. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Map { get; init; }
}

/// <summary>Something that is not as usual. There is one for an episode, when it begins.</summary>
public sealed record TradeAnomaly
{
    /// <summary>The end of the bucket of time in which it was found.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The beginning of what was judged.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What was watched.</summary>
    public required AnomalyMeasure Measure { get; init; }

    /// <summary>Of what: an action, a logger, a currency; empty for all events or orders.</summary>
    public required string Subject { get; init; }

    /// <summary>What was found, in the unit of <see cref="Measure"/>; of a ratio the share, 0 to 1; of a silence
    /// 0.</summary>
    public required double Value { get; init; }

    /// <summary>The lowest usual value.</summary>
    public required double UsualLow { get; init; }

    /// <summary>The highest usual value.</summary>
    public required double UsualHigh { get; init; }

    /// <summary>How far beyond the usual it is, as a multiple of the least that is told: above 1.</summary>
    public required double Score { get; init; }

    /// <summary>For how long the log had been watched.</summary>
    public required TimeSpan History { get; init; }

    /// <summary>The sentence that says it with its numbers.</summary>
    public required string Message { get; init; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
