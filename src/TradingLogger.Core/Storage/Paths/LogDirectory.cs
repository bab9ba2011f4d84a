using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Paths;

/// <summary>The directory of the log files.</summary>
internal static class LogDirectory
{
    /// <summary>Creates the directory with its parents, unless it exists.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="isSynced">Whether to wait until the disk has the new names.</param>
    /// <param name="modes">The permissions of new directories.</param>
    /// <param name="setting">The setting that named it.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="FileOperationException">The directory cannot be created. The message names path and
    /// cause.</exception>
    public static string Create(string path, bool isSynced, CreationModes modes, string setting = "log_dir")
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
                $"The {(setting == "log_dir" ? "log directory" : "directory")} '{fullPath}' cannot be created: "
                + $"{CauseOf(exception, fullPath)} Choose another {setting} or mend this one.",
                exception);
        }
    }

    /// <summary>Whether two paths lead to the same directory, through links or mounts, or in another case.</summary>
    /// <param name="one">A full path.</param>
    /// <param name="other">A full path.</param>
    public static bool IsSame(string one, string other) =>
        one == other || (IdentityOf(one) is { } identity && identity == IdentityOf(other));

    // The dot leads through a link.
    private static FileIdentity? IdentityOf(string path)
    {
        try
        {
            return PlatformFiles.Current.GetStatus(Path.Combine(path, "."))?.Identity;
        }
        catch (FileOperationException)
        {
            return null;
        }
    }

    // If a part of the path is a file, the system only reports that a part is missing.
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

/// <summary>A directory of which the disk has the name, and the names of the parents created with it.</summary>
internal sealed class DurableDirectory(PlatformFiles files, string path)
{
    // Directories with new names that the disk may not have yet. A sync that failed is tried again.
    private readonly Queue<string> _unsynced = [];

    /// <summary>Creates the directory if it is missing, and waits until the disk has all new names.</summary>
    /// <exception cref="FileOperationException">It could not be created, or the disk may not have its name.</exception>
    public void Ensure()
    {
        string? missing = path;
        while (missing is not null && !Directory.Exists(missing))
        {
            missing = Path.GetDirectoryName(missing);
            if (missing is not null)
                _unsynced.Enqueue(missing);
        }

        if (_unsynced.Count == 0)
            return;
        files.CreateDirectory(path);
        for (; _unsynced.Count > 0; _unsynced.Dequeue())
            files.SyncDirectory(_unsynced.Peek());
    }
}

/// <summary>Warns once if the directory of a log file is less safe than others.</summary>
internal sealed class PathWarnings(PlatformFiles files, string path, Action<string> warn)
{
    private bool _isKnown;

    /// <summary>Checks the directory and warns, the first time it is called. A directory that cannot be looked up is no
    /// error here: the append will report it.</summary>
    public void WarnOnce()
    {
        if (_isKnown)
            return;
        _isKnown = true;
        string directory = Path.GetDirectoryName(path)!;
        if (files.FindNetworkFileSystem(directory) is { } name)
        {
            warn(
                $"'{path}' is on a network file system ({name}), where locks and appends are not reliable between "
                + "machines: events of two machines may mix or be lost. "
                + "Log to a disk of this machine, or from one machine only.");
        }

        if (IsWorldWritable(directory))
        {
            warn(
                $"Every user of this machine may replace the files in '{directory}', "
                + $"'{Path.GetFileName(path)}' included. "
                + "Take the right to write it from others (chmod o-w).");
        }
    }

    private bool IsWorldWritable(string directory)
    {
        try
        {
            // The dot leads through a link, whose own rights say nothing.
            return files.GetStatus(Path.Combine(directory, ".")) is { IsWorldWritable: true };
        }
        catch (FileOperationException)
        {
            return false;
        }
    }
}
