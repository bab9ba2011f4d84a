using System.Globalization;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>The numbered backups of a text log. Every rotation renames them all, so they are opened at once, from the newest to
/// the oldest: a backup that gets the next number meanwhile is met again there, and known by its identity. That holds only as
/// long as it is open, so they are kept open as long as they are there.</summary>
/// <param name="path">The current file.</param>
internal sealed class TextArchives(string path) : ILogArchives, IDisposable
{
    // What has a higher number was named so by a person.
    private const int MostBackups = 100_000;

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
        string prefix = Path.GetFileName(path) + ".";
        int highest = PlatformFiles.Current.List(Path.GetDirectoryName(path)!, prefix)
            .Select(file => NumberOf(Path.GetFileName(file)[prefix.Length..]))
            .DefaultIfEmpty(0)
            .Max();
        // One more: a rotation may give the highest a new number after the directory was listed.
        return Enumerable.Range(1, highest + 1)
            .Select(number => path + "." + number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The number of a backup; 0 when the name is that of no backup.</summary>
    /// <param name="suffix">What stands behind the name of the log and a dot.</param>
    public static int NumberOf(string suffix)
    {
        if (suffix.EndsWith(TradeArchiveName.CompressedSuffix, StringComparison.Ordinal))
            suffix = suffix[..^TradeArchiveName.CompressedSuffix.Length];
        return int.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < MostBackups
            ? number
            : 0;
    }
}
