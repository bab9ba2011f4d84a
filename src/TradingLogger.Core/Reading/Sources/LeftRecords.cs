using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Async;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading.Sources;

/// <summary>Brings into a log, before it is read, what a killed process had taken with <c>mode = async</c> and not
/// written.</summary>
internal static class LeftRecords
{
    /// <summary>Brings the records. A user who may not write the log reads it as it is, and so does
    /// root where the queue is another user's.</summary>
    /// <param name="logPath">The full path of the log.</param>
    public static void BringIn(string logPath)
    {
        if (!Directory.Exists(QueueFile.DirectoryOf(logPath)))
            return;
        AppendFile? log = null;
        try
        {
            LeftQueues.Merge(
                PlatformFiles.Current,
                logPath,
                origin => (log ??= Open(logPath, origin)).Append,
                HostOutput.Warn,
                onlyOwn: true);
        }
        finally
        {
            log?.Dispose();
        }
    }

    private static AppendFile Open(string logPath, QueueOrigin origin)
    {
        var options = new AppendFileOptions(HostOutput.Warn) { Durability = origin.Durability, Modes = origin.Modes };
        return new AppendFile(
            logPath,
            RotationOf(origin),
            options,
            isChained: origin.IsChained,
            marker: TradeLineFormat.MarkUnfinishedBatch);
    }

    private static RotationPolicy RotationOf(QueueOrigin origin)
    {
        if (origin.DayZone is not { } zone)
            return new SizeRotation(maxBytes: 0, backupCount: 0);
        bool isUtc = zone == RotationZone.Utc;
        return new DailyRotation(
            backupCount: 0,
            line => TradeLineFormat.ReadDay(line, isUtc),
            utc => isUtc ? utc : utc.ToLocalTime(),
            isChained: origin.IsChained,
            isGuest: true);
    }
}
