using TradingLogging.Analytics;

namespace TradingLogging.Live.Summaries;

/// <summary>What a live summary is made of.</summary>
public sealed record LiveSummaryOptions
{
    /// <summary>The log directory.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>How far before today the log is read for orders and positions that were opened there. What is older is
    /// not known, which a finding says. 0 or above. Default 7 days.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How trading is measured, and by the midnight of which time zone the day changes.
    /// <see cref="TradeActivityOptions.CountFrom"/> does not apply. Default that of <see
    /// cref="TradeActivityOptions"/>.</summary>
    public TradeActivityOptions Activity { get; init; } = new();

    /// <summary>Tells the time.</summary>
    internal Func<DateTimeOffset> Now { get; init; } = () => DateTimeOffset.UtcNow;

    /// <summary>The midnight at which the day of a moment began.</summary>
    internal DateTimeOffset DayOf(DateTimeOffset moment)
    {
        TimeZoneInfo zone = Activity.TimeZone;
        DateTime midnight = TimeZoneInfo.ConvertTime(moment, zone).Date;
        // Where summer time begins at midnight, the day begins later.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        TimeSpan offset = zone.IsAmbiguousTime(midnight)
            ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}
