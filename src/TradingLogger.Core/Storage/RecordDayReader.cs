namespace TradingLogging.Storage;

/// <summary>Reads the day that a line of a log belongs to; null when the line does not tell.</summary>
/// <param name="line">The line without its line feed; may be cut at its start.</param>
internal delegate DateTime? RecordDayReader(ReadOnlySpan<byte> line);
