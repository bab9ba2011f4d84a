using TradingLogging.Logging;

namespace TradingLogging.Reading;

/// <summary>Which records of <c>trading.log</c> are wanted. Every condition that is set must be met.</summary>
public sealed record TradingLogQuery
{
    /// <summary>The lowest level wanted. Default: all.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.NotSet;

    /// <summary>The loggers wanted: <c>trading</c> is also meant by <c>trading.signals</c>. Without regard to case. Default:
    /// all.</summary>
    public string? Logger { get; init; }

    /// <summary>What the message, with all its lines, must be like. Default: anything.</summary>
    public Func<string, bool>? Message { get; init; }

    /// <summary>The first moment wanted. Default: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment no longer wanted. Default: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a record is wanted.</summary>
    internal bool IsMetBy(TradingLogEntry entry) =>
        entry.Level >= MinimumLevel
        && (Since is not { } since || entry.Timestamp >= since)
        && (Until is not { } until || entry.Timestamp < until)
        && (Logger is not { } logger || IsOf(entry.Logger, logger))
        && (Message is not { } message || message(entry.Message));

    private static bool IsOf(string name, string logger) =>
        name.StartsWith(logger, StringComparison.OrdinalIgnoreCase)
        && (name.Length == logger.Length || logger.Length == 0 || name[logger.Length] == '.');
}
