namespace TradingLogging.Storage;

/// <summary>What an <see cref="AppendFile"/> has done so far.</summary>
internal readonly record struct AppendFileState(
    long Length,
    long Appended,
    long Rotations,
    long RecoveredTails,
    long Failures,
    string? LastError);
