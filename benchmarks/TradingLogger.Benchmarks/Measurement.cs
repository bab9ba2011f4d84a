namespace TradingLogging.Benchmarks;

/// <summary>One run of one contender.</summary>
/// <param name="CallNanoseconds">Processor time of the calling thread, an event.</param>
/// <param name="WallNanoseconds">Time until every event was with the operating system, an event.</param>
/// <param name="Bytes">Bytes allocated by the calling thread, an event.</param>
internal sealed record Measurement(double CallNanoseconds, double WallNanoseconds, double Bytes);
