using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>An archived day of a log: its file, compressed or not, and its seal. One of the two may be
/// missing.</summary>
/// <param name="Path">The path that rotation gave the file.</param>
/// <param name="FilePath">The path of the existing file; null when there is none.</param>
/// <param name="HasSeal">Whether the seal exists.</param>
internal sealed record SealedDay(string Path, string? FilePath, bool HasSeal)
{
    /// <summary>The path of the seal.</summary>
    public string SealPath => Path + ArchiveName.SealSuffix;

    /// <summary>The name that rotation gave the file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Lists the archived days of a log, the earliest first.</summary>
    /// <param name="logPath">The current file.</param>
    /// <exception cref="FileOperationException">The directory cannot be listed.</exception>
    public static IReadOnlyList<SealedDay> List(string logPath)
    {
        string prefix = System.IO.Path.GetFileName(logPath) + ".";
        var days = new SortedDictionary<(DateTime Day, int Number), SealedDay>();
        foreach (string path in PlatformFiles.ListEntries(System.IO.Path.GetDirectoryName(logPath)!, prefix))
        {
            bool isSeal = path.EndsWith(ArchiveName.SealSuffix, StringComparison.Ordinal);
            string file = isSeal ? path[..^ArchiveName.SealSuffix.Length] : path;
            string fileName = System.IO.Path.GetFileName(file);
            bool isDay = fileName.Length > prefix.Length;
            if (!isDay || ArchiveName.ParseDay(fileName[prefix.Length..]) is not { Day: { } day } name)
                continue;
            if (isSeal && name.IsCompressed)
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

    /// <summary>Opens the file; null when there is none that can be read.</summary>
    public LogFile? TryOpen()
    {
        try
        {
            return FilePath is null ? null : LogFile.TryOpen(Path);
        }
        catch (FileOperationException)
        {
            // What stands there is not an ordinary file. Test-TradeLog reports it.
            return null;
        }
    }

    /// <summary>Reads the seal; null when there is none that can be read.</summary>
    public Seal? TryReadSeal()
    {
        try
        {
            return Seal.TryRead(SealPath);
        }
        catch (FileOperationException)
        {
            // What stands there is not an ordinary file. Test-TradeLog reports it.
            return null;
        }
    }
}
