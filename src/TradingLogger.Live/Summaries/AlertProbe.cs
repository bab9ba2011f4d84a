using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Live.Summaries;

/// <summary>Reads what the alerters of a log remember beside it.</summary>
internal static class AlertProbe
{
    private const string Suffix = ".state";

    /// <summary>The alerters, by their names, and the alerts that fire.</summary>
    /// <param name="logDirectory">The log directory.</param>
    /// <param name="warn">Is told of a file that is damaged.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LiveAlerts Read(string logDirectory, Action<string> warn)
    {
        string directory = Path.Combine(logDirectory, NotificationState.DirectoryName);
        List<LiveAlerter> alerters = [];
        List<Alert> firing = [];
        string[] paths = Directory.Exists(directory) ? Directory.GetFiles(directory, "*" + Suffix) : [];
        foreach (string path in paths.OrderBy(path => path, StringComparer.Ordinal))
        {
            var book = new NotificationBook(_ => TimeSpan.Zero);
            WatchTimes? times = new NotificationStateFile(PlatformFiles.Current, path).Read(book, warn);
            bool? isRunning = ForwarderLock.IsTaken(PlatformFiles.Current, Path.ChangeExtension(path, ".lock"));
            alerters.Add(new LiveAlerter(Path.GetFileNameWithoutExtension(path), isRunning, times?.Run));
            firing.AddRange(book.Firing);
        }

        return new LiveAlerts { Alerters = alerters, Firing = [.. firing.OrderBy(alert => alert.StartsAt)] };
    }
}
