using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>The set-aside days of a trade log. They keep their names, so they are opened when they are read.</summary>
/// <param name="path">The current file.</param>
internal sealed class TradeArchives(string path) : ILogArchives
{
    private readonly HashSet<(DateTime Day, int Number)> _listed = [];

    /// <inheritdoc/>
    public IReadOnlyList<PendingLogFile> ListNew()
    {
        // A day that is just being compressed is listed twice, the uncompressed file first.
        return [.. ArchiveName.ListDays(PlatformFiles.Current, path)
            .Where(file => _listed.Add((file.Name.Day!.Value, file.Name.Number)))
            .Select(file => new PendingLogFile(file.Path))];
    }
}
