using TradingLogging.Logging;

namespace TradingLogging.PowerShell;

/// <summary>Tells of the logger's state in sentences, for <c>-Verbose</c>.</summary>
internal static class StateText
{
    /// <summary>What has been put in place.</summary>
    public static IEnumerable<string> Initialized(TradingLoggerState state)
    {
        yield return $"Logging at level {LogLevelName.Of(state.Level)} to the directory '{state.LogDirectory}'.";
        foreach (HandlerState handler in state.Handlers)
            yield return $"Handler {handler.Name}: {LogLevelName.Of(handler.Level)} and above{Destination(handler)}.";
    }

    /// <summary>What has been closed.</summary>
    public static string Closed(TradingLoggerState state) => FormattableString.Invariant(
        $"Closed the logger of '{state.LogDirectory}': {state.Events} records written, {state.Failures} failures.");

    private static string Destination(HandlerState handler) =>
        handler.Path is { } path ? $", to '{path}'" : string.Empty;
}
