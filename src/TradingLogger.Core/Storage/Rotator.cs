using System.Diagnostics;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>Rotates a log file when that is due. A rotation that is refused never stands in a record's way: the file goes on,
/// and a later record tries again.</summary>
internal sealed class Rotator(PlatformFiles files, string path, RotationPolicy rotation, AppendFileCounters counters, Action<string> warn)
{
    private static readonly long Pause = Stopwatch.Frequency;

    private long _next;
    private bool _isArchiveRefused;

    /// <summary>Rotates the file if it must be before the record goes to it.</summary>
    /// <exception cref="FileOperationException">The current file cannot be opened.</exception>
    public void RotateIfDue(ActiveFile current, int recordLength, DateTime recordDay)
    {
        if (!IsDue(current, recordLength, recordDay) || Stopwatch.GetTimestamp() < _next)
            return;
        // Renaming goes by the path: it must still lead to the file that is due.
        current.Open(recordDay);
        if (!IsDue(current, recordLength, recordDay))
            return;
        Rotate(current);
        current.Open(recordDay);
    }

    /// <summary>Whether a late record can go to the archive of its day; with one warning when something else stands there.</summary>
    /// <exception cref="FileOperationException">The archive cannot be looked up.</exception>
    public bool MayAppendTo(string archive)
    {
        if (files.GetStatus(archive) is null or { IsRegular: true })
            return true;
        string message = $"Cannot append to '{archive}': it is not an ordinary file.";
        counters.NoteFailure(message);
        if (!_isArchiveRefused)
            warn($"{message} Records of its day go to '{path}'.");
        _isArchiveRefused = true;
        return false;
    }

    /// <summary>Whether the file should be rotated before records of this size and day go to it.</summary>
    public bool IsDue(ActiveFile current, int recordLength, DateTime recordDay) =>
        current.Length > 0 && rotation.IsDue(current.Length, current.Day, recordLength, recordDay);

    private void Rotate(ActiveFile current)
    {
        current.NoteHead();
        current.Close();
        try
        {
            rotation.Rotate(files, path, current.Day);
            counters.NoteRotation();
            _next = 0;
        }
        catch (FileOperationException exception)
        {
            counters.NoteFailure(exception.Message);
            if (_next == 0)
                warn($"{exception.Message} The log goes on in '{path}'; rotation is tried again.");
            _next = Stopwatch.GetTimestamp() + Pause;
        }
    }
}
