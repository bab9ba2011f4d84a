using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>The numbered backups of a text log. Every rotation renames them all, so they are opened at once, from the newest to
/// the oldest: a backup that gets the next number meanwhile is met again there, and known by its identity. That holds only as
/// long as it is open, so they are kept open as long as they are there.</summary>
/// <param name="path">The current file.</param>
internal sealed class TextArchives(string path) : ILogArchives, IDisposable
{
    private Dictionary<FileIdentity, LogFile> _listed = [];

    /// <inheritdoc/>
    public IReadOnlyList<PendingLogFile> ListNew()
    {
        var files = new Stack<PendingLogFile>();
        var listed = new Dictionary<FileIdentity, LogFile>();
        foreach (string backup in Backups())
        {
            LogFile? file = LogFile.TryOpen(backup);
            if (file is null)
                continue;
            if (!listed.ContainsKey(file.Handle.Identity))
            {
                listed.Add(file.Handle.Identity, file.Share());
                if (!_listed.ContainsKey(file.Handle.Identity))
                    files.Push(new PendingLogFile(backup, file.Share()));
            }

            file.Dispose();
        }

        Dispose();
        _listed = listed;
        return [.. files];
    }

    public void Dispose()
    {
        foreach (LogFile file in _listed.Values)
            file.Dispose();
        _listed.Clear();
    }

    private IEnumerable<string> Backups()
    {
        int highest = ArchiveName.ListNumbers(PlatformFiles.Current, path).Select(file => file.Name.Number).LastOrDefault();
        // One more: a rotation may give the highest a new number after the directory was listed.
        return Enumerable.Range(1, highest + 1).Select(number => ArchiveName.OfNumber(path, number));
    }
}
