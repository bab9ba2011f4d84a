namespace TradingLogging.Reading.Sources;

/// <summary>A part of a file.</summary>
/// <param name="Start">The offset of its first byte, which begins a line.</param>
/// <param name="End">The offset behind its last byte.</param>
internal readonly record struct LogFileRange(long Start, long End);
