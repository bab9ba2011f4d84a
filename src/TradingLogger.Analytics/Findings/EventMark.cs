using TradingLogging.Analytics.Facts;

namespace TradingLogging.Analytics.Findings;

/// <summary>Remembers an event without keeping it.</summary>
/// <remarks>The file and the line are a value of their own, for speed: of more than three fields in a row without a
/// reference the runtime makes a loop that copies.</remarks>
/// <param name="Number">Its number in the input, from 1.</param>
/// <param name="Time">When it happened.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct EventMark(long Number, DateTimeOffset Time, LinePlace At)
{
    /// <summary>The mark of an event.</summary>
    public static EventMark Of(TradeFact fact) => new(fact.Number, fact.Time, new LinePlace(fact.File, fact.Line));

    /// <summary>Where the event stands.</summary>
    public TradeEventPlace Place => At.File is not null ? new(At.File, At.Line) : new(null, Number);

    /// <summary>Whether the event was before another one, by time and then by its place in the log.</summary>
    public bool IsBefore(EventMark other) => Time < other.Time || (Time == other.Time && Number < other.Number);
}

/// <summary>Where a line stands.</summary>
/// <param name="File">The file; null when it was not read from a file.</param>
/// <param name="Line">The line in the file, from 1.</param>
internal readonly record struct LinePlace(string? File, long Line);
