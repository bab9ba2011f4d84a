using System.Globalization;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>The name of a file that rotation archived: a day (<c>trades.log.2025-12-17</c>), a later file of the same
/// day (<c>trades.log.2025-12-17.1</c>) or a numbered backup (<c>trading.log.3</c>), each with <c>.gz</c> at its end
/// when somebody compressed it. This is the only place that makes or reads such names.</summary>
/// <param name="Day">The day of its lines; null for a numbered backup.</param>
/// <param name="Number">0 for the first file of a day; 1 for the newest numbered backup.</param>
/// <param name="IsCompressed">Whether it ends with <c>.gz</c>.</param>
internal readonly record struct ArchiveName(DateTime? Day, int Number, bool IsCompressed)
{
    /// <summary>The end of the name of a compressed archive.</summary>
    public const string CompressedSuffix = ".gz";

    /// <summary>What follows the name of a day's file in the name of its seal.</summary>
    public const string SealSuffix = ".seal";

    /// <summary>What follows the name of a day's file in the name of the file that holds the wrapped keys of its
    /// encrypted members. It is no archive.</summary>
    public const string KeysSuffix = ".keys";

    // A person gave a file with a higher number its name: no rotation keeps as many.
    private const int MostBackups = 100_000;

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The path of a day's file.</summary>
    /// <param name="logPath">The path of the log.</param>
    /// <param name="day">The day.</param>
    /// <param name="number">0 for the first file of the day.</param>
    public static string OfDay(string logPath, DateTime day, int number = 0)
    {
        string path = logPath + "." + day.ToString(DayFormat, CultureInfo.InvariantCulture);
        return number == 0 ? path : OfNumber(path, number);
    }

    /// <summary>The path of the file that holds the wrapped keys of a day: <c>trades.log.2025-12-17.keys</c>. It has
    /// this name from the beginning, also while the day's lines are in the active file.</summary>
    /// <param name="logPath">The path of the log.</param>
    /// <param name="day">The day.</param>
    public static string OfKeys(string logPath, DateTime day) => OfDay(logPath, day) + KeysSuffix;

    /// <summary>The path of a numbered backup.</summary>
    /// <param name="logPath">The path of the log.</param>
    /// <param name="number">1 for the newest.</param>
    public static string OfNumber(string logPath, int number) =>
        logPath + "." + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file of a day that takes a late record: one that nobody has compressed. Beside its compressed twin
    /// a new file would be taken for a copy of it. It is the first one where the numbers have no gap.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="archive">The path of the first file of the day.</param>
    /// <exception cref="FileOperationException">A path cannot be looked up.</exception>
    public static string OfLateRecord(PlatformFiles files, string archive)
    {
        if (files.GetStatus(archive + CompressedSuffix) is null)
            return archive;
        // A late record of a compressed day takes a number, and is compressed, too: so a day may have very many.
        int taken = 0;
        int free = 1;
        for (; free <= int.MaxValue / 2 && IsTaken(free); free *= 2)
            taken = free;
        while (free - taken > 1)
        {
            int middle = taken + ((free - taken) / 2);
            if (IsTaken(middle))
                taken = middle;
            else
                free = middle;
        }

        return OfNumber(archive, free);

        bool IsTaken(int number) => files.GetStatus(OfNumber(archive, number) + CompressedSuffix) is not null;
    }

    /// <summary>Reads the name of a day's file.</summary>
    /// <param name="suffix">What follows the name of the log and a dot.</param>
    /// <returns>Null when the suffix is no such name.</returns>
    public static ArchiveName? ParseDay(string suffix)
    {
        string plain = WithoutCompression(suffix);
        if (plain.Length < DayFormat.Length
            || !DateTime.TryParseExact(
                plain[..DayFormat.Length],
                DayFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateTime day))
        {
            return null;
        }

        string rest = plain[DayFormat.Length..];
        int number = 0;
        bool isOwn = rest.Length == 0 || (rest[0] == '.' && TryParseNumber(rest[1..], out number));
        return isOwn ? new ArchiveName(day, number, plain.Length < suffix.Length) : null;
    }

    /// <summary>Reads the name of a numbered backup.</summary>
    /// <param name="suffix">What follows the name of the log and a dot.</param>
    /// <returns>Null when the suffix is no such name.</returns>
    public static ArchiveName? ParseNumber(string suffix)
    {
        string plain = WithoutCompression(suffix);
        return TryParseNumber(plain, out int number) && number is > 0 and < MostBackups
            ? new ArchiveName(Day: null, number, plain.Length < suffix.Length)
            : null;
    }

    /// <summary>Whether a path is that of a compressed archive.</summary>
    public static bool HasCompressedSuffix(string path) => path.EndsWith(CompressedSuffix, StringComparison.Ordinal);

    /// <summary>The path of the file in which an archive of a log is compressed before it gets its name: hidden, and
    /// no archive.</summary>
    /// <param name="logPath">The path of the log.</param>
    public static string OfDraft(string logPath) => Path.Combine(
        Path.GetDirectoryName(logPath)!, $".{Path.GetFileName(logPath)}.draft{CompressedSuffix}");

    /// <summary>The name or path as rotation gave it, without <c>.gz</c>.</summary>
    public static string WithoutCompression(string path) =>
        HasCompressedSuffix(path) ? path[..^CompressedSuffix.Length] : path;

    /// <summary>Lists the days of a log, compressed or not, the earliest first.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The path of the log.</param>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public static IReadOnlyList<(string Path, ArchiveName Name)> ListDays(PlatformFiles files, string logPath) =>
        [.. List(files, logPath, ParseDay).OrderBy(file => (file.Name.Day, file.Name.Number, file.Name.IsCompressed))];

    /// <summary>Lists the numbered backups of a log, compressed or not, the newest first.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The path of the log.</param>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public static IReadOnlyList<(string Path, ArchiveName Name)> ListNumbers(PlatformFiles files, string logPath) =>
        [.. List(files, logPath, ParseNumber).OrderBy(file => (file.Name.Number, file.Name.IsCompressed))];

    private static IEnumerable<(string Path, ArchiveName Name)> List(
        PlatformFiles files,
        string logPath,
        Func<string, ArchiveName?> parse)
    {
        string prefix = Path.GetFileName(logPath) + ".";
        foreach (string path in files.List(Path.GetDirectoryName(logPath)!, prefix))
        {
            if (parse(Path.GetFileName(path)[prefix.Length..]) is { } name)
                yield return (path, name);
        }
    }

    private static bool TryParseNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
