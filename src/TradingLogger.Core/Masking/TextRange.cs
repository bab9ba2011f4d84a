namespace TradingLogging.Masking;

/// <summary>A part of a text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index behind its last.</param>
internal readonly record struct TextRange(int Start, int End);
