using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Warns of fallbacks that a writer has begun to add to the log and that none goes on with. Their records are
/// sent when they are in the log. Not thread-safe.</summary>
/// <param name="files">The file system.</param>
/// <param name="paths">The log.</param>
/// <param name="warn">Receives the warning, once for each fallback.</param>
internal sealed class UnfinishedMerges(PlatformFiles files, ForwarderFiles paths, Action<string> warn)
{
    // A writer that is started again goes on.
    private static readonly TimeSpan WarningDelay = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _told = [];

    /// <summary>Looks for them.</summary>
    /// <exception cref="FileOperationException">A file cannot be looked up.</exception>
    public void Look()
    {
        foreach (string fallback in FallbackNote.Read(paths.Log))
        {
            string path = fallback + FallbackNote.MergingSuffix;
            if (_told.Contains(path)
                || EventFileStamp.Of(files, path) is not { Length: > 0, IsRegular: true } stamp
                || DateTime.UtcNow - stamp.Written < WarningDelay
                || IsMerged(path))
            {
                continue;
            }

            _told.Add(path);
            warn($"'{path}' has records that a writer has begun to add to '{paths.Log}', and no writer goes on with "
                + "it. They are sent when they are in the log. The next record of a writer whose fallback_dir is "
                + $"'{Path.GetDirectoryName(path)}' adds them.");
        }
    }

    // The writer that merges holds a lock. One that may not be looked at may be held.
    private bool IsMerged(string path)
    {
        using InterProcessLock turn = InterProcessLock.Of(files, path);
        try
        {
            turn.Acquire(TimeSpan.Zero);
            return files.GetStatus(path) is null;
        }
        catch (FileOperationException)
        {
            return true;
        }
    }
}
