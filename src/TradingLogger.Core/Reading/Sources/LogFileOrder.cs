using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>A file that the user named.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="IsArchive">Whether its name says that rotation set it aside, so that nobody writes it any more.</param>
internal readonly record struct NamedLogFile(string Path, bool IsArchive);

/// <summary>Puts files that were named one by one into the order of time: a wildcard names a log before its archives.
/// Files that do not belong to the same log stay in the order in which they were named.</summary>
internal static class LogFileOrder
{
    /// <summary>Trade logs, each behind its set-aside days. A day that is just being compressed is there
    /// once.</summary>
    /// <param name="paths">The files.</param>
    public static IReadOnlyList<NamedLogFile> OfTrades(IEnumerable<string> paths) => InOrder(paths, suffix =>
        ArchiveName.ParseDay(suffix) is { } name ? (name.Day!.Value.Ticks, name.Number) : null);

    /// <summary>Text logs, each behind its numbered backups, of which the highest is the oldest.</summary>
    /// <param name="paths">The files.</param>
    public static IReadOnlyList<NamedLogFile> OfTexts(IEnumerable<string> paths) => InOrder(paths, suffix =>
        ArchiveName.ParseNumber(suffix) is { } name ? (-name.Number, 0) : null);

    private static NamedLogFile[] InOrder(IEnumerable<string> paths, Func<string, (long, int)?> ageOf) =>
    [
        .. paths
            .Select(path => Place.Of(Path.GetFullPath(path), ageOf))
            .GroupBy(place => place.Log)
            .SelectMany(log => log.GroupBy(place => place.Age).OrderBy(twins => twins.Key))
            .Select(twins => twins.OrderBy(twin => twin.IsCompressed).First())
            .Select(place => new NamedLogFile(place.Path, place.IsArchive)),
    ];

    // Where a file stands: at which age of which log.
    private sealed record Place(string Path, string Log, (long, int) Age)
    {
        private static readonly (long, int) Current = (long.MaxValue, 0);

        public bool IsArchive => Age != Current;

        public bool IsCompressed => ArchiveName.HasCompressedSuffix(Path);

        public static Place Of(string path, Func<string, (long, int)?> ageOf)
        {
            int start = path.LastIndexOf(System.IO.Path.DirectorySeparatorChar) + 1;
            for (int dot = path.IndexOf('.', start); dot >= 0; dot = path.IndexOf('.', dot + 1))
            {
                if (ageOf(path[(dot + 1)..]) is { } age)
                    return new Place(path, path[..dot], age);
            }

            return new Place(path, path, Current);
        }
    }
}
