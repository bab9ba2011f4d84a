using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Paths;

/// <summary>A note beside a log that says where the fallbacks of its writers are, such as <c>.trades.log.fallbacks</c>:
/// one path a line. A reader knows the log, not the settings of its writers.</summary>
internal static class FallbackNote
{
    /// <summary>What follows the name of a fallback while its records are added to the log.</summary>
    public const string MergingSuffix = ".merging";

    /// <summary>What follows the name of a log in the name of its fallback.</summary>
    public const string FallbackSuffix = ".fallback";

    private const int LongestNote = 64 * 1024;

    /// <summary>Notes a fallback, unless it is noted already. Without the note, readers do not find the fallback of a
    /// writer in another process; nothing else depends on it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The log.</param>
    /// <param name="fallbackPath">Its fallback.</param>
    public static void Leave(PlatformFiles files, string logPath, string fallbackPath)
    {
        try
        {
            if (Read(logPath).Contains(fallbackPath))
                return;
            using AppendHandle handle = files.OpenForAppend(PathOf(logPath));
            handle.Write(Encoding.UTF8.GetBytes(fallbackPath + "\n"));
        }
        catch (FileOperationException)
        {
            // The log's own directory cannot be written: the log fails as well, and says so.
        }
    }

    /// <summary>The fallbacks that are noted, by their full paths. A path that is not that of a fallback of the log
    /// does not count: whoever may write beside the log must not have other files read.</summary>
    /// <param name="logPath">The log.</param>
    /// <exception cref="FileOperationException">The note cannot be read.</exception>
    public static IReadOnlyList<string> Read(string logPath)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(PathOf(logPath));
        if (handle is null)
            return [];
        byte[] note = new byte[Math.Min(handle.GetLength(), LongestNote)];
        int length = handle.Read(note, 0);
        string name = Path.GetFileName(logPath) + FallbackSuffix;
        return
        [
            .. Encoding.UTF8.GetString(note, 0, length)
                .Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
                .Where(path => Path.IsPathRooted(path) && Path.GetFileName(path) == name),
        ];
    }

    /// <summary>The files of the fallbacks that are noted, whether they exist or not.</summary>
    /// <param name="logPath">The log.</param>
    /// <exception cref="FileOperationException">The note cannot be read.</exception>
    public static IEnumerable<string> FilesOf(string logPath) =>
        Read(logPath).SelectMany(path => new[] { path, path + MergingSuffix });

    private static string PathOf(string logPath) =>
        Path.Combine(Path.GetDirectoryName(logPath)!, $".{Path.GetFileName(logPath)}.fallbacks");
}

/// <summary>Finds the records that a log could not take, and that wait in the <c>fallback_dir</c> of a writer to be
/// added to it. They are not among those that are read from the log.</summary>
public static class FallbackRecords
{
    /// <summary>The files in which records wait.</summary>
    /// <param name="logPath">The full path of the log, such as <c>/logs/trades.log</c>.</param>
    /// <returns>The full paths of the files that have records; empty when none wait.</returns>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static IReadOnlyList<string> Find(string logPath) =>
    [
        .. FallbackNote.FilesOf(logPath)
            .Where(path => PlatformFiles.Current.GetStatus(path) is { IsRegular: true, Length: > 0 }),
    ];
}
