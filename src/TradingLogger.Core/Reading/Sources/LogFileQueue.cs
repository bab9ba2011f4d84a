using System.Diagnostics.CodeAnalysis;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>The files of a log in the order of their records, each once, whatever is renamed meanwhile.</summary>
/// <remarks>The current file is opened before the others are listed: a rotation in between leaves it among them under
/// another name, where <see cref="TakenFiles"/> knows it again.</remarks>
internal sealed class LogFileQueue : IDisposable
{
    private readonly string? _currentPath;
    private readonly ILogArchives? _archives;
    private readonly TakenFiles _taken;
    private Queue<PendingLogFile> _pending = [];

    private LogFileQueue(string? currentPath, ILogArchives? archives, bool isFollowed)
    {
        _currentPath = currentPath;
        _archives = archives;
        _taken = new TakenFiles(isFollowed);
    }

    /// <summary>The number of files that have been taken.</summary>
    public int TakenCount { get; private set; }

    /// <summary>The number of known files, including those that have been taken.</summary>
    public int KnownCount => TakenCount + _pending.Count;

    /// <summary>Whether the file taken last is the last known one.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>No files.</summary>
    public static LogFileQueue None => new(null, null, isFollowed: false);

    /// <summary>Files by name, in their order. Those that writers may still write are opened at once, because the
    /// reading ends where they ended when it began.</summary>
    /// <param name="files">The files.</param>
    /// <param name="archivesOf">The archives of a log, by its path.</param>
    /// <param name="failed">Is told of a file that cannot be opened; null: the exception is thrown.</param>
    /// <exception cref="FileOperationException">A file cannot be opened.</exception>
    public static LogFileQueue OfNamed(
        IEnumerable<NamedLogFile> files, Func<string, ILogArchives> archivesOf, Action<IOException>? failed)
    {
        var queue = new LogFileQueue(null, null, isFollowed: false);
        try
        {
            foreach (NamedLogFile file in files)
            {
                if (file.IsWholeLog)
                {
                    queue.AddWholeLog(file.Path, archivesOf);
                    continue;
                }

                LogFile? opened = file.IsArchive ? null : Open(new PendingLogFile(file.Path), failed);
                if (file.IsArchive || opened is not null)
                    queue._pending.Enqueue(new PendingLogFile(file.Path, opened));
            }

            return queue;
        }
        catch (FileOperationException)
        {
            queue.Dispose();
            throw;
        }
    }

    /// <summary>The files of a log up to the end that it has now.</summary>
    /// <param name="currentPath">The file that is rotated.</param>
    /// <param name="archives">What it was rotated to.</param>
    /// <exception cref="FileOperationException">The current file cannot be opened, or the archives not
    /// listed.</exception>
    public static LogFileQueue ToRead(string currentPath, ILogArchives archives) =>
        Listed(new LogFileQueue(currentPath, archives, isFollowed: false));

    /// <summary>The files of a log, and those that it will get.</summary>
    /// <param name="currentPath">The file that is rotated.</param>
    /// <param name="archives">What it was rotated to.</param>
    /// <exception cref="FileOperationException">The current file cannot be opened, or the archives not
    /// listed.</exception>
    public static LogFileQueue ToFollow(string currentPath, ILogArchives archives) =>
        Listed(new LogFileQueue(currentPath, archives, isFollowed: true));

    /// <summary>The files of a log that hold what stood before the place from which it is followed.</summary>
    /// <param name="start">The place; null when there was no current file: then those that were set aside.</param>
    /// <param name="currentPath">The file that is rotated.</param>
    /// <param name="archives">What it was rotated to.</param>
    /// <exception cref="FileOperationException">The current file cannot be opened, or the archives not
    /// listed.</exception>
    public static LogFileQueue Before(FollowStart? start, string currentPath, ILogArchives archives)
    {
        LogFileQueue queue = ToRead(currentPath, archives);
        if (start is null)
            queue.Keep(file => file.Path != currentPath);
        return queue;
    }

    /// <summary>Leaves out all files but the current one.</summary>
    public void SkipArchives() => Keep(file => file.Path == _currentPath);

    /// <summary>Leaves out the archives of days before one.</summary>
    public void SkipArchivesBefore(DateTime day) =>
        Keep(file => LogFileOrder.DayOf(file.Path) is not { } archived || archived >= day);

    /// <summary>Takes the next file.</summary>
    /// <param name="failed">Is told of a file that cannot be opened; null: the exception is thrown.</param>
    /// <param name="file">The file; the caller disposes of it.</param>
    /// <exception cref="FileOperationException">The file cannot be opened, or a named one does not exist.</exception>
    public bool TryNext(Action<IOException>? failed, [NotNullWhen(true)] out LogFile? file)
    {
        while (_pending.Count > 0)
        {
            PendingLogFile next = _pending.Dequeue();
            TakenCount++;
            file = next.Opened ?? Open(next, failed);
            if (file is null)
                continue;
            if (_currentPath is null)
                return true;
            if (!_taken.IsKnown(file, next.Path == _currentPath, out bool isRotated))
            {
                _taken.Note(file);
                return true;
            }

            file.Dispose();
            if (isRotated)
                DropAllButLast();
        }

        file = null;
        return false;
    }

