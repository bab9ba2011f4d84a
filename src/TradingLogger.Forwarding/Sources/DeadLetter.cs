using TradingLogging.Reading;

namespace TradingLogging.Forwarding.Sources;

/// <summary>A line that is not sent, or that the receiver rejects for good.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Bytes">The line without its line feed; only its beginning when it is too long for the reader. Valid
/// during the call.</param>
internal readonly record struct DeadLetter(LogLocation Location, string Reason, ReadOnlyMemory<byte> Bytes);
