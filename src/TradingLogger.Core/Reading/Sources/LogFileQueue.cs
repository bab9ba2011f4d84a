using System.Diagnostics.CodeAnalysis;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>The files of a log in the order of their records, each once, whatever is renamed meanwhile.</summary>
/// <remarks>The current file is opened before the others are listed: a rotation in between leaves it among them under another
/// name, where it is known by its identity. One after it is found when the current file has been read to its end. Systems give
/// the number of a deleted file to a new one: identities are compared only among files of which one is open.</remarks>
internal sealed class LogFileQueue : IDisposable
{
    private readonly string? _currentPath;
    private readonly ILogArchives? _archives;
    private readonly HashSet<FileIdentity> _taken = [];
    private Queue<PendingLogFile> _pending = [];
    private FileIdentity? _last;

    private LogFileQueue(string? currentPath, ILogArchives? archives)
    {
        _currentPath = currentPath;
        _archives = archives;
    }

    /// <summary>How many files have been taken.</summary>
    public int TakenCount { get; private set; }

    /// <summary>How many files there are, as far as is known, with those that have been taken.</summary>
    public int KnownCount => TakenCount + _pending.Count;

    /// <summary>Whether the file taken last is the last there is, as far as is known.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>Files by name, in their order.</summary>
    public static LogFileQueue Of(IEnumerable<string> paths)
    {
        var queue = new LogFileQueue(null, null);
        queue.Enqueue(paths.Select(path => new PendingLogFile(path)));
        return queue;
    }

    /// <summary>A file that is rotated, and the archives it becomes.</summary>
    /// <param name="currentPath">The file.</param>
    /// <param name="archives">The archives.</param>
    /// <exception cref="FileOperationException">The current file cannot be opened, or the archives not listed.</exception>
    public static LogFileQueue Of(string currentPath, ILogArchives archives)
    {
        var queue = new LogFileQueue(currentPath, archives);
        queue.List();
        return queue;
    }

    /// <summary>Leaves out all files but the current one.</summary>
    public void SkipArchives()
    {
        Queue<PendingLogFile> all = _pending;
        _pending = [];
        foreach (PendingLogFile file in all)
        {
            if (file.Path == _currentPath)
                _pending.Enqueue(file);
            else
                file.Opened?.Dispose();
        }
    }

    /// <summary>Takes the next file.</summary>
    /// <param name="failed">Hears of a file that cannot be opened; null: the exception is thrown.</param>
    /// <param name="file">The file; the caller disposes of it.</param>
    /// <exception cref="FileOperationException">The file cannot be opened, or a named one does not exist.</exception>
    public bool TryNext(Action<IOException>? failed, [NotNullWhen(true)] out LogFile? file)
    {
        while (_pending.Count > 0)
        {
            PendingLogFile next = _pending.Dequeue();
            TakenCount++;
            file = next.Opened ?? Open(next.Path, failed);
            if (file is null)
                continue;
            _last = file.Handle.Identity;
            if (_currentPath is null || _taken.Add(file.Handle.Identity))
                return true;
            file.Dispose();
        }

        file = null;
        return false;
    }

    /// <summary>Looks whether the current file has been rotated, and if so queues what has come since. To be called when the last
    /// file has been read to its end and is still open; then that file is to be read to its end once more.</summary>
    /// <exception cref="FileOperationException">The files cannot be looked up.</exception>
    public void LookForSuccessors()
    {
        bool isRotated = IsEmpty
            && _currentPath is not null
            && PlatformFiles.Current.GetStatus(_currentPath) is { } status
            && status.Identity != _last;
        if (!isRotated)
            return;
        _taken.Clear();
        if (_last is { } last)
            _taken.Add(last);
        List();
    }

    public void Dispose()
    {
        foreach (PendingLogFile file in _pending)
            file.Opened?.Dispose();
        _pending.Clear();
        (_archives as IDisposable)?.Dispose();
    }

    private void List()
    {
        LogFile? current = LogFile.TryOpenExactly(_currentPath!);
        Enqueue(_archives!.ListNew());
        if (current is not null)
            _pending.Enqueue(new PendingLogFile(current.Path, current));
    }

    private void Enqueue(IEnumerable<PendingLogFile> files)
    {
        foreach (PendingLogFile file in files)
            _pending.Enqueue(file);
    }

    private LogFile? Open(string path, Action<IOException>? failed)
    {
        try
        {
            LogFile? file = LogFile.TryOpen(path);
            // An archive that is gone since it was listed has been removed by retention.
            return file is null && _currentPath is null ? throw new FileOperationException($"'{path}' does not exist.") : file;
        }
        catch (FileOperationException exception) when (failed is not null)
        {
            failed(exception);
            return null;
        }
    }
}
