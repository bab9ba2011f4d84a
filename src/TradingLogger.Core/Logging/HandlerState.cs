namespace TradingLogging.Logging;

/// <summary>What a handler has done so far in this process.</summary>
/// <param name="Name">The handler's name: <c>console</c>, <c>file</c> or <c>trades</c>.</param>
/// <param name="Level">The lowest level it takes.</param>
/// <param name="Path">The full path of its file; null for the console.</param>
/// <param name="Bytes">The size of the current file in bytes as last seen by this process; 0 before the first record.</param>
/// <param name="Events">Records written by this process since it was initialised.</param>
/// <param name="Rotations">Rotations done by this process.</param>
/// <param name="RecoveredTails">Torn ends of the file, left by a crash: taken back, or ended so that writing went on afresh.</param>
/// <param name="Failures">Records that could not be written, and rotations that could not be done.</param>
/// <param name="LastError">The message of the last failure; null when there was none.</param>
public sealed record HandlerState(
    string Name,
    LogLevel Level,
    string? Path,
    long Bytes,
    long Events,
    long Rotations,
    long RecoveredTails,
    long Failures,
    string? LastError)
{
    /// <summary>Records that the log file could not take and the file in <c>fallback_dir</c> took. They count among the
    /// failures, not among the events.</summary>
    public long FallbackEvents { get; init; }
}
