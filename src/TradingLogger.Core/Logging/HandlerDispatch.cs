using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace TradingLogging;

/// <summary>Takes a record to the handlers of its logger and of those above it (Python's <c>callHandlers</c>).</summary>
internal static class HandlerDispatch
{
    /// <summary>Every handler gets the record, also when one before it failed; the first failure is thrown at the end.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Filters, formatters and handlers may be the caller's own; none may keep a record from the others.")]
    public static void Dispatch(Logger logger, in LogRecord record)
    {
        bool found = false;
        bool isTradeEventWritten = false;
        Exception? failure = null;
        for (Logger? source = logger; source is not null; source = source.Propagate ? source.Parent : null)
        {
            foreach (LogHandler handler in source.AttachedHandlers)
            {
                found = true;
                try
                {
                    bool taken = handler.Handle(record);
                    isTradeEventWritten |= taken && record.IsTradeEvent && handler is TimedRotatingFileHandler;
                }
                catch (Exception exception)
                {
                    failure ??= exception;
                }
            }
        }

        if (!found)
            throw new InvalidOperationException(TradingLogger.NotInitializedMessage);
        if (failure is not null)
            Throw(failure, isTradeEventWritten);
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

        ExceptionDispatchInfo.Capture(failure).Throw();
    }
}
