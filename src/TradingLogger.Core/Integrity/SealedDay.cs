using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>A set-aside day of a log: its file, compressed or not, and its seal; one of both may be missing.</summary>
/// <param name="Path">The path of the file as rotation named it.</param>
/// <param name="FilePath">The file that is there; null for none.</param>
/// <param name="HasSeal">Whether there is a seal.</param>
internal sealed record SealedDay(string Path, string? FilePath, bool HasSeal)
{
    /// <summary>The path of the seal.</summary>
    public string SealPath => Path + ArchiveName.SealSuffix;

    /// <summary>The name of the file as rotation named it.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The days of a log, the earliest first.</summary>
    /// <param name="logPath">The current file.</param>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public static IReadOnlyList<SealedDay> List(string logPath)
    {
        string prefix = System.IO.Path.GetFileName(logPath) + ".";
        var days = new SortedDictionary<(DateTime Day, int Number), SealedDay>();
        foreach (string path in PlatformFiles.Current.List(System.IO.Path.GetDirectoryName(logPath)!, prefix))
        {
            bool isSeal = path.EndsWith(ArchiveName.SealSuffix, StringComparison.Ordinal);
            string file = isSeal ? path[..^ArchiveName.SealSuffix.Length] : path;
            string fileName = System.IO.Path.GetFileName(file);
            bool isDay = fileName.Length > prefix.Length;
            if (!isDay || ArchiveName.ParseDay(fileName[prefix.Length..]) is not { Day: { } day } name || (isSeal && name.IsCompressed))
                continue;
            string plain = ArchiveName.WithoutCompression(file);
            days.TryGetValue((day, name.Number), out SealedDay? known);
            days[(day, name.Number)] = new SealedDay(
                plain,
                isSeal || (name.IsCompressed && known?.FilePath is not null) ? known?.FilePath : path,
                isSeal || known?.HasSeal == true);
        }

        return [.. days.Values];
    }
}
