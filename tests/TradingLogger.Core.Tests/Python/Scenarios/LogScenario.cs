using System.Globalization;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>What is logged, under which settings and in which time zone.</summary>
internal sealed record LogScenario(IReadOnlyList<LogStep> Steps)
{
    // Python looks only at those that its own edition of Unicode does not know.
    private static readonly string FormatCharacters = string.Concat(
        Enumerable.Range(0x10000, 0x100000).Select(char.ConvertFromUtf32)
            .Where(text => CharUnicodeInfo.GetUnicodeCategory(text, 0) == UnicodeCategory.Format));

    public LoggingConfig Config { get; init; } = new()
    {
        LogLevel = LogLevel.Debug,
        Console = false,
        Timestamp = TimestampForm.Naive,
    };

    public string Zone { get; init; } = "Europe/Berlin";

    /// <summary>The scenario as the Python script reads it.</summary>
    public Dictionary<string, object?> Describe(string directory, bool isAdapted) => new()
    {
        ["directory"] = directory,
        ["adapted"] = isAdapted,
        ["level"] = (int)Config.LogLevel,
        ["max_bytes"] = Config.MaxBytes,
        ["backup_count"] = Config.BackupCount,
        ["trade_backup_count"] = Config.TradeBackupCount,
        ["timestamp"] = isAdapted ? (Config.Timestamp == TimestampForm.Offset ? "offset" : "naive") : "python",
        ["rotation_zone"] = Config.RotationZone == RotationZone.Utc ? "utc" : "local",
        ["format_characters"] = FormatCharacters,
        ["steps"] = Steps.Select(step => step.Describe()),
    };
}
