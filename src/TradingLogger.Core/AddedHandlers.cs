using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage.Platform;

namespace TradingLogging;

/// <summary>The handlers that a program has added to those of the console and the log files. They hang on the root
/// logger and outlive an initialisation. The caller holds a lock around changes.</summary>
/// <param name="root">The root logger.</param>
internal sealed class AddedHandlers(Logger root)
{
    // Also without a console: a further initialisation may bring one.
    private static readonly string[] OfSessions =
        [ConsoleHandler.HandlerName, RotatingFileHandler.HandlerName, TimedRotatingFileHandler.HandlerName];

    private volatile LogHandler[] _handlers = [];

    /// <summary>The handlers, in the order in which they were added.</summary>
    public IReadOnlyList<LogHandler> All => _handlers;

    /// <summary>Adds a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="ArgumentException">There is a handler of that name, or it can be none.</exception>
    public void Add(LogHandler handler)
    {
        if (LogHandler.WhyNoName(handler.Name) is { } reason)
            throw new ArgumentException(reason, nameof(handler));
        if (OfSessions.Contains(handler.Name, StringComparer.OrdinalIgnoreCase)
            || _handlers.Any(other => HasName(other, handler.Name)))
        {
            throw new ArgumentException($"There is a handler {handler.Name} already. Remove it, or give another name.");
        }

        _handlers = [.. _handlers, handler];
        root.ReplaceHandlers([], [handler]);
    }

    /// <summary>Detaches a handler.</summary>
    /// <returns>The handler, to be disposed of; null when there is none of that name.</returns>
    public LogHandler? Remove(string name)
    {
        LogHandler? handler = _handlers.FirstOrDefault(added => HasName(added, name));
        if (handler is null)
            return null;
        _handlers = [.. _handlers.Where(added => added != handler)];
        root.ReplaceHandlers([handler], []);
        return handler;
    }

    /// <summary>Detaches all handlers and disposes of them.</summary>
    public void Clear()
    {
        LogHandler[] handlers = _handlers;
        _handlers = [];
        root.ReplaceHandlers(handlers, []);
        foreach (LogHandler handler in handlers)
            Uninterrupted.Do(handler.Dispose);
    }

    private static bool HasName(LogHandler handler, string name) =>
        string.Equals(handler.Name, name, StringComparison.OrdinalIgnoreCase);
}
