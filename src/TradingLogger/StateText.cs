using TradingLogging.Logging;

namespace TradingLogging.PowerShell;

/// <summary>Tells of the logger's state in sentences, for <c>-Verbose</c>.</summary>
internal static class StateText
{
    /// <summary>What has been put in place.</summary>
    public static IEnumerable<string> Initialized(TradingLoggerState state)
    {
        string level = LogLevelName.Of(state.Level);
        yield return $"{Subject(state)} at level {level} to the directory '{state.LogDirectory}'.";
        foreach (HandlerState handler in state.Handlers)
            yield return $"Handler {handler.Name}: {LogLevelName.Of(handler.Level)} and above{Destination(handler)}.";
    }

    /// <summary>What has been closed.</summary>
    public static string Closed(TradingLoggerState state) =>
        $"Closed the logger {Name(state)}of '{state.LogDirectory}': "
        + FormattableString.Invariant($"{state.Events} records written, {state.Failures} failures.");

    private static string Subject(TradingLoggerState state) =>
        Name(state) is { Length: > 0 } name ? $"Logger {name}logs" : "Logging";

    private static string Name(TradingLoggerState state) =>
        state.Instance == LoggerInstance.DefaultName ? string.Empty : state.Instance + " ";

    private static string Destination(HandlerState handler) =>
        handler.Path is { } path ? $", to '{path}'" : string.Empty;
}
