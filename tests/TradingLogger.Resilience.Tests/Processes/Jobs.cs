using System.Globalization;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>What the tests let writers do.</summary>
internal static class Jobs
{
    // On a busy machine a rotation of a thousand files takes longer than anybody waits by default.
    private const string LockTimeout = "120";

    /// <summary>Lines of 200 bytes to <c>trading.log</c>.</summary>
    public static WriterJob Text(
        string writer,
        TestDirectory directory,
        long maxBytes,
        int backupCount,
        int lineLength = 200,
        string fileMode = "0640") =>
        new(
            writer,
            directory.FullName,
            Destination.Text,
            lineLength - Logs.LogLine.TextOverhead,
            IsAcknowledging: false,
            new Dictionary<string, string>
            {
                ["lock_timeout"] = LockTimeout,
                ["max_bytes"] = maxBytes.ToString(CultureInfo.InvariantCulture),
                ["backup_count"] = backupCount.ToString(CultureInfo.InvariantCulture),
                ["file_mode"] = fileMode,
                ["max_record_bytes"] = Math.Max(262_144, 2 * lineLength).ToString(CultureInfo.InvariantCulture),
            });

    /// <summary>Trade events to <c>trades.log</c>.</summary>
    public static WriterJob Trades(string writer, TestDirectory directory, int textLength) =>
        new(
            writer,
            directory.FullName,
            Destination.Trades,
            textLength,
            IsAcknowledging: false,
            new Dictionary<string, string>
            {
                ["lock_timeout"] = LockTimeout,
                ["max_record_bytes"] = Math.Max(262_144, 2 * textLength).ToString(CultureInfo.InvariantCulture),
            });
}
