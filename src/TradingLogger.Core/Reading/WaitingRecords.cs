using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading;

/// <summary>Finds the records that a log could not take, and that wait in the <c>fallback_dir</c> of a writer to be
/// added to it. They are not among those that are read from the log.</summary>
public static class WaitingRecords
{
    /// <summary>The files in which records wait.</summary>
    /// <param name="logPath">The full path of the log, such as <c>/logs/trades.log</c>.</param>
    /// <returns>The full paths of the files that have records; empty when none wait.</returns>
    /// <exception cref="IOException">It cannot be found out.</exception>
    public static IReadOnlyList<string> Find(string logPath) =>
    [
        .. FallbackNote.Read(logPath)
            .Where(Path.IsPathRooted)
            .SelectMany(path => new[] { path, path + FallbackNote.MergingSuffix })
            .Where(path => PlatformFiles.Current.GetStatus(path) is { IsRegular: true, Length: > 0 }),
    ];
}
