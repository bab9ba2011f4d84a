using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>The state of a logger of this process.</summary>
/// <param name="IsInitialized">Whether records can be written.</param>
/// <param name="LogDirectory">The full path of the log directory; null when not initialised.</param>
/// <param name="Level">The level of the root logger.</param>
/// <param name="Configuration">The configuration in force; null when not initialised.</param>
/// <param name="Handlers">What each handler has done.</param>
public sealed record TradingLoggerState(
    bool IsInitialized,
    string? LogDirectory,
    LogLevel Level,
    LoggingConfig? Configuration,
    IReadOnlyList<HandlerState> Handlers)
{
    /// <summary>What each handler has done.</summary>
    public IReadOnlyList<HandlerState> Handlers { get; init; } = ReadableList.Of(Handlers);

    /// <summary>The name of the instance; <c>default</c> for that of <see cref="TradingLogger"/>.</summary>
    public string Instance { get; init; } = LoggerInstance.DefaultName;

    /// <summary>Who initialised it: in PowerShell the name of a module, the path and line of a script, or <c>the
    /// prompt</c>. Null when it is not initialised, or nobody has said.</summary>
    public string? InitializedBy { get; init; }

    /// <summary>The loggers that have a level of their own, with it, in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, LogLevel> Levels { get; init; } =
        ReadableList.Of<LogLevel>(new Dictionary<string, LogLevel>());

    /// <summary>Records written to the log files, each counted once: the trade events, and the messages of
    /// <c>trading.log</c>.</summary>
    public long Events => Handlers.Sum(handler => handler.IsTradeLog ? handler.Events : handler.Messages);

    /// <summary>Failures, over all handlers.</summary>
    public long Failures => Handlers.Sum(handler => handler.Failures);

    /// <summary>The last error of the handler that failed; null when nothing failed.</summary>
    public string? LastError => Handlers.Select(handler => handler.LastError).LastOrDefault(error => error is not null);
}
