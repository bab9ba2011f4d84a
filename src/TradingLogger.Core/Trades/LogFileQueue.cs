using System.Diagnostics.CodeAnalysis;
using TradingLogging.Files;

namespace TradingLogging;

/// <summary>The files of a log in the order of their records, each once, whatever is renamed meanwhile.</summary>
/// <remarks>The current file is opened before the others are listed: a rotation in between leaves it among them under another
/// name, where it is known by its identity. One after it is found when the current file has been read to its end.</remarks>
internal sealed class LogFileQueue : IDisposable
{
    private readonly string? _currentPath;
    private readonly Func<IEnumerable<string>> _listArchives;
    private readonly HashSet<FileIdentity> _seen = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Queue<string> _pending = [];
    private LogFile? _current;
    private int _taken;

    private LogFileQueue(string? currentPath, Func<IEnumerable<string>> listArchives)
    {
        _currentPath = currentPath;
        _listArchives = listArchives;
    }

    /// <summary>How many files have been taken, and how many there are as far as is known.</summary>
    public (int Taken, int Known) Count => (_taken, _taken + _pending.Count + (_current is null ? 0 : 1));

    /// <summary>Files by name, in their order.</summary>
    public static LogFileQueue Of(IEnumerable<string> paths)
    {
        var queue = new LogFileQueue(null, () => []);
        foreach (string path in paths)
            queue._pending.Enqueue(path);
        return queue;
    }

    /// <summary>A file that is rotated, and the archives it becomes.</summary>
    /// <param name="currentPath">The file.</param>
    /// <param name="listArchives">Lists the archives that there are, the earliest first.</param>
    /// <exception cref="FileOperationException">The current file cannot be opened, or the archives not listed.</exception>
    public static LogFileQueue Of(string currentPath, Func<IEnumerable<string>> listArchives)
    {
        var queue = new LogFileQueue(currentPath, listArchives);
        queue.List();
        return queue;
    }

    /// <summary>Takes the next file.</summary>
    /// <param name="failed">Hears of a file that cannot be opened; null: the exception is thrown.</param>
    /// <param name="file">The file; the caller disposes of it.</param>
    /// <exception cref="FileOperationException">The file cannot be opened, or a named one does not exist.</exception>
    public bool TryNext(Action<IOException>? failed, [NotNullWhen(true)] out LogFile? file)
    {
        while (_pending.Count > 0 || _current is not null)
        {
            file = _pending.Count > 0 ? Open(_pending.Dequeue(), failed) : _current;
            if (file == _current)
                _current = null;
            if (file is null)
                continue;
            if (_currentPath is null || _seen.Add(file.Handle.Identity))
            {
                _taken++;
                return true;
            }

            file.Dispose();
        }

        file = null;
        return false;
    }

    /// <summary>Looks whether the current file has been rotated, and if so queues what has come since. To be called when the last
    /// file has been read to its end; then that file is to be read to its end once more.</summary>
    /// <exception cref="FileOperationException">The files cannot be looked up.</exception>
    public void LookForSuccessors()
    {
        bool isLast = _currentPath is not null && _pending.Count == 0 && _current is null;
        if (isLast && PlatformFiles.Current.GetStatus(_currentPath!) is { } status && !_seen.Contains(status.Identity))
            List();
    }

    public void Dispose() => _current?.Dispose();

    private void List()
    {
        _current = LogFile.TryOpen(_currentPath!);
        foreach (string path in _listArchives().Where(_named.Add))
            _pending.Enqueue(path);
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
