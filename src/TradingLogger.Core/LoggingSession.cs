using TradingLogging.Formatting;

namespace TradingLogging;

/// <summary>One initialisation: the handlers of a configuration, attached to a hierarchy of loggers until disposed.</summary>
internal sealed class LoggingSession : IDisposable
{
    private const string TextLogName = "trading.log";
    private const string TradeLogName = "trades.log";

    private readonly LoggerHierarchy _hierarchy;
    private readonly Logger _trades;
    private readonly TradeLineWriter _writer;
    private readonly LogHandler[] _rootHandlers;
    private readonly TimedRotatingFileHandler _tradeHandler;

    /// <exception cref="ConfigurationException">The log directory cannot be created.</exception>
    public LoggingSession(LoggerHierarchy hierarchy, LoggingConfig config)
    {
        _hierarchy = hierarchy;
        Config = config;
        LogDirectory = Files.LogDirectory.Create(config.LogDirectory);
        _trades = hierarchy.GetLogger(TradeLogFilter.TradesLoggerName);
        _writer = new TradeLineWriter(config.Timestamp, new TradeLineLimits { MaxBytes = config.MaxRecordBytes });
        var options = new FileHandlerOptions { LockTimeout = config.LockTimeout, Durability = config.Durability };
        var fileHandler = new RotatingFileHandler(
            Path.Combine(LogDirectory, TextLogName),
            config.MaxBytes,
            config.BackupCount,
            new TextLineFormatter(TextLayout.File, config.MaxRecordBytes),
            options);
        _tradeHandler = new TimedRotatingFileHandler(
            Path.Combine(LogDirectory, TradeLogName),
            config.TradeBackupCount,
            config.RotationZone,
            new TradeLineFormatter(_writer),
            options);
        _tradeHandler.AddFilter(new TradeLogFilter());
        _rootHandlers = config.Console
            ? [new ConsoleHandler(new TextLineFormatter(TextLayout.Console, config.MaxRecordBytes)), fileHandler]
            : [fileHandler];
    }

    public LoggingConfig Config { get; }

    public string LogDirectory { get; }

    public IReadOnlyList<LogHandler> Handlers => [.. _rootHandlers, _tradeHandler];

    /// <summary>Puts the handlers in place; from here on records are written.</summary>
    public void Attach()
    {
        _hierarchy.Root.Level = Config.LogLevel;
        // The trade log is the trades logger's own; as in Python it hears only that logger, and propagation takes the
        // same record on to the root's console and text file.
        _trades.AddHandler(_tradeHandler);
        _trades.Propagate = Config.PropagateTrades;
        foreach (LogHandler handler in _rootHandlers)
            _hierarchy.Root.AddHandler(handler);
    }

    public TradeLineNotes LogTrade(string action, object? data, DateTimeOffset? eventTime, int lineNumber) =>
        LogTrade(action, data, eventTime, lineNumber, wanted: null);

    /// <summary>Logs an event and gives it back as it stands in the log.</summary>
    public TradeLineNotes LogTradeEvent(
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        out TradeEvent written)
    {
        var line = new Utf8Buffer();
        TradeLineNotes notes = LogTrade(action, data, eventTime, lineNumber, line);
        written = TradeEvent.Parse(line.Written);
        return notes;
    }

    public void Dispose()
    {
        _trades.RemoveHandler(_tradeHandler);
        _trades.Propagate = true;
        foreach (LogHandler handler in _rootHandlers)
            _hierarchy.Root.RemoveHandler(handler);
        foreach (LogHandler handler in Handlers)
            handler.Dispose();
    }

    private TradeLineNotes LogTrade(
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        Utf8Buffer? wanted)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            DateTimeOffset now = _hierarchy.Clock.Now;
            TradeLineNotes notes = _writer.Write(buffer, now, action, data, eventTime);
            wanted?.Write(buffer.Written);
            if (_trades.IsEnabledFor(LogLevel.Info))
                HandlerDispatch.Dispatch(_trades, new LogRecord(now, _trades.Name, buffer.Written, lineNumber));
            return notes;
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }
}
