using System.Runtime.CompilerServices;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Storage;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>A logger of the process with settings, files, handlers and levels of its own, for all threads and
/// runspaces. <see cref="TradingLogger.GetInstance"/> gives that of a name; the members of <see cref="TradingLogger"/>
/// are those of the default one. Thread-safe.</summary>
public sealed partial class LoggerInstance
{
    /// <summary>The name of the instance that <see cref="TradingLogger"/> logs to.</summary>
    public const string DefaultName = "default";

    /// <summary>The instance that <see cref="TradingLogger"/> logs to.</summary>
    internal static readonly LoggerInstance Default = new(DefaultName);

    private const string DefaultLoggerName = "trading";

    private readonly LoggerHierarchy _hierarchy;
    private readonly Logger _defaultLogger;
    private readonly AddedHandlers _added;
    private readonly object _initializationGate = new();
    private LoggingSession? _session;

    internal LoggerInstance(string name)
    {
        Name = name;
        _hierarchy = new LoggerHierarchy(LogClock.System)
        {
            Members = new RecordMemberEncoder(SecretMask.Default, new LoggingConfig().MaxRecordBytes),
            NotInitializedMessage = name == DefaultName
                ? HandlerDispatch.NotInitializedMessage
                : $"The logger {name} is not initialised. Call Initialize-TradingLogger -Name {name} "
                    + $"(in C#: TradingLogger.GetInstance(\"{name}\").Initialize) first.",
        };
        _defaultLogger = _hierarchy.GetLogger(DefaultLoggerName);
        _added = new AddedHandlers(_hierarchy.Root);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Whether records can be written.</summary>
    public bool IsInitialized => Volatile.Read(ref _session) is not null;

    /// <summary>Whether it has been initialised at some time; it may be closed again.</summary>
    public bool WasInitialized { get; private set; }

    /// <summary>The names of all loggers of this instance, in ordinal order.</summary>
    public IReadOnlyList<string> LoggerNames => _hierarchy.Names;

    /// <summary>Masks the members of trade events, and what is shown elsewhere: one mask, unless members are
    /// encrypted.</summary>
    internal (SecretMask OfTrades, SecretMask Elsewhere) Masks =>
        (Volatile.Read(ref _session)?.TradeMask ?? _hierarchy.Mask, _hierarchy.Mask);

    /// <summary>Creates the log directory with its parents, and starts logging to the console, <c>trading.log</c> and
    /// <c>trades.log</c>. A second call replaces the handlers of the first, and warns when its directory is another
    /// one. Two instances may log to the same directory, as two processes may; that is warned of, too.</summary>
    /// <param name="config">The configuration; null for the defaults. A relative directory starts at the current
    /// directory of the process.</param>
    /// <param name="sealKey">Signs the seals of archived days, with <see cref="IntegrityMode.Chain"/>; null for seals
    /// without a signature. It is kept in memory only.</param>
    /// <param name="initializedBy">Who initialises, for warnings and the state, such as the name of a library; null
    /// when nobody says.</param>
    /// <exception cref="ConfigurationException">The directory cannot be created, or a recipient of encrypted members
    /// cannot be used; the message names path and cause. A former initialisation stays in force.</exception>
    public void Initialize(LoggingConfig? config = null, SealKey? sealKey = null, string? initializedBy = null)
    {
        var session = new LoggingSession(_hierarchy, config ?? new LoggingConfig(), sealKey)
        {
            InitializedBy = initializedBy,
        };
        lock (_initializationGate)
        {
            LoggingSession? former = _session;
            session.Attach(former);
            Volatile.Write(ref _session, session);
            WasInitialized = true;
            former?.Dispose();
            if (former is not null && former.LogDirectory != session.LogDirectory)
                WarnOfMove(former, session);
            if (former is null || !IsSameDirectory(former, session))
                WarnOfSharing(session);
        }
    }

    /// <summary>Closes all files and releases all locks. There is nothing to flush: the operating system has every
    /// record already; with <see cref="WriteMode.Async"/> the call waits until it has. An interrupt of the
    /// thread does not end it; it meets the thread at its next wait. A second call does nothing. The instance keeps its
    /// name and can be initialised again.</summary>
    public void Close() => Uninterrupted.Do(() =>
    {
        lock (_initializationGate)
        {
            LoggingSession? former = _session;
            // What they log themselves is still written.
            _added.Clear();
            Volatile.Write(ref _session, null);
            former?.Dispose();
        }
    });

    /// <summary>The logger of a dotted name; always the same object for a name, before and after
    /// <see cref="Initialize"/>.</summary>
    /// <param name="name">For example <c>trading.signals</c>; empty or <c>root</c> gives the root logger.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public Logger GetLogger(string name) => _hierarchy.GetLogger(name);

    /// <summary>Measures an operation: <c>using (TradingLogger.MeasureTime("load prices")) { … }</c> logs its
    /// duration at DEBUG when the block ends, also when it ends by an exception.</summary>
    /// <param name="operation">What is measured.</param>
    /// <param name="logger">The logger of the record; null for <c>trading</c> of this instance.</param>
    /// <param name="lineNumber">The line of the caller, filled in by the compiler.</param>
    /// <returns>The running timer, which logs when it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public OperationTimer MeasureTime(
        string operation,
        Logger? logger = null,
        [CallerLineNumber] int lineNumber = 0)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new OperationTimer(logger ?? _defaultLogger, operation, lineNumber);
    }

    /// <summary>Gives what this logger has done so far in this process.</summary>
    public TradingLoggerState GetState()
    {
        LoggingSession? session = Volatile.Read(ref _session);
        return new TradingLoggerState(
            session is not null,
            session?.LogDirectory,
            _hierarchy.Root.Level,
            session?.Config,
            [.. session?.Handlers.Concat(_added.All).Select(StateOf) ?? []])
        {
            Instance = Name,
            InitializedBy = session?.InitializedBy,
            Levels = ReadableList.Of<LogLevel>(
                _hierarchy.LoggersWithLevel.ToDictionary(logger => logger.Name, logger => logger.Level)),
        };
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal LoggingSession RequireSession() =>
        Volatile.Read(ref _session) ?? throw new InvalidOperationException(_hierarchy.NotInitializedMessage);

    private HandlerState StateOf(LogHandler handler) => handler.GetState() with { Instance = Name };

    private void WarnOfMove(LoggingSession former, LoggingSession present)
    {
        string logger = Name == DefaultName ? "This process" : $"The logger {Name}";
        string who = former.InitializedBy is { } name ? $", initialised by {name}," : "";
        HostOutput.Warn(
            $"{logger} logged to '{former.LogDirectory}'{who} and logs to '{present.LogDirectory}' from here on, "
            + "whoever initialised it first. Close it first where the change is meant; where both are to log, give one "
            + "of them a name (Initialize-TradingLogger -Name, in C# TradingLogger.GetInstance).");
    }

    private void WarnOfSharing(LoggingSession present)
    {
        foreach (LoggerInstance other in TradingLogger.Instances)
        {
            if (other == this
                || Volatile.Read(ref other._session) is not { } session
                || !IsSameDirectory(session, present))
            {
                continue;
            }

            HostOutput.Warn(
                $"The loggers {other.Told(session)} and {Told(present)} both write to '{present.LogDirectory}'. "
                + ConsequenceOf(session.Config.Integrity, present.Config.Integrity));
        }
    }

    private static string ConsequenceOf(IntegrityMode one, IntegrityMode other) => one == other
        ? "As with two processes nothing is lost, but their records stand among each other; give one of them another "
            + "directory where that is not meant."
        : "Only one of them has integrity = chain: lines without a number break the chain, and Test-TradeLog takes the "
            + "log for damaged. Give both the same integrity, or one of them another directory.";

    private string Told(LoggingSession session) =>
        session.InitializedBy is { } name ? $"{Name} (initialised by {name})" : Name;

    private static bool IsSameDirectory(LoggingSession one, LoggingSession other) =>
        LogDirectory.IsSame(one.LogDirectory, other.LogDirectory);
}
