using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>A file that is still to be read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Opened">The file, when it had to be opened before it could get another name.</param>
/// <param name="MayBeGone">Whether it was found in a directory: then retention may delete it before it is
/// read.</param>
internal readonly record struct PendingLogFile(string Path, LogFile? Opened = null, bool MayBeGone = false);

/// <summary>The files that a log's current file has been rotated to.</summary>
internal interface ILogArchives : IDisposable
{
    /// <summary>The archives that were not listed before, the earliest first.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    IReadOnlyList<PendingLogFile> ListNew();
}

/// <summary>The archived days of a trade log. They keep their names, so they are opened when they are read.</summary>
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
            .Select(file => new PendingLogFile(file.Path, MayBeGone: true))];
    }

    public void Dispose()
    {
    }
}

/// <summary>The numbered backups of a text log. Every rotation renames them all, so they are opened at once, from the
/// newest to the oldest: a backup that gets the next number meanwhile is met again there and known by its identity, or
/// by its content when it is compressed meanwhile. An identity holds only as long as its file is open, so they stay
/// open as long as they are there.</summary>
/// <param name="path">The current file.</param>
internal sealed class TextArchives(string path) : ILogArchives
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
                bool isKnown = _listed.ContainsKey(file.Handle.Identity)
                    || (file.IsCompressed && _listed.Values.Concat(listed.Values).Any(file.IsSameAs));
                listed.Add(file.Handle.Identity, file.Share());
                if (!isKnown)
                    files.Push(new PendingLogFile(backup, file.Share(), MayBeGone: true));
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
        int highest = ArchiveName.ListNumbers(PlatformFiles.Current, path)
            .Select(file => file.Name.Number)
            .LastOrDefault();
        // One more: a rotation may give the highest a new number after the directory was listed.
        return Enumerable.Range(1, highest + 1).Select(number => ArchiveName.OfNumber(path, number));
    }
}

/// <summary>A file, or a log with its archives, that the user named.</summary>
/// <param name="Path">The full path; of a log, that of its current file.</param>
/// <param name="IsArchive">Whether its name says that rotation set it aside, so that nobody writes it any more.</param>
/// <param name="IsWholeLog">Whether its archives belong to it: its directory was named.</param>
internal readonly record struct NamedLogFile(string Path, bool IsArchive, bool IsWholeLog = false);

/// <summary>Puts files that were named one by one into the order of time: a wildcard names a log before its archives.
/// Files that do not belong to the same log stay in the order in which they were named. A directory stands for its log
/// as a whole, so that files of it that are named as well are not read twice. Beside files of the log that is wanted,
/// those of the other log of the same directory are left out, and the hidden files by which writers agree: who pipes
/// all files of a directory means the one log, and the text log has copies of the trade events.</summary>
internal static class LogFileOrder
{
    /// <summary>Trade logs, each behind its archived days. A day that is just being compressed is there
    /// once.</summary>
    /// <param name="paths">The files and directories.</param>
    public static IReadOnlyList<NamedLogFile> OfTrades(IEnumerable<string> paths) =>
        InOrder(
            WithoutOther(paths, LoggingSession.TradeLogName, LoggingSession.TextLogName),
            LoggingSession.TradeLogName,
            AgeOfDay);

    /// <summary>The current file of the trade log that a file belongs to.</summary>
    /// <param name="path">The full path of the file.</param>
    public static string LogOf(string path) => Place.OfFile(path, AgeOfDay).Log;

    /// <summary>The day of an archive of a trade log; null for what is none.</summary>
    /// <param name="path">The full path of the file.</param>
    public static DateTime? DayOf(string path) =>
        Place.OfFile(path, AgeOfDay) is { IsArchive: true } place ? new DateTime(place.Age.Ticks) : null;

    /// <summary>Text logs, each behind its numbered backups, of which the highest is the oldest.</summary>
    /// <param name="paths">The files and directories.</param>
    public static IReadOnlyList<NamedLogFile> OfTexts(IEnumerable<string> paths) =>
        InOrder(
            WithoutOther(paths, LoggingSession.TextLogName, LoggingSession.TradeLogName),
            LoggingSession.TextLogName,
            suffix => ArchiveName.ParseNumber(suffix) is { } name ? (-name.Number, 0) : null);

    private static IEnumerable<string> WithoutOther(IEnumerable<string> paths, string wanted, string other)
    {
        string[] all = [.. paths.Select(Path.GetFullPath)];
        HashSet<string?> directories =
        [
            .. all.Where(Directory.Exists),
            .. all.Where(path => IsOf(path, wanted) && !IsBeside(path)).Select(Path.GetDirectoryName),
        ];
        return all.Where(path =>
            !directories.Contains(Path.GetDirectoryName(path))
            || !(IsOf(path, other) || IsBeside(path) || IsHidden(path, wanted) || IsHidden(path, other)));
    }

    private static bool IsOf(string path, string log) =>
        Path.GetFileName(path) is var name
        && name.StartsWith(log, StringComparison.Ordinal)
        && (name.Length == log.Length || name[log.Length] == '.');

    // Locks, queues, retention and the like: the name of a log, with a dot before it and a word behind it.
    private static bool IsHidden(string path, string log) =>
        Path.GetFileName(path).StartsWith($".{log}.", StringComparison.Ordinal);

    // Seals and key files lie beside a log and have no events.
    private static bool IsBeside(string path) => path.EndsWith(ArchiveName.SealSuffix, StringComparison.Ordinal)
        || path.EndsWith(ArchiveName.KeysSuffix, StringComparison.Ordinal);

    private static NamedLogFile[] InOrder(
        IEnumerable<string> paths, string name, Func<string, (long, int)?> ageOf) =>
    [
        .. paths
            .Select(path => Place.Of(Path.GetFullPath(path), name, ageOf))
            .GroupBy(place => place.Log)
            .SelectMany(log => log.Any(place => place.IsWholeLog)
                ? [new NamedLogFile(log.Key, IsArchive: false, IsWholeLog: true)]
                : InOrder(log)),
    ];

    private static (long, int)? AgeOfDay(string suffix) =>
        ArchiveName.ParseDay(suffix) is { } name ? (name.Day!.Value.Ticks, name.Number) : null;

    private static IEnumerable<NamedLogFile> InOrder(IEnumerable<Place> log) => log
        .GroupBy(place => place.Age)
        .OrderBy(twins => twins.Key)
        .Select(twins => twins.OrderBy(twin => twin.IsCompressed).First())
        .Select(place => new NamedLogFile(place.Path, place.IsArchive));

    // Where a file stands: at which age of which log.
    private sealed record Place(string Path, string Log, (long Ticks, int Number) Age)
    {
        private static readonly (long, int) Current = (long.MaxValue, 0);

        public bool IsArchive => Age != Current;

        public bool IsWholeLog { get; private init; }

        public bool IsCompressed => ArchiveName.HasCompressedSuffix(Path);

        public static Place Of(string path, string name, Func<string, (long, int)?> ageOf) => Directory.Exists(path)
            ? new Place(path, System.IO.Path.Combine(path, name), Current) { IsWholeLog = true }
            : OfFile(path, ageOf);

        public static Place OfFile(string path, Func<string, (long, int)?> ageOf)
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
