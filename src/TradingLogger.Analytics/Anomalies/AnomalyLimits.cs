namespace TradingLogging.Analytics.Anomalies;

/// <summary>From where on something is an anomaly. docs/anomalies.md says what the figures are worth.</summary>
internal sealed record AnomalyLimits
{
    /// <summary>The limits of a sensitivity.</summary>
    public static AnomalyLimits Of(AnomalySensitivity sensitivity) =>
        sensitivity == AnomalySensitivity.High
            ? new AnomalyLimits { Margin = 0.15, Surprise = 9, Factor = 1.1 }
            : new AnomalyLimits();

    /// <summary>How far a level lies beyond the range of the last 28 days, in the spread of the values from the 5th to
    /// the 95th percentile.</summary>
    public double Margin { get; init; } = 0.4;

    /// <summary>The negative logarithm of how probable a count is at most: 12 is once in 160,000.</summary>
    public double Surprise { get; init; } = 12;

    /// <summary>By how much a count is more surprising than any of the last 28 days.</summary>
    public double Factor { get; init; } = 1.25;

    /// <summary>By how much a count lies beyond the range of some days: few days have a range that is too
    /// narrow.</summary>
    public double FactorOf(int days) => 1 + ((Factor - 1) * (1 + (10.0 / days)));

    /// <summary>How long a series is watched before it is judged.</summary>
    public TimeSpan MinimumHistory { get; init; } = TimeSpan.FromDays(2);
}
