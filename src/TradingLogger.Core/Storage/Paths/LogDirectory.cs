using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Paths;

/// <summary>The directory of the log files.</summary>
internal static class LogDirectory
{
    /// <summary>Makes the directory, with its parents; one that exists is fine.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="isSynced">Whether to wait until the disk knows the names that were made.</param>
    /// <param name="modes">The permissions it is made with.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="FileOperationException">The directory cannot be made; the message names path and cause.</exception>
    public static string Create(string path, bool isSynced, CreationModes modes)
    {
        string fullPath = path;
        try
        {
            fullPath = Path.GetFullPath(path);
            var files = PlatformFiles.For(modes);
            if (isSynced)
                new DurableDirectory(files, fullPath).Ensure();
            else
                files.CreateDirectory(fullPath);
            return fullPath;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FileOperationException(
                $"The log directory '{fullPath}' cannot be created: {CauseOf(exception, fullPath)} Choose another log_dir or mend this one.",
                exception);
        }
    }

    // Where a file is in the way, the system only says that a part of the path is missing.
    private static string CauseOf(Exception exception, string fullPath)
    {
        string? existing = fullPath;
        while (existing is not null && !Directory.Exists(existing))
        {
            if (File.Exists(existing))
                return $"'{existing}' is a file.";
            existing = Path.GetDirectoryName(existing);
        }

        return exception.Message;
    }
}

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
