using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Paths;

/// <summary>Warns once of a place where a log file cannot be as safe as elsewhere.</summary>
internal sealed class PathWarnings(PlatformFiles files, string path, Action<string> warn)
{
    private bool _isKnown;

    /// <summary>Looks at the place and warns, the first time it is called. What cannot be looked up is no error: the log itself
    /// will meet it.</summary>
    public void WarnOnce()
    {
        if (_isKnown)
            return;
        _isKnown = true;
        string directory = Path.GetDirectoryName(path)!;
        if (files.FindNetworkFileSystem(directory) is { } name)
        {
            warn(
                $"'{path}' is on a network file system ({name}), where locks and appending at the end are not dependable between "
                + "machines: events of two machines may mix or be lost. Log to a disk of this machine, or from one machine only.");
        }

        if (IsOpenToAll(directory))
        {
            warn(
                $"Every user of this machine may replace the files in '{directory}', '{Path.GetFileName(path)}' included. "
                + "Take the right to write it from others (chmod o-w).");
        }
    }

    private bool IsOpenToAll(string directory)
    {
        try
        {
            return files.GetStatus(directory) is { IsOpenToAll: true };
        }
        catch (FileOperationException)
        {
            return false;
        }
    }
}
