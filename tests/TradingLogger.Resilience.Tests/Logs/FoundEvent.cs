using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>A whole event in a log.</summary>
/// <param name="Event">Which.</param>
/// <param name="File">The name of the file it is in.</param>
internal readonly record struct FoundEvent(TestEvent Event, string File);
