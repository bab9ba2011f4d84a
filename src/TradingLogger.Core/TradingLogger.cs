using System.Runtime.CompilerServices;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Reading;

namespace TradingLogging;

/// <summary>Logging for trading automation: one logger per process, for every thread and runspace in it. Its members
/// are those of the default <see cref="LoggerInstance"/>; <see cref="GetInstance"/> gives further ones.</summary>
public static partial class TradingLogger
{
    /// <inheritdoc cref="LoggerInstance.IsInitialized"/>
    public static bool IsInitialized => LoggerInstance.Default.IsInitialized;

    /// <inheritdoc cref="LoggerInstance.LoggerNames"/>
    public static IReadOnlyList<string> LoggerNames => LoggerInstance.Default.LoggerNames;

    /// <inheritdoc cref="LoggerInstance.Initialize"/>
    public static void Initialize(
        LoggingConfig? config = null, SealKey? sealKey = null, string? initializedBy = null) =>
        LoggerInstance.Default.Initialize(config, sealKey, initializedBy);

    /// <inheritdoc cref="LoggerInstance.Close"/>
    public static void Close() => LoggerInstance.Default.Close();

    /// <inheritdoc cref="LoggerInstance.GetLogger"/>
    public static Logger GetLogger(string name) => LoggerInstance.Default.GetLogger(name);

    /// <inheritdoc cref="LoggerInstance.LogTrade(string, DateTimeOffset?, int)"/>
    public static void LogTrade(
        string action, DateTimeOffset? eventTime = null, [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogTrade(action, eventTime, lineNumber);

    // Not by LoggerInstance.LogTrade: this is the way that costs are measured on.
    /// <inheritdoc cref="LoggerInstance.LogTrade(string, object, DateTimeOffset?, int)"/>
    public static void LogTrade(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        LoggerInstance.RequireData(data);
        Warn(action, LoggerInstance.Default.RequireSession().LogTrade(action, data, eventTime, lineNumber));
    }

    /// <inheritdoc cref="LoggerInstance.LogTradeEvent"/>
    public static TradeEvent LogTradeEvent(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogTradeEvent(action, data, eventTime, lineNumber);

    /// <inheritdoc cref="LoggerInstance.CreateBatch"/>
    public static TradeBatch CreateBatch() => LoggerInstance.Default.CreateBatch();

    /// <inheritdoc cref="LoggerInstance.LogTrades(TradeBatch, int)"/>
    public static void LogTrades(TradeBatch batch, [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogTrades(batch, lineNumber);

    /// <inheritdoc cref="LoggerInstance.LogTradeEvents"/>
    public static IReadOnlyList<TradeEvent> LogTradeEvents(TradeBatch batch, [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogTradeEvents(batch, lineNumber);

    /// <inheritdoc cref="LoggerInstance.LogTrades(string, IEnumerable{object}, int)"/>
    public static void LogTrades(string action, IEnumerable<object> data, [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogTrades(action, data, lineNumber);

    /// <inheritdoc cref="LoggerInstance.LogCorrection"/>
    public static TradeEvent LogCorrection(
        long corrects,
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.LogCorrection(corrects, action, data, eventTime, lineNumber);

    /// <inheritdoc cref="LoggerInstance.MeasureTime"/>
    public static OperationTimer MeasureTime(
        string operation,
        Logger? logger = null,
        [CallerLineNumber] int lineNumber = 0) =>
        LoggerInstance.Default.MeasureTime(operation, logger, lineNumber);

    /// <inheritdoc cref="LoggerInstance.GetState"/>
    public static TradingLoggerState GetState() => LoggerInstance.Default.GetState();

    /// <inheritdoc cref="LoggerInstance.AddHandler"/>
    public static void AddHandler(LogHandler handler) => LoggerInstance.Default.AddHandler(handler);

    /// <inheritdoc cref="LoggerInstance.RemoveHandler"/>
    public static bool RemoveHandler(string name) => LoggerInstance.Default.RemoveHandler(name);

    /// <inheritdoc cref="LoggerInstance.SetLevel"/>
    public static void SetLevel(string logger, LogLevel level) => LoggerInstance.Default.SetLevel(logger, level);

    /// <inheritdoc cref="LoggerInstance.ResetLevel"/>
    public static void ResetLevel(string? logger = null) => LoggerInstance.Default.ResetLevel(logger);

    /// <summary>Gives a logger and sets its level, as before version 0.1. Warns that it is deprecated.</summary>
    /// <param name="name">The dotted name.</param>
    /// <param name="level">The level of that logger: DEBUG, INFO, WARNING, ERROR or CRITICAL.</param>
    /// <returns>The logger.</returns>
    /// <exception cref="ConfigurationException">The level is not valid.</exception>
    [Obsolete("Use TradingLogger.Initialize and TradingLogger.GetLogger.")]
    public static Logger SetupLogger(string name, string level = "INFO")
    {
        HostOutput.Warn("SetupLogger is deprecated. Use TradingLogger.Initialize and TradingLogger.GetLogger.");
        SetLevel(name, LoggingConfig.FromText([new("log_level", level)]).LogLevel);
        return GetLogger(name);
    }

    /// <summary>Warns of what the line of an event does not say as the caller said it.</summary>
    internal static void Warn(string action, TradeLineNotes notes)
    {
        if (notes.IsEmpty)
            return;
        string subject = $"Trade event {action}";
        string message = TradeLineWarning.Describe(notes);
        // Of each event that was cut a reader wants to hear.
        if (notes.IsTruncated)
            HostOutput.Warn($"{subject}: {message}");
        else
            HostOutput.Warn(subject, message);
    }
}
