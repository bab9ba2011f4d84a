using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Findings;

/// <summary>Remembers an event without keeping it.</summary>
/// <param name="Number">Its number in the input, from 1.</param>
/// <param name="Time">When it happened.</param>
/// <param name="File">The file it stands in; null when it was not read from a file.</param>
/// <param name="Line">The line in the file, from 1.</param>
internal readonly record struct EventMark(long Number, DateTimeOffset Time, string? File, long Line)
{
    /// <summary>The mark of an event.</summary>
    public static EventMark Of(TradeFact fact) => new(fact.Number, fact.Time, fact.File, fact.Line);

    /// <summary>Where the event stands.</summary>
    public TradeEventPlace Place => File is not null ? new(File, Line) : new(null, Number);

    /// <summary>Whether the event was before another one, by time and then by its place in the log.</summary>
    public bool IsBefore(EventMark other) => Time < other.Time || (Time == other.Time && Number < other.Number);
}
