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
        string prefix = Path.GetFileName(path) + ".";
        var named =
            from file in PlatformFiles.Current.List(Path.GetDirectoryName(path)!, prefix)
            let name = TradeArchiveName.Parse(Path.GetFileName(file)[prefix.Length..])
            where name is not null
            group (Path: file, name.Value.IsCompressed) by (name.Value.Day, name.Value.Number);
        // A day that is just being compressed is there twice.
        return [.. named
            .Where(day => _listed.Add(day.Key))
            .OrderBy(day => day.Key)
            .Select(day => new PendingLogFile(day.OrderBy(twin => twin.IsCompressed).First().Path))];
    }
}
