using System.Runtime.CompilerServices;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Storage;

namespace TradingLogging;

/// <content>Trade events.</content>
public sealed partial class LoggerInstance
{
    internal const string NoNumbersMessage =
        "Events have no numbers to name. Initialise logging with integrity = chain (Initialize-TradingLogger "
            + "-Integrity Chain).";

    /// <summary>Logs a trade event without members.</summary>
    /// <inheritdoc cref="LogTrade(string, object, DateTimeOffset?, int)"/>
    public void LogTrade(
        string action, DateTimeOffset? eventTime = null, [CallerLineNumber] int lineNumber = 0) =>
        TradingLogger.Warn(action, RequireSession().LogTrade(action, data: null, eventTime, lineNumber));

    /// <summary>Logs a trade event as one JSON line of <c>trades.log</c>. When the call returns, the operating
    /// system has the line; with <see cref="Durability.Disk"/> the disk has it; with <see cref="WriteMode.Async"/> it
    /// waits to be written.</summary>
    /// <param name="action">What happened, for example <c>ORDER_FILLED</c>.</param>
    /// <param name="data">The event's members: a dictionary, or any object with properties.</param>
    /// <param name="eventTime">When it happened, if that is not now.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentException">The action is empty, or <paramref name="data"/> cannot have members (a
    /// number, a string, a list).</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    /// <exception cref="LogWriteException">A destination could not be written;
    /// <see cref="LogWriteException.IsTradeEventWritten"/> tells whether the event itself is safe.</exception>
    public void LogTrade(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        RequireData(data);
        TradingLogger.Warn(action, RequireSession().LogTrade(action, data, eventTime, lineNumber));
    }

    /// <summary>Logs a trade event and returns it as it stands in the log.</summary>
    /// <inheritdoc cref="LogTrade(string, object, DateTimeOffset?, int)"/>
    /// <returns>The event, read from the line that was written.</returns>
    public TradeEvent LogTradeEvent(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        RequireData(data);
        TradeLineNotes notes = RequireSession().LogTradeEvent(
            action, data, eventTime, lineNumber, out TradeEvent written);
        TradingLogger.Warn(action, notes);
        return written;
    }

    /// <summary>Makes an empty batch, for events that are to be written together.</summary>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    public TradeBatch CreateBatch() => RequireSession().CreateBatch(this);

    /// <summary>Logs the events of a batch by one append to one file. Their timestamp is the moment of this call. When
    /// the call returns, the operating system has all of the lines (with <see cref="Durability.Disk"/> the disk has
    /// them) and the batch is empty. When it throws, the trade log has none of them and the batch is unchanged, unless
    /// <see cref="LogWriteException.IsTradeEventWritten"/> is true.</summary>
    /// <param name="batch">The events; an empty batch does nothing.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="batch"/> is null.</exception>
    /// <exception cref="ArgumentException">Another instance has made the batch.</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    /// <exception cref="LogWriteException">A destination could not be written.</exception>
    public void LogTrades(TradeBatch batch, [CallerLineNumber] int lineNumber = 0)
    {
        RequireOwn(batch);
        RequireSession().LogTrades(batch, lineNumber);
    }

    /// <summary>Logs the events of a batch and returns them as they stand in the log.</summary>
    /// <inheritdoc cref="LogTrades(TradeBatch, int)"/>
    /// <returns>The events, read from the lines that were written.</returns>
    public IReadOnlyList<TradeEvent> LogTradeEvents(TradeBatch batch, [CallerLineNumber] int lineNumber = 0)
    {
        RequireOwn(batch);
        return RequireSession().LogTradeEvents(batch, lineNumber);
    }

    /// <summary>Logs events of one action by one append, all of them or none.</summary>
    /// <param name="action">What happened, for example <c>ORDER_FILLED</c>.</param>
    /// <param name="data">Each event's members: a dictionary, or any object with properties.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentException">The action is empty, or an element of <paramref name="data"/> cannot have
    /// members (a number, a string, a list).</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    /// <exception cref="LogWriteException">A destination could not be written;
    /// <see cref="LogWriteException.IsTradeEventWritten"/> tells whether the events themselves are safe.</exception>
    public void LogTrades(string action, IEnumerable<object> data, [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        TradeBatch batch = CreateBatch();
        foreach (object members in data)
        {
            RequireData(members);
            batch.Add(action, members);
        }

        LogTrades(batch, lineNumber);
    }

    /// <summary>Logs a trade event that corrects an earlier one. The earlier one stays as it is: a log is never
    /// edited.</summary>
    /// <param name="corrects">The member <c>seq</c> of the event that is corrected, from 1.</param>
    /// <param name="action">What happened, for example <c>CORRECTION</c>.</param>
    /// <param name="data">The event's members: a dictionary, or any object with properties.</param>
    /// <param name="eventTime">When it happened, if that is not now.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="ArgumentException">The action is empty, or <paramref name="data"/> cannot have members (a
    /// number, a string, a list).</exception>
    /// <exception cref="LogWriteException">A destination could not be written;
    /// <see cref="LogWriteException.IsTradeEventWritten"/> tells whether the event itself is safe.</exception>
    /// <returns>The event, read from the line that was written; its member <c>corrects</c> names the earlier
    /// one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="corrects"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised, or was initialised without
    /// <see cref="IntegrityMode.Chain"/>, so that no event has a number.</exception>
    public TradeEvent LogCorrection(
        long corrects,
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        RequireData(data);
        if (corrects < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(corrects), corrects, "The number of an event (its member seq) is 1 or more.");
        }

        LoggingSession session = RequireSession();
        if (session.Config.Integrity != IntegrityMode.Chain)
            throw new InvalidOperationException(NoNumbersMessage);
        TradeLineNotes notes = session.LogCorrection(
            corrects,
            action,
            data,
            eventTime,
            lineNumber,
            out TradeEvent written);
        TradingLogger.Warn(action, notes);
        return written;
    }

    // The lines of a batch have the form and the masks of who made it.
    private void RequireOwn(TradeBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Owner is { } owner && owner != this)
        {
            throw new ArgumentException(
                $"The batch is one of the logger {owner.Name}, which has its own settings. Let {owner.Name} log it, "
                    + $"or make one by {Name}.",
                nameof(batch));
        }
    }

    internal static void RequireData(object data)
    {
        if (data is null)
        {
            throw new ArgumentNullException(
                nameof(data), "The event's data is null. Leave it out to log an event without members.");
        }
    }
}
