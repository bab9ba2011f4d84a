using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Paths;

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
            return files.GetStatus(directory) is { IsWorldWritable: true };
        }
        catch (FileOperationException)
        {
            return false;
        }
    }
}
