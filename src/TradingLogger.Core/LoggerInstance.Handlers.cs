using TradingLogging.Handlers;
using TradingLogging.Logging;

namespace TradingLogging;

/// <content>Handlers beside those of the console and the log files.</content>
public sealed partial class LoggerInstance
{
    private const string HandlersLoggerName = "trading.handlers";

    /// <summary>Adds a handler for the records of all loggers of this instance that pass its level and filters. It gets
    /// what the console gets: trade events too, unless the setting <c>propagate_trades</c> is false. It stays through
    /// further initialisations; <see cref="RemoveHandler"/> and <see cref="Close"/> dispose of it.</summary>
    /// <param name="handler">The handler. One that may be slow or fail derives from
    /// <see cref="QueuedHandler"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">There is a handler of that name, in whatever case; it is console, file or
    /// trades; or the text can be no name.</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    public void AddHandler(LogHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_initializationGate)
        {
            if (handler is QueuedHandler queued)
            {
                queued.Warn = WarnOfHandler;
                queued.InstanceHint = Name == DefaultName ? "" : $" -Instance {Name}";
            }

            RequireSession();
            _added.Add(handler);
        }
    }

    /// <summary>Removes a handler that was added, and disposes of it: a <see cref="QueuedHandler"/> delivers what
    /// waits, within its <see cref="QueuedHandler.DrainTimeout"/>.</summary>
    /// <param name="name">The name of the handler, in whatever case.</param>
    /// <returns>Whether there was such a handler. The handlers of the console and the log files cannot be
    /// removed.</returns>
    public bool RemoveHandler(string name)
    {
        LogHandler? handler;
        lock (_initializationGate)
            handler = _added.Remove(name);
        handler?.Dispose();
        return handler is not null;
    }

    // The log is where people look for what a handler did not do; a record of the handler's own thread reaches no
    // handler with a queue.
    private void WarnOfHandler(string message)
    {
        try
        {
            GetLogger(HandlersLoggerName).Warning(message, lineNumber: 0);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            HostOutput.Warn(message);
        }
    }
}
