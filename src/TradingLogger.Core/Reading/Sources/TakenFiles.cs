using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Knows a file again that was read already, or that is read later under another name: by its identity, or by
/// its content when it has been compressed since. Systems give the number of a deleted file to a new one, so a file is
/// compared only with files that are kept open here.</summary>
/// <param name="isFollowed">Whether reading goes on behind the end that the log had when it began.</param>
internal sealed class TakenFiles(bool isFollowed) : IDisposable
{
    private LogFile? _current;
    private LogFile? _last;
    private LogFile? _former;
    private bool _isCurrentTaken;

    /// <summary>The identity of the file that was taken last; null before the first.</summary>
    public FileIdentity? Last => _last?.Handle.Identity;

    /// <summary>Notes that the files of the log were listed.</summary>
    /// <param name="current">The current file, which was opened before; null when there is none.</param>
    public void NoteListing(LogFile? current)
    {
        _isCurrentTaken = false;
        Hold(ref _former, _last);
        Hold(ref _current, current);
    }

    /// <summary>Notes that a file was taken.</summary>
    public void Note(LogFile file) => Hold(ref _last, file);

    /// <summary>Whether a file is to be left out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isCurrent">Whether it is the one that was opened as the current file.</param>
    /// <param name="isRotated">Whether it is that one under the name of an archive: then it has been rotated since it
    /// was opened, and what follows it is later than the end of the reading.</param>
    /// <exception cref="FileOperationException">A file cannot be read.</exception>
    public bool IsKnown(LogFile file, bool isCurrent, out bool isRotated)
    {
        isRotated = false;
        bool isFormer = _former is not null && file.IsSameAs(_former);
        if (isCurrent)
            return _isCurrentTaken || isFormer;
        if (_current is null || !file.IsSameAs(_current))
            return isFormer;
        // Followed, it is read here, where it belongs now; else as the current file, up to the end that it had.
        _isCurrentTaken = isFollowed;
        isRotated = !isFollowed && file.Handle.Identity == _current.Handle.Identity;
        return !isFollowed;
    }

    public void Dispose()
    {
        Hold(ref _current, null);
        Hold(ref _last, null);
        Hold(ref _former, null);
    }

    private static void Hold(ref LogFile? held, LogFile? file)
    {
        LogFile? shared = file?.Share();
        held?.Dispose();
        held = shared;
    }
}
