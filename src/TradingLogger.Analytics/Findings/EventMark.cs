using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Findings;

/// <summary>Remembers an event without keeping it.</summary>
/// <param name="Number">Its number in the input, from 1.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Location">Where it stands; null when it was not read from a file.</param>
internal readonly record struct EventMark(long Number, DateTimeOffset Time, LogLocation? Location)
{
    /// <summary>The mark of an event.</summary>
    public static EventMark Of(TradeFact fact) => new(fact.Number, fact.Time, fact.Location);

    /// <summary>Where the event stands.</summary>
    public TradeEventPlace Place => Location is { } location
        ? new TradeEventPlace(location.File, location.Line)
        : new TradeEventPlace(null, Number);

    /// <summary>Whether the event was before another one, by time and then by its place in the log.</summary>
    public bool IsBefore(EventMark other) => Time < other.Time || (Time == other.Time && Number < other.Number);
}
