namespace TradingLogging.Storage;

/// <summary>What an <see cref="AppendFile"/> has done so far.</summary>
internal readonly record struct AppendFileState(
    long Length,
    long Appended,
    long Rotations,
    long RecoveredTails,
    long Failures,
    string? LastError);

/// <summary>Counts what happens to a log file. All but failures are counted by one thread at a time.</summary>
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

    public void NoteAppended(int count) => Volatile.Write(ref _appended, _appended + count);

    public void NoteRotation() => Volatile.Write(ref _rotations, _rotations + 1);

    public void NoteFailure(string message)
    {
        Interlocked.Increment(ref _failures);
        Volatile.Write(ref _lastError, message);
    }
}
