namespace TradingLogging.Storage;

/// <summary>What an <see cref="AppendFile"/> has done so far.</summary>
/// <param name="Length">The size of the active file in bytes as last seen.</param>
/// <param name="Appended">Records appended.</param>
/// <param name="Rotations">Rotations done.</param>
/// <param name="RecoveredTails">Torn ends of the file that were removed or ended.</param>
/// <param name="Failures">Records that were not appended, and rotations that failed.</param>
/// <param name="LastError">The message of the last failure; null when there was none.</param>
internal readonly record struct AppendFileState(
    long Length,
    long Appended,
    long Rotations,
    long RecoveredTails,
    long Failures,
    string? LastError);

/// <summary>Counts what happens to a log file. Several threads may note failures at once; everything else is noted by
/// the thread that holds the gate.</summary>
internal sealed class AppendFileCounters
{
    private long _appended;
    private long _rotations;
    private long _failures;
    private string? _lastError;

    public long Appended => Volatile.Read(ref _appended);

    public long Rotations => Volatile.Read(ref _rotations);

    public long Failures => Interlocked.Read(ref _failures);

    public string? LastError => Volatile.Read(ref _lastError);

    public void NoteAppended(int records) => Volatile.Write(ref _appended, _appended + records);

    public void NoteRotation() => Volatile.Write(ref _rotations, _rotations + 1);

    public void NoteFailure(string message, int records = 1)
    {
        Interlocked.Add(ref _failures, records);
        Volatile.Write(ref _lastError, message);
    }
}
