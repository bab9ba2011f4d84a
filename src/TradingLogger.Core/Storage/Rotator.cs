using System.Diagnostics;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>Rotates a log file when that is due. A rotation that fails never prevents an append: writing goes on in the
/// same file, and a later record tries again.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">The log file.</param>
/// <param name="rotation">When and how the file is archived.</param>
/// <param name="counters">Counts rotations and failures.</param>
/// <param name="warn">Receives warnings.</param>
internal sealed class Rotator(
    PlatformFiles files,
    string path,
    RotationPolicy rotation,
    AppendFileCounters counters,
    Action<string> warn)
{
    private static readonly long PauseAfterFailure = Stopwatch.Frequency;

    private readonly RotationSite _site = new(files, path, warn);

    private long _nextAttempt;
    private bool _hasWarnedOfArchive;
    private bool _hasJoined;

    /// <summary>Decides which file takes lines, and rotates the active file if it must be archived before.</summary>
    /// <param name="active">The active file.</param>
    /// <param name="length">The size of the lines in bytes.</param>
    /// <param name="day">The day of the lines.</param>
    /// <returns>The archive that takes lines of an earlier day; null for the active file.</returns>
    /// <exception cref="FileOperationException">A file cannot be opened or looked up.</exception>
    public string? RotateIfDue(ActiveFile active, int length, DateTime day)
    {
        if (active.Length == 0)
            return null;
        if (rotation.FindArchive(path, active.Day, day) is { } first
            && ArchiveName.OfLateRecord(files, first) is var archive
            && MayAppendTo(archive))
        {
            return archive;
        }

        if (IsDue(active, length, day) && Stopwatch.GetTimestamp() >= _nextAttempt)
            Rotate(active, length, day);
        return null;
    }

    /// <summary>Whether lines go to the active file, and it is not to be rotated before.</summary>
    public bool IsForActiveFile(ActiveFile active, int length, DateTime day) =>
        active.Length > 0 && rotation.FindArchive(path, active.Day, day) is null && !IsDue(active, length, day);

    /// <summary>Makes known how long this process wants archives to be kept, the first time it is called.</summary>
    public void JoinRetention()
    {
        if (_hasJoined)
            return;
        _hasJoined = true;
        rotation.MakeRequestKnown(_site);
    }

    private bool IsDue(ActiveFile active, int length, DateTime day) =>
        active.Length > 0 && rotation.IsDue(active.Length, active.Day, length, day);

    private void Rotate(ActiveFile active, int length, DateTime day)
    {
        // Renaming goes by the path, which must still lead to the file that is due.
        active.Open(day);
        if (!IsDue(active, length, day))
            return;
        active.NoteHead();
        active.Close();
        try
        {
            rotation.Rotate(_site, active.Day, day);
            counters.NoteRotation();
            _nextAttempt = 0;
        }
        catch (FileOperationException exception)
        {
            counters.NoteFailure(exception.Message);
            if (_nextAttempt == 0)
                warn($"{exception.Message} The log goes on in '{path}'; rotation is tried again.");
            _nextAttempt = Stopwatch.GetTimestamp() + PauseAfterFailure;
        }

        active.Open(day);
    }

    private bool MayAppendTo(string archive)
    {
        if (files.GetStatus(archive) is null or { IsRegular: true })
            return true;
        string message = $"Cannot append to '{archive}': it is not an ordinary file.";
        counters.NoteFailure(message);
        if (!_hasWarnedOfArchive)
            warn($"{message} Records of its day go to '{path}'.");
        _hasWarnedOfArchive = true;
        return false;
    }
}
