namespace TradingLogging.Reading;

/// <summary>Where in a log something stands.</summary>
/// <param name="File">The full path under which the file was opened.</param>
/// <param name="Line">The number of the line, from 1; in a compressed file that of the line within.</param>
/// <param name="Offset">How many bytes of the file, decompressed if it was compressed, stand before it.</param>
public readonly record struct LogLocation(string File, long Line, long Offset)
{
    /// <summary>File, line and byte offset, for people.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{File}, line {Line}, byte {Offset}");
}
