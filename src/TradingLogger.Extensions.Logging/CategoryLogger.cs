using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TradingLogging.Logging;
using Level = TradingLogging.Logging.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace TradingLogging.Extensions.Logging;

/// <summary>The logger of a category.</summary>
/// <param name="logger">Takes the records.</param>
/// <param name="options">How they are made.</param>
internal sealed class CategoryLogger(Logger logger, TradingLoggerOptions options) : ILogger
{
    // One state of a thread is enough: a value that logs while it is written finds it taken.
    [ThreadStatic]
    private static RecordState? t_state;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logger.IsEnabledFor(LevelOf(logLevel));

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => options.IncludeScopes && state is not null ? ScopeState.Begin(state) : null;

    /// <inheritdoc/>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Who asked for the failures gets them.")]
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        _ = formatter ?? throw new ArgumentNullException(nameof(formatter));
        if (!IsEnabled(logLevel))
            return;
        string message = formatter(state, exception) ?? string.Empty;
        try
        {
            Write(LevelOf(logLevel), message, eventId, state, exception);
        }
        catch (Exception failure) when (options.Failed is not null)
        {
            options.Failed(failure);
        }
    }

    private static Level LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => Level.Debug,
        LogLevel.Information => Level.Info,
        LogLevel.Warning => Level.Warning,
        LogLevel.Error => Level.Error,
        _ => Level.Critical,
    };

    private bool MayShowSecret(IReadOnlyList<KeyValuePair<string, object?>>? members)
    {
        for (int index = 0; index < members?.Count; index++)
        {
            if (logger.MayMask(members[index].Key, members[index].Value))
                return true;
        }

        return false;
    }

    private void Write(Level level, string message, EventId eventId, object? state, Exception? exception)
    {
        IReadOnlyList<KeyValuePair<string, object?>>? members = state switch
        {
            IReadOnlyList<KeyValuePair<string, object?>> list => list,
            IEnumerable<KeyValuePair<string, object?>> others => [.. others],
            _ => null,
        };
        bool isPlain = members is null && (!options.IncludeEventId || RecordState.IsEmpty(eventId));
        if (isPlain || !(logger.TakesMembers || MayShowSecret(members)))
        {
            logger.Log(level, message, exception, lineNumber: 0);
            return;
        }

        RecordState record = t_state ?? new RecordState();
        t_state = null;
        try
        {
            record.Fill(members, options.IncludeEventId ? eventId : default, options.IncludeTemplate);
            logger.LogRendered(level, message, record.Members, exception, lineNumber: 0, record.Template);
        }
        finally
        {
            record.Clear();
            t_state = record;
        }
    }
}