    /// <summary>Takes all files, and reads them from the last one back until enough is found.</summary>
    /// <param name="count">The number of records that are wanted.</param>
    /// <param name="end">The place before which they stand; null for the end.</param>
    /// <param name="failed">Is told of a file that cannot be opened; null: the exception is thrown.</param>
    /// <param name="read">Reads a file, given the number of records that are missing, and returns how many it has
    /// found.</param>
    /// <exception cref="FileOperationException">A file cannot be opened, or a named one does not exist.</exception>
    public void ReadBack(int count, FollowStart? end, Action<IOException>? failed, Func<LogFile, int, int> read)
    {
        if (count <= 0)
            return;
        var opened = new Stack<LogFile>();
        try
        {
            while (TryNext(failed, out LogFile? file))
                opened.Push(file);
            end?.DropLater(opened);
            int missing = count;
            while (missing > 0 && opened.Count > 0)
            {
                using LogFile file = opened.Pop();
                missing -= read(file, missing);
            }
        }
        finally
        {
            foreach (LogFile file in opened)
                file.Dispose();
        }
    }

    /// <summary>Looks whether the current file has been rotated, and if so queues what has come since. To be called
    /// when the last file has been read to its end and is still open; then that file is to be read to its end once
    /// more.</summary>
    /// <exception cref="FileOperationException">The files cannot be looked up.</exception>
    public void LookForSuccessors()
    {
        if (_currentPath is not null)
            LeftRecords.BringIn(_currentPath);
        bool isRotated = IsEmpty
            && _currentPath is not null
            && PlatformFiles.Current.GetStatus(_currentPath) is { } status
            && status.Identity != _taken.Last;
        if (isRotated)
            List();
    }

    public void Dispose()
    {
        foreach (PendingLogFile file in _pending)
            file.Opened?.Dispose();
        _pending.Clear();
        _taken.Dispose();
        _archives?.Dispose();
    }

    private static LogFileQueue Listed(LogFileQueue queue)
    {
        try
        {
            queue.List();
            return queue;
        }
        catch
        {
            queue.Dispose();
            throw;
        }
    }

    // TryNext finds out whether an archive is the current file, rotated since.
    private void List() => _taken.NoteListing(AddLog(_currentPath!, _archives!, (_, _) => true));

    // The current file is opened first: a rotation in between leaves it among the archives.
    private LogFile? AddLog(
        string path, ILogArchives archives, Func<PendingLogFile, FileIdentity?, bool> isAnother)
    {
        LeftRecords.BringIn(path);
        LogFile? current = LogFile.TryOpenExactly(path);
        FileIdentity? identity = current?.Handle.Identity;
        try
        {
            foreach (PendingLogFile archive in archives.ListNew())
            {
                if (isAnother(archive, identity))
                    _pending.Enqueue(archive);
                else
                    archive.Opened?.Dispose();
            }
        }
        catch
        {
            current?.Dispose();
            throw;
        }

        if (current is not null)
            _pending.Enqueue(new PendingLogFile(path, current));
        return current;
    }

    private void Keep(Func<PendingLogFile, bool> isKept)
    {
        Queue<PendingLogFile> all = _pending;
        _pending = [];
        foreach (PendingLogFile file in all)
        {
            if (isKept(file))
                _pending.Enqueue(file);
            else
                file.Opened?.Dispose();
        }
    }

    private void DropAllButLast()
    {
        while (_pending.Count > 1)
            _pending.Dequeue().Opened?.Dispose();
    }

    private void AddWholeLog(string path, Func<string, ILogArchives> archivesOf)
    {
        using ILogArchives archives = archivesOf(path);
        AddLog(path, archives, (archive, current) => current is null || IdentityOf(archive) != current);
    }

    private static FileIdentity? IdentityOf(PendingLogFile file) => file.Opened is { } opened
        ? opened.Handle.Identity
        : PlatformFiles.Current.GetStatus(file.Path)?.Identity;

    private static LogFile? Open(PendingLogFile pending, Action<IOException>? failed)
    {
        try
        {
            LogFile? file = LogFile.TryOpen(pending.Path);
            // An archive that is gone since it was listed has been removed by retention.
            return file is null && !pending.MayBeGone
                ? throw new FileOperationException($"'{pending.Path}' does not exist.")
                : file;
        }
        catch (FileOperationException exception) when (failed is not null)
        {
            failed(exception);
            return null;
        }
    }
}
