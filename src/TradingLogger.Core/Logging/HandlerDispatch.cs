using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace TradingLogging.Logging;

/// <summary>Passes a record to the handlers of its logger and of the loggers above it (Python's
/// <c>callHandlers</c>).</summary>
internal static class HandlerDispatch
{
    internal const string NotInitializedMessage =
        "Logging is not initialised. Call Initialize-TradingLogger (in C#: TradingLogger.Initialize) first.";

    private const string Tolerance =
        "Filters, formatters and handlers may be the caller's own; none may keep a record from the others.";

    /// <summary>Passes the record to every handler, even after one has failed, and then throws the first
    /// failure.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = Tolerance)]
    public static void Dispatch(Logger logger, in LogRecord record)
    {
        var outcome = default(Outcome);
        for (Logger? source = logger; source is not null; source = source.Propagate ? source.Parent : null)
        {
            foreach (LogHandler handler in source.AttachedHandlers)
            {
                outcome.IsHandlerFound = true;
                try
                {
                    if (handler.Handle(record) && record.IsTradeEvent && handler.IsTradeLog)
                        outcome.IsTradeEventWritten = true;
                }
                catch (Exception exception)
                {
                    outcome.Failure ??= exception;
                }
            }
        }

        outcome.ThrowIfFailed(logger);
    }

    /// <inheritdoc cref="Dispatch(Logger, in LogRecord)"/>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = Tolerance)]
    public static void Dispatch(Logger logger, in LogBatch batch)
    {
        var outcome = default(Outcome);
        for (Logger? source = logger; source is not null; source = source.Propagate ? source.Parent : null)
        {
            foreach (LogHandler handler in source.AttachedHandlers)
            {
                outcome.IsHandlerFound = true;
                try
                {
                    if (handler.Handle(batch) && handler.IsTradeLog)
                        outcome.IsTradeEventWritten = true;
                }
                catch (Exception exception)
                {
                    outcome.Failure ??= exception;
                }
            }
        }

        outcome.ThrowIfFailed(logger);
    }

    /// <summary>Whether a handler to which a logger's records go asks for their members.</summary>
    public static bool UsesMembers(Logger logger)
    {
        for (Logger? source = logger; source is not null; source = source.Propagate ? source.Parent : null)
        {
            foreach (LogHandler handler in source.AttachedHandlers)
            {
                if (handler.UsesMembers)
                    return true;
            }
        }

        return false;
    }

    private struct Outcome
    {
        public bool IsHandlerFound;
        public bool IsTradeEventWritten;
        public Exception? Failure;

        public readonly void ThrowIfFailed(Logger logger)
        {
            if (!IsHandlerFound)
                throw new InvalidOperationException(logger.NotInitializedMessage);
            if (Failure is not null)
                Throw(Failure, IsTradeEventWritten);
        }
    }

    private static void Throw(Exception failure, bool isTradeEventWritten)
    {
        if (isTradeEventWritten && failure is LogWriteException { Path: var path })
        {
            throw new LogWriteException(
                "The trade event is in the trade log, but a copy of it failed. " + failure.Message, path, failure)
            {
                IsTradeEventWritten = true,
            };
        }

        if (isTradeEventWritten && failure is ThreadInterruptedException)
        {
            throw new LogWriteException(
                "The trade event is in the trade log, but the thread was interrupted before a copy of it was written.",
                path: null,
                failure)
            {
                IsTradeEventWritten = true,
            };
        }

        ExceptionDispatchInfo.Capture(failure).Throw();
    }
}
