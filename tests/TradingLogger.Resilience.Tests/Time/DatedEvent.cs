using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Time;

/// <summary>A trade event as it stands in the log.</summary>
/// <param name="Event">Which.</param>
/// <param name="Timestamp">When it was logged, by the clock of its process.</param>
/// <param name="File">The name of the file it is in.</param>
internal sealed record DatedEvent(TestEvent Event, DateTimeOffset Timestamp, string File);
