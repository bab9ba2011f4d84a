using TradingLogging.Configuration;
using TradingLogging.Encryption.Writing;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Reading;
using TradingLogging.Storage;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>One initialisation: the handlers of a configuration, attached to a hierarchy of loggers until
/// disposed.</summary>
internal sealed partial class LoggingSession : IDisposable
{
    internal const string TextLogName = "trading.log";
    internal const string TradeLogName = "trades.log";

    private readonly LoggerHierarchy _hierarchy;
    private readonly Logger _trades;
    private readonly SecretMask _shownMask;
    private readonly TradeLineWriter _writer;
    private readonly MemberEncryption? _encryption;
    private readonly LogHandler[] _rootHandlers;
    private readonly TimedRotatingFileHandler _tradeHandler;
    private readonly BackgroundSealing? _sealing;
    private readonly BackgroundCompression? _compression;
    private bool _isReplaced;

    /// <exception cref="ConfigurationException">The log directory cannot be created, or members cannot be encrypted as
    /// the configuration asks for.</exception>
    public LoggingSession(LoggerHierarchy hierarchy, LoggingConfig config, SealKey? sealKey = null)
    {
        _hierarchy = hierarchy;
        Config = config;
        LogDirectory = CreateDirectory(config);
        _trades = hierarchy.GetLogger(TradeLogFilter.TradesLoggerName);
        TradeMask = _shownMask = new SecretMask(config.Mask, config.MaskExcept);
        bool isChained = config.Integrity == IntegrityMode.Chain;
        string textLog = Path.Combine(LogDirectory, TextLogName);
        string tradeLog = Path.Combine(LogDirectory, TradeLogName);
        if (config.Encrypt.Count > 0)
        {
            var encrypted = new NamePaths(config.Encrypt);
            _encryption = CreateEncryption(config, encrypted, tradeLog);
            _shownMask = new SecretMask(config.Mask, config.MaskExcept, encrypted);
        }

        bool isCompressed = config.CompressArchives == ArchiveCompression.Gzip;
        var files = PlatformFiles.For(config.Files.Modes);
        Action? archived = null;
        if (isCompressed)
        {
            CompressedLog days = new SealedArchives(isChained, sealKey, HostOutput.Warn).Of(tradeLog);
            var backups = new CompressedLog(textLog, ArchiveName.ListNumbers);
            _compression = new BackgroundCompression([days, backups], files, HostOutput.Warn);
            archived = _compression.Request;
        }

        Action? dayArchived = archived;
        if (isChained)
        {
            var sealer = new TradeSealer(tradeLog, sealKey) { Files = files };
            _sealing = new BackgroundSealing(sealer, HostOutput.Warn, ended: archived);
            dayArchived = _sealing.Request;
        }

        // The members of the chain are inside the bound, too. Cipher text is a third longer, and nobody reads a line of
        // more than MostBytes.
        int longest = config.MaxRecordBytes - (isChained ? ChainMembers.LongestLength : 0);
        if (_encryption is not null)
            longest = Math.Min(longest, TradeLineLimits.MostBytes / 2);
        var limits = new TradeLineLimits { MaxBytes = Math.Max(longest, TradeLineLimits.LeastBytes) };
        _writer = new TradeLineWriter(config.Timestamp, limits, TradeMask, isChained)
        {
            Evidence = TradeEvidence.Of(config.Evidence, TradeMask, ScriptName),
            MessageMask = _shownMask,
        };
        var fileHandler = new RotatingFileHandler(
            textLog,
            config.MaxBytes,
            config.BackupCount,
            config.TextFormat == TextFormat.Json
                ? new JsonRecordFormatter(config.Timestamp, config.MaxRecordBytes, _shownMask)
                : new TextLineFormatter(TextLayout.File, config.MaxRecordBytes, config.TextContext),
            config.Files,
            isCompressed,
            archived);
        _tradeHandler = new TimedRotatingFileHandler(
            tradeLog,
            config.TradeBackupCount,
            config.RotationZone,
            new TradeLineFormatter(_writer),
            config.Files,
            config.Retention,
            isChained,
            dayArchived,
            forwardHoldDays: config.ForwardHoldDays,
            countsCompressed: isCompressed);
        _tradeHandler.AddFilter(new TradeLogFilter());
        _rootHandlers = config.Console
            ? [CreateConsole(config), fileHandler]
            : [fileHandler];
    }

    public LoggingConfig Config { get; }

    public string LogDirectory { get; }

    /// <summary>Who initialised; null when nobody has said so.</summary>
    public string? InitializedBy { get; init; }

    /// <summary>Masks the members of trade events. Everywhere else those that are encrypted are masked, too.</summary>
    public SecretMask TradeMask { get; }

    public IReadOnlyList<LogHandler> Handlers => [.. _rootHandlers, _tradeHandler];

