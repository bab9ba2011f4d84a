using System.Runtime.CompilerServices;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Reading;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>Logging for trading automation: one logger per process, for every thread and runspace in it.</summary>
public static partial class TradingLogger
{
    internal const string NoNumbersMessage =
        "Events have no numbers to name. Initialise logging with integrity = chain (Initialize-TradingLogger "
            + "-Integrity Chain).";

    private const string DefaultLoggerName = "trading";

    private static readonly LoggerHierarchy Hierarchy = new(LogClock.System)
    {
        Members = new RecordMemberEncoder(SecretMask.Default, new LoggingConfig().MaxRecordBytes),
    };

    private static readonly Logger DefaultLogger = Hierarchy.GetLogger(DefaultLoggerName);
    private static readonly AddedHandlers Added = new(Hierarchy.Root);
    private static readonly object InitializationGate = new();
    private static LoggingSession? s_session;

    /// <summary>Whether records can be written.</summary>
    public static bool IsInitialized => Volatile.Read(ref s_session) is not null;

    /// <summary>The names of all loggers that exist, in ordinal order.</summary>
    public static IReadOnlyList<string> LoggerNames => Hierarchy.Names;

    /// <summary>Creates the log directory with its parents, and starts logging to the console, <c>trading.log</c> and
    /// <c>trades.log</c>. A second call replaces the handlers of the first, and warns when its directory is another
    /// one.</summary>
    /// <param name="config">The configuration; null for the defaults. A relative directory starts at the current
    /// directory of the process.</param>
    /// <param name="sealKey">Signs the seals of archived days, with <see cref="IntegrityMode.Chain"/>; null for seals
    /// without a signature. It is kept in memory only.</param>
    /// <exception cref="ConfigurationException">The directory cannot be created; the message names path and cause. A
    /// former initialisation stays in force.</exception>
    public static void Initialize(LoggingConfig? config = null, SealKey? sealKey = null)
    {
        var session = new LoggingSession(Hierarchy, config ?? new LoggingConfig(), sealKey);
        lock (InitializationGate)
        {
            LoggingSession? former = s_session;
            session.Attach(former);
            Volatile.Write(ref s_session, session);
            former?.Dispose();
            if (former is not null && former.LogDirectory != session.LogDirectory)
                WarnOfMove(former.LogDirectory, session.LogDirectory);
        }
    }

    /// <summary>Closes all files and releases all locks. There is nothing to flush: the operating system has every
    /// record already; with <see cref="WriteMode.Async"/> the call waits until it has. An interrupt of the
    /// thread does not end it; it meets the thread at its next wait. A second call does nothing.</summary>
    public static void Close() => Uninterrupted.Do(() =>
    {
        lock (InitializationGate)
        {
            LoggingSession? former = s_session;
            // What they log themselves is still written.
            Added.Clear();
            Volatile.Write(ref s_session, null);
            former?.Dispose();
        }
    });

    /// <summary>The logger of a dotted name; always the same instance for a name, before and after
    /// <see cref="Initialize"/>.</summary>
    /// <param name="name">For example <c>trading.signals</c>; empty or <c>root</c> gives the root logger.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static Logger GetLogger(string name) => Hierarchy.GetLogger(name);

    /// <summary>Logs a trade event without members.</summary>
    /// <inheritdoc cref="LogTrade(string, object, DateTimeOffset?, int)"/>
    public static void LogTrade(
        string action, DateTimeOffset? eventTime = null, [CallerLineNumber] int lineNumber = 0) =>
        Warn(action, RequireSession().LogTrade(action, data: null, eventTime, lineNumber));

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
    public static void LogTrade(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        RequireData(data);
        Warn(action, RequireSession().LogTrade(action, data, eventTime, lineNumber));
    }

    /// <summary>Logs a trade event and returns it as it stands in the log.</summary>
    /// <inheritdoc cref="LogTrade(string, object, DateTimeOffset?, int)"/>
    /// <returns>The event, read from the line that was written.</returns>
    public static TradeEvent LogTradeEvent(
        string action,
        object data,
        DateTimeOffset? eventTime = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        RequireData(data);
        TradeLineNotes notes = RequireSession().LogTradeEvent(
            action, data, eventTime, lineNumber, out TradeEvent written);
        Warn(action, notes);
        return written;
    }

    /// <summary>Makes an empty batch, for events that are to be written together.</summary>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    public static TradeBatch CreateBatch() => RequireSession().CreateBatch();

    /// <summary>Logs the events of a batch by one append to one file. Their timestamp is the moment of this call. When
    /// the call returns, the operating system has all of the lines (with <see cref="Durability.Disk"/> the disk has
    /// them) and the batch is empty. When it throws, the trade log has none of them and the batch is unchanged, unless
    /// <see cref="LogWriteException.IsTradeEventWritten"/> is true.</summary>
    /// <param name="batch">The events; an empty batch does nothing.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="batch"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Logging is not initialised.</exception>
    /// <exception cref="LogWriteException">A destination could not be written.</exception>
    public static void LogTrades(TradeBatch batch, [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireSession().LogTrades(batch, lineNumber);
    }

    /// <summary>Logs the events of a batch and returns them as they stand in the log.</summary>
    /// <inheritdoc cref="LogTrades(TradeBatch, int)"/>
    /// <returns>The events, read from the lines that were written.</returns>
    public static IReadOnlyList<TradeEvent> LogTradeEvents(TradeBatch batch, [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
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
    public static void LogTrades(string action, IEnumerable<object> data, [CallerLineNumber] int lineNumber = 0)
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
    public static TradeEvent LogCorrection(
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
        Warn(action, notes);
        return written;
    }

    /// <summary>Measures an operation: <c>using (TradingLogger.MeasureTime("load prices")) { … }</c> logs its duration
    /// at DEBUG when the block ends, also when it ends by an exception.</summary>
    /// <param name="operation">What is measured.</param>
    /// <param name="logger">The logger of the record; null for <c>trading</c>.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <returns>The running timer, which logs when it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public static OperationTimer MeasureTime(
        string operation,
        Logger? logger = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new OperationTimer(logger ?? DefaultLogger, operation, lineNumber);
    }

    /// <summary>Gives what logging has done so far in this process.</summary>
    public static TradingLoggerState GetState()
    {
        LoggingSession? session = Volatile.Read(ref s_session);
        return new TradingLoggerState(
            session is not null,
            session?.LogDirectory,
            Hierarchy.Root.Level,
            session?.Config,
            [.. session?.Handlers.Concat(Added.All).Select(handler => handler.GetState()) ?? []])
        {
            Levels = ReadableList.Of<LogLevel>(
                Hierarchy.LoggersWithLevel.ToDictionary(logger => logger.Name, logger => logger.Level)),
        };
    }

    private static void WarnOfMove(string former, string present) => HostOutput.Warn(
        $"This process logged to '{former}' and logs to '{present}' from here on, whoever initialised it first. "
        + "There is one logger in a process. Close it first where the change is meant.");

    private static LoggingSession RequireSession() =>
        Volatile.Read(ref s_session) ?? throw new InvalidOperationException(HandlerDispatch.NotInitializedMessage);

    private static void RequireData(object data)
    {
        if (data is null)
        {
            throw new ArgumentNullException(
                nameof(data), "The event's data is null. Leave it out to log an event without members.");
        }
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
