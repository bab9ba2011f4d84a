namespace TradingLogging.Reading;

/// <summary>Bytes of a log that are no record: torn by a power cut, overwritten, or never a record at all. They are skipped.</summary>
/// <param name="Location">Where the damage begins.</param>
/// <param name="Length">How many bytes are skipped, the line feed not counted.</param>
/// <param name="Reason">What is wrong with them.</param>
public sealed record LogDamage(LogLocation Location, long Length, string Reason)
{
    /// <summary>The damage in one sentence.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: skipped 17 bytes: …</c>.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Location}: skipped {Length} bytes. {Reason}");
}
