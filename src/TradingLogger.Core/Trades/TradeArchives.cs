using TradingLogging.Files;

namespace TradingLogging;

/// <summary>Finds the set-aside days of a trade log.</summary>
internal static class TradeArchives
{
    /// <summary>The full paths, the earliest day first. A file that is just being compressed, and so there twice, is listed
    /// once.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public static IReadOnlyList<string> List(string directory)
    {
        string prefix = LoggingSession.TradeLogName + ".";
        var named =
            from path in PlatformFiles.Current.List(directory, prefix)
            let name = TradeArchiveName.Parse(Path.GetFileName(path)[prefix.Length..])
            where name is not null
            group (Path: path, name.Value.IsCompressed) by (name.Value.Day, name.Value.Number);
        return [.. named
            .OrderBy(file => file.Key)
            .Select(file => file.OrderBy(twin => twin.IsCompressed).First().Path)];
    }
}
