using System.Diagnostics;
using TradingLogging.Forwarding;

namespace TradingLogging.Live.Summaries;

/// <summary>What is found out beside the lines of the log: the forwarders, the alerters and the disk. It may take long
/// where one is far behind, so it is done on a thread of the pool, and no more often than every 5 seconds.</summary>
/// <param name="directory">The log directory.</param>
internal sealed class SystemProbe(string directory)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Who asks once wants to know; it is there in milliseconds, unless a forwarder is far behind.
    private static readonly TimeSpan LongestFirstLook = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _sinceLook = new();
    private Task? _running;
    private volatile Found _found = new([], null, null, null);

    /// <summary>What was found last; begins to look again when it is time. The first time it waits a moment.</summary>
    public Found Look()
    {
        if (_running is { IsCompleted: false } || (_sinceLook.IsRunning && _sinceLook.Elapsed < Interval))
            return _found;
        bool isFirst = !_sinceLook.IsRunning;
        _sinceLook.Restart();
        _running = Task.Run(Find);
        if (isFirst)
            Task.WaitAny([_running], LongestFirstLook);
        return _found;
    }

    private void Find()
    {
        string? trouble = null;
        IReadOnlyList<ForwarderState> forwarders = [];
        var alerts = new LiveAlerts { Alerters = [], Firing = [] };
        (long? free, long? size) = (null, null);
        try
        {
            forwarders = ForwarderState.ReadAll(directory);
            alerts = AlertProbe.Read(directory, warning => trouble = warning);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            trouble = exception.Message;
        }

        try
        {
            var disk = new DriveInfo(directory);
            (free, size) = (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A share of a network has no drive: nothing is known of its disk.
        }

        // A log whose directory has gone looks like one to which nothing is written.
        if (!Directory.Exists(directory))
            trouble = $"The log directory '{directory}' does not exist, or cannot be reached.";
        _found = new Found(forwarders, free, size, trouble) { Alerts = alerts };
    }

    /// <summary>What was found.</summary>
    internal sealed record Found(
        IReadOnlyList<ForwarderState> Forwarders, long? FreeDisk, long? DiskSize, string? Trouble)
    {
        /// <summary>What the alerters say.</summary>
        public LiveAlerts Alerts { get; init; } = new() { Alerters = [], Firing = [] };
    }
}
