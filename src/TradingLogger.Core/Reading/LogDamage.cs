namespace TradingLogging.Reading;

/// <summary>A place in a log.</summary>
/// <param name="File">The full path under which the file was opened.</param>
/// <param name="Line">The number of the line, from 1; in a compressed file, of the decompressed line.</param>
/// <param name="Offset">The number of bytes before it, counted in the decompressed file.</param>
public readonly record struct LogLocation(string File, long Line, long Offset)
{
    /// <summary>File, line and byte offset, for people.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{File}, line {Line}, byte {Offset}");
}

/// <summary>Something in a log that is not as a writer writes it: bytes that are no record (torn by a power cut,
/// overwritten, or never a record at all), which are skipped, or an event that is read but doubtful.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Length">The number of skipped bytes, without the line feed; 0 when nothing is skipped.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record LogDamage(LogLocation Location, long Length, string Reason)
{
    /// <summary>The damage in one sentence.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: skipped 17 bytes: …</c>.</returns>
    public override string ToString() => Length == 0
        ? $"{Location}: {Reason}"
        : FormattableString.Invariant($"{Location}: skipped {Length} bytes. {Reason}");
}

/// <summary>Knows where the line begins that is being read.</summary>
internal interface ILocatedLine
{
    /// <summary>The start of the line. To find its number, the lines before it may have to be counted.</summary>
    LogLocation Location { get; }
}