    /// <summary>Attaches the handlers to the loggers: from now on records are written.</summary>
    /// <param name="former">The session whose handlers they replace. A record that is logged meanwhile goes to the
    /// former handlers or to the new ones.</param>
    public void Attach(LoggingSession? former = null)
    {
        _hierarchy.Configure(Config.LogLevel, Config.Levels);
        _hierarchy.Mask = _shownMask;
        _hierarchy.Members = new RecordMemberEncoder(_shownMask, Config.MaxRecordBytes);
        // The handler of the trade log belongs to the logger trades. As in Python, propagation passes the same record
        // to the handlers of the root, the console and the text log.
        _trades.Propagate = Config.PropagateTrades;
        _trades.ReplaceHandlers(former is null ? [] : [former._tradeHandler], [_tradeHandler]);
        _hierarchy.Root.ReplaceHandlers(former?._rootHandlers ?? [], _rootHandlers);
        former?._isReplaced = true;
        // What a process before this one did not get to.
        _compression?.Request();
    }

    /// <summary>Logs an event.</summary>
    /// <param name="action">What happened.</param>
    /// <param name="data">The event's members; null for none.</param>
    /// <param name="eventTime">When it happened, if that is not now.</param>
    /// <param name="lineNumber">The line of the caller.</param>
    /// <param name="wanted">Receives the line as it stands in the log; null when nobody asks for it.</param>
    /// <param name="corrects">The number of the event that this one corrects; null for none.</param>
    /// <returns>What the line does not say as the caller said it.</returns>
    public TradeLineNotes LogTrade(
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        Utf8Buffer? wanted = null,
        long? corrects = null)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        try
        {
            DateTimeOffset now = _hierarchy.Clock.Now;
            TradeLineNotes notes = _writer.Write(buffer, now, action, data, eventTime, lineNumber, corrects);
            if (_trades.IsEnabledFor(LogLevel.Info))
            {
                buffer.Write((byte)'\n');
                if (_encryption is null)
                {
                    var record = new LogRecord(now, _trades.Name, buffer.Written, lineNumber, wanted);
                    HandlerDispatch.Dispatch(_trades, record);
                }
                else
                {
                    DispatchEncrypted(_encryption, now, buffer.Written, lineNumber, wanted);
                }
            }

            if (wanted?.Length == 0)
                wanted.Write(buffer.Written);
            return notes;
        }
        finally
        {
            Utf8BufferPool.Return(buffer);
        }
    }

    /// <summary>Logs an event and returns it as it stands in the log.</summary>
    public TradeLineNotes LogTradeEvent(
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        out TradeEvent written)
    {
        return LogAndRead(action, data, eventTime, lineNumber, corrects: null, out written);
    }

    /// <summary>Logs an event that corrects another one, and returns it as it stands in the log.</summary>
    public TradeLineNotes LogCorrection(
        long corrects,
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        out TradeEvent written)
    {
        return LogAndRead(action, data, eventTime, lineNumber, corrects, out written);
    }

    private TradeLineNotes LogAndRead(
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber,
        long? corrects,
        out TradeEvent written)
    {
        Utf8Buffer line = Utf8BufferPool.Rent();
        try
        {
            TradeLineNotes notes = LogTrade(action, data, eventTime, lineNumber, line, corrects);
            written = TradeEvent.Parse(line.Written);
            return notes;
        }
        finally
        {
            Utf8BufferPool.Return(line);
        }
    }

    /// <summary>Writes what waits and closes all files, also when the thread is interrupted meanwhile: the interrupt
    /// then meets it at its next wait.</summary>
    public void Dispose()
    {
        // A session that was replaced has no handler attached any more, and its successor decides on propagation.
        if (!_isReplaced)
            Uninterrupted.Do(Detach);
        foreach (LogHandler handler in Handlers)
            Uninterrupted.Do(handler.Dispose);
        if (_sealing is not null)
            Uninterrupted.Do(_sealing.Dispose);
        if (_compression is not null)
            Uninterrupted.Do(_compression.Dispose);
    }

    private static ConsoleHandler CreateConsole(LoggingConfig config) =>
        new(
            new TextLineFormatter(TextLayout.Console, config.MaxRecordBytes, config.TextContext),
            trades: config.TradesOnConsole);

    private static string CreateDirectory(LoggingConfig config)
    {
        try
        {
            return Storage.Paths.LogDirectory.Create(
                config.LogDirectory,
                config.Durability == Durability.Disk,
                config.Files.Modes);
        }
        catch (FileOperationException exception)
        {
            throw new ConfigurationException(exception.Message, innerException: exception);
        }
    }

    private static string? ScriptName() => HostOutput.Current is { } host ? host.ScriptName : TradeEvidence.ProgramPath;

    // The handler of the trade log is detached last. So a trade event that does not reach it reaches no handler, which
    // is an error. Otherwise the event would count as written because the console showed it.
    private void Detach()
    {
        _hierarchy.Root.ReplaceHandlers(_rootHandlers, []);
        _trades.ReplaceHandlers([_tradeHandler], []);
        _trades.Propagate = true;
        _hierarchy.ForgetConfiguration();
    }
}
