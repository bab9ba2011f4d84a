using TradingLogging.Masking;

namespace TradingLogging.Logging;

/// <summary>All loggers of an instance by their dotted names (Python's <c>logging.Manager</c>).</summary>
internal sealed class LoggerHierarchy
{
    public const string RootName = "root";

    private static readonly IReadOnlyDictionary<string, LogLevel> None = new Dictionary<string, LogLevel>();

    private readonly Dictionary<string, Logger> _loggers = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, LogLevel> _configured = None;
    private LogLevel _rootLevel = LogLevel.Info;

    public LoggerHierarchy(LogClock clock)
    {
        Clock = clock;
        Root = new Logger(this, RootName, parent: null, _rootLevel);
    }

    /// <summary>Held while loggers, their levels or their handlers change.</summary>
    public object Gate { get; } = new();

    public LogClock Clock { get; }

    /// <summary>Masks the secrets of text records before any handler gets them.</summary>
    public SecretMask Mask { get; set; } = SecretMask.Default;

    /// <summary>Writes the members of text records; null where nobody needs any.</summary>
    public RecordMemberWriter? Members { get; set; }

    /// <summary>What is told where there is no handler at all.</summary>
    public string NotInitializedMessage { get; init; } = HandlerDispatch.NotInitializedMessage;

    public Logger Root { get; }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (Gate)
                return [.. _loggers.Keys.OrderBy(name => name, StringComparer.Ordinal)];
        }
    }

    public Logger GetLogger(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name == Root.Name)
            return Root;
        lock (Gate)
        {
            if (!_loggers.TryGetValue(name, out Logger? logger))
                _loggers.Add(name, logger = Add(name));
            return logger;
        }
    }

    /// <summary>The loggers that have another level than they would have without configuration, in ordinal
    /// order.</summary>
    public IReadOnlyList<Logger> LoggersWithLevel
    {
        get
        {
            lock (Gate)
            {
                return
                [
                    .. _loggers.Values.Where(logger => logger.Level != LevelAtBirth(logger.Name))
                        .OrderBy(logger => logger.Name, StringComparer.Ordinal),
                ];
            }
        }
    }

    /// <summary>Sets the levels of a configuration. Those of the former one that it does not name are taken back,
    /// unless they were changed since.</summary>
    /// <param name="root">The level of the root.</param>
    /// <param name="levels">The levels of other loggers, by name.</param>
    public void Configure(LogLevel root, IReadOnlyDictionary<string, LogLevel> levels)
    {
        lock (Gate)
        {
            foreach (KeyValuePair<string, LogLevel> former in _configured)
            {
                if (GetLogger(former.Key) is var logger && logger.Level == former.Value)
                    logger.SetOwnLevel(LevelAtBirth(former.Key));
            }

            (_rootLevel, _configured) = (root, levels);
            Root.SetOwnLevel(root);
            foreach (KeyValuePair<string, LogLevel> level in levels)
                GetLogger(level.Key).SetOwnLevel(level.Value);
            UpdateEffectiveLevels();
        }
    }

    /// <summary>Takes the levels of the configuration back, so that a record before the next one meets the error that
    /// nothing is initialised and not a level that nobody set for it.</summary>
    public void ForgetConfiguration() => Configure(LogLevel.Info, None);

    /// <summary>Sets the level of a logger; with NotSet that of its parent applies.</summary>
    public void SetLevel(Logger logger, LogLevel level)
    {
        lock (Gate)
        {
            logger.SetOwnLevel(level);
            UpdateEffectiveLevels();
        }
    }

    /// <summary>Gives a logger the level that the configuration says, or takes that of its parent.</summary>
    public void ResetLevel(Logger logger) => SetLevel(logger, ConfiguredLevel(logger));

    private void UpdateEffectiveLevels()
    {
        Root.SetEffectiveLevel(Root.Level);
        foreach (Logger logger in _loggers.Values)
            logger.SetEffectiveLevel(FindLevel(logger));
    }

    private LogLevel ConfiguredLevel(Logger logger)
    {
        if (logger == Root)
            return _rootLevel;
        return _configured.TryGetValue(logger.Name, out LogLevel level) ? level : LevelAtBirth(logger.Name);
    }

    // The trades logger has its own level, so that log_level = WARNING never drops a trade event.
    private static LogLevel LevelAtBirth(string name) =>
        name == TradeLogFilter.TradesLoggerName ? LogLevel.Info : LogLevel.NotSet;

    private static LogLevel FindLevel(Logger logger)
    {
        Logger? source = logger;
        while (source is { Level: LogLevel.NotSet, Parent: not null })
            source = source.Parent;
        return source.Level;
    }

    private Logger Add(string name)
    {
        var logger = new Logger(this, name, FindParent(name), LevelAtBirth(name));
        string prefix = name + ".";
        foreach (Logger below in _loggers.Values)
        {
            bool hasNearerParent = below.Parent!.Name.StartsWith(prefix, StringComparison.Ordinal);
            if (below.Name.StartsWith(prefix, StringComparison.Ordinal) && !hasNearerParent)
                below.Parent = logger;
            below.SetEffectiveLevel(FindLevel(below));
        }

        return logger;
    }

    private Logger FindParent(string name)
    {
        for (int dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (_loggers.TryGetValue(name.Substring(0, dot), out Logger? parent))
                return parent;
        }

        return Root;
    }
}
