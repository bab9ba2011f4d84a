using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>A directory whose name, and those of the parents made with it, the disk knows.</summary>
internal sealed class DurableDirectory(PlatformFiles files, string path)
{
    // Directories in which names were made that the disk may not know yet: those of a sync that failed are tried again.
    private readonly Queue<string> _unsynced = [];

    /// <summary>Makes the directory when it is missing, and waits until the disk knows all names that were made.</summary>
    /// <exception cref="FileOperationException">It could not be made, or the disk may not know it.</exception>
    public void Ensure()
    {
        for (string? missing = path; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            if (Path.GetDirectoryName(missing) is { } parent)
                _unsynced.Enqueue(parent);
        }

        if (_unsynced.Count == 0)
            return;
        files.CreateDirectory(path);
        for (; _unsynced.Count > 0; _unsynced.Dequeue())
            files.SyncDirectory(_unsynced.Peek());
    }
}
