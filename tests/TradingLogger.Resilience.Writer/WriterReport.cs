namespace TradingLogging.Resilience.Writer;

/// <summary>What a writer did on one command.</summary>
/// <param name="Written">Events whose call returned.</param>
/// <param name="Failed">Events whose call threw.</param>
/// <param name="Rotations">Rotations since the process started.</param>
/// <param name="Failures">Failures that the log has counted since the process started.</param>
/// <param name="RecoveredTails">Torn ends of files that it found since the process started.</param>
/// <param name="LongestCall">Milliseconds that the slowest call took.</param>
/// <param name="LongestPause">Milliseconds for which the machine let an idle thread of the process wait, at
/// worst.</param>
/// <param name="Elapsed">Milliseconds for all of them.</param>
public sealed record WriterReport(
    int Written,
    int Failed,
    long Rotations,
    long Failures,
    long RecoveredTails,
    double LongestCall,
    double LongestPause,
    double Elapsed);
