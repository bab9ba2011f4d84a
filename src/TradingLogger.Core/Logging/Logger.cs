using System.Runtime.CompilerServices;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <summary>A named source of records in the dotted hierarchy (Python's <c>logging.Logger</c>).</summary>
/// <remarks><see cref="TradingLogger.GetLogger"/> makes loggers. They live as long as the process.
/// Thread-safe.</remarks>
public sealed partial class Logger
{
    private readonly LoggerHierarchy _hierarchy;
    private readonly string _recordName;
    // Volatile, because closing removes the handlers of the root first: a thread that logs a trade event must see the
    // removals in that order.
    private volatile LogHandler[] _handlers = [];
    private LogLevel _level;
    // Volatile, so that a loop on another thread sees a change at its next call.
    private volatile LogLevel _effectiveLevel;

    internal Logger(LoggerHierarchy hierarchy, string name, Logger? parent, LogLevel level)
    {
        _hierarchy = hierarchy;
        Name = name;
        _recordName = SecretMask.Default.Apply(name);
        Parent = parent;
        _level = level;
        _effectiveLevel = level == LogLevel.NotSet && parent is not null ? parent._effectiveLevel : level;
    }

    /// <summary>The dotted name; <c>root</c> for the root logger.</summary>
    public string Name { get; }

    /// <summary>The nearest existing logger above this one in the dotted hierarchy; null for the root.</summary>
    public Logger? Parent { get; internal set; }

    /// <summary>Whether records also go to the handlers of the loggers above. Default true.</summary>
    public bool Propagate { get; set; } = true;

    /// <summary>The level of this logger; with <see cref="LogLevel.NotSet"/> that of its parent applies. Default
    /// NotSet.</summary>
    public LogLevel Level
    {
        get => _level;
        set => _hierarchy.SetLevel(this, value);
    }

    /// <summary>The level in force: this logger's own, or that of the nearest logger above that has one.</summary>
    public LogLevel EffectiveLevel => _effectiveLevel;

    /// <summary>The handlers attached to this logger, without those of the loggers above.</summary>
    public IReadOnlyList<LogHandler> Handlers => ReadableList.Of<LogHandler>(_handlers);

    /// <summary>The name of the logger.</summary>
    public override string ToString() => Name;

    /// <summary>Whether a record of this level is made at all. This takes one comparison.</summary>
    /// <param name="level">The level of the record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEnabledFor(LogLevel level) => level >= _effectiveLevel;

    /// <summary>What is told where there is no handler at all.</summary>
    internal string NotInitializedMessage => _hierarchy.NotInitializedMessage;

    /// <summary>Attaches a handler.</summary>
    /// <param name="handler">The handler. The caller disposes of it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    public void AddHandler(LogHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReplaceHandlers([], [handler]);
    }

    /// <summary>Detaches a handler; one that is not attached is ignored.</summary>
    /// <param name="handler">The handler.</param>
    public void RemoveHandler(LogHandler handler) => ReplaceHandlers([handler], []);

    /// <summary>Logs a message.</summary>
    /// <param name="level">The severity.</param>
    /// <param name="message">The message, of any content: line breaks and control characters are escaped.</param>
    /// <param name="exception">What went wrong, told below the message.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The level is enabled but no handler is attached: logging is not
    /// initialised.</exception>
    /// <exception cref="LogWriteException">A handler could not write; the others have.</exception>
    public void Log(LogLevel level, string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0)
    {
        if (IsEnabledFor(level))
            Write(level, message, exception is null ? null : ErrorDetails.From(exception), lineNumber);
    }

    /// <summary>Logs a message with the details of an error.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    /// <param name="level">The severity.</param>
    /// <param name="message">The message, of any content: line breaks and control characters are escaped.</param>
    /// <param name="error">What went wrong, told below the message; null for nothing.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    public void Log(LogLevel level, string message, ErrorDetails? error, [CallerLineNumber] int lineNumber = 0)
    {
        if (IsEnabledFor(level))
            Write(level, message, error, lineNumber);
    }

    /// <summary>Logs an interpolated message, which is formatted (culture-invariant) only when the level is
    /// enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    /// <param name="level">The severity.</param>
    /// <param name="message">The interpolated string.</param>
    /// <param name="exception">What went wrong, told below the message.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    public void Log(
        LogLevel level,
        [InterpolatedStringHandlerArgument("", nameof(level))] ref LogMessage message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        if (message.IsEnabled)
        {
            Write(
                level, message.ToStringAndClear(), exception is null ? null : ErrorDetails.From(exception), lineNumber);
        }
    }

    /// <summary>Logs at <see cref="LogLevel.Debug"/>.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Debug(string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0) =>
        Log(LogLevel.Debug, message, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Debug"/>; formats only when that is enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Debug(
        [InterpolatedStringHandlerArgument("")] ref LogMessage<DebugLevel> message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0) => Log(LogLevel.Debug, ref message.Inner, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Info"/>.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Info(string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0) =>
        Log(LogLevel.Info, message, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Info"/>; formats only when that is enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Info(
        [InterpolatedStringHandlerArgument("")] ref LogMessage<InfoLevel> message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0) => Log(LogLevel.Info, ref message.Inner, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Warning"/>.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Warning(string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0) =>
        Log(LogLevel.Warning, message, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Warning"/>; formats only when that is enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Warning(
        [InterpolatedStringHandlerArgument("")] ref LogMessage<WarningLevel> message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0) => Log(LogLevel.Warning, ref message.Inner, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Error"/>.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Error(string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0) =>
        Log(LogLevel.Error, message, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Error"/>; formats only when that is enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Error(
        [InterpolatedStringHandlerArgument("")] ref LogMessage<ErrorLevel> message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0) => Log(LogLevel.Error, ref message.Inner, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Critical"/>.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Critical(string message, Exception? exception = null, [CallerLineNumber] int lineNumber = 0) =>
        Log(LogLevel.Critical, message, exception, lineNumber);

    /// <summary>Logs at <see cref="LogLevel.Critical"/>; formats only when that is enabled.</summary>
    /// <inheritdoc cref="Log(LogLevel, string, Exception?, int)"/>
    public void Critical(
        [InterpolatedStringHandlerArgument("")] ref LogMessage<CriticalLevel> message,
        Exception? exception = null,
        [CallerLineNumber] int lineNumber = 0) => Log(LogLevel.Critical, ref message.Inner, exception, lineNumber);

    /// <summary>Measures an operation: <c>using (logger.MeasureTime("load prices", LogLevel.Info)) { … }</c> logs its
    /// duration when the block ends, also when it ends by an exception.</summary>
    /// <param name="operation">What is measured.</param>
    /// <param name="level">The level of the record.</param>
    /// <param name="warnAfter">A longer operation is logged at WARNING at least, with this limit; null for no
    /// limit.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <returns>The running timer, which logs when it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warnAfter"/> is negative.</exception>
    public OperationTimer MeasureTime(
        string operation,
        LogLevel level = LogLevel.Debug,
        TimeSpan? warnAfter = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (warnAfter < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(warnAfter), warnAfter, "The limit is negative.");
        return new OperationTimer(this, operation, lineNumber, level, warnAfter);
    }

    internal LogHandler[] AttachedHandlers => _handlers;

    /// <summary>Replaces handlers in one step, so that every record finds the former or the new ones.</summary>
    internal void ReplaceHandlers(LogHandler[] former, LogHandler[] handlers)
    {
        lock (_hierarchy.Gate)
            _handlers = [.. _handlers.Where(attached => !former.Contains(attached)), .. handlers];
    }

    internal void SetOwnLevel(LogLevel level) => _level = level;

    internal void SetEffectiveLevel(LogLevel level) => _effectiveLevel = level;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write(LogLevel level, string message, ErrorDetails? error, int lineNumber)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (LogContext.Current is not null && TakesMembers)
            WriteMembers(level, message, data: null, error, lineNumber, default);
        else
            WriteText(level, message, error, lineNumber);
    }

    private void WriteText(LogLevel level, string message, ErrorDetails? error, int lineNumber)
    {
        SecretMask mask = _hierarchy.Mask;
        ErrorDetails? shown = error?.WithoutSecrets(mask);
        HandlerDispatch.Dispatch(
            this,
            new LogRecord(_hierarchy.Clock.Now, level, _recordName, mask.Apply(message), lineNumber, shown));
    }
}
