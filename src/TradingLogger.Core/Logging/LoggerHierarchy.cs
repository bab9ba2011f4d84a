using TradingLogging.Masking;

namespace TradingLogging.Logging;

/// <summary>All loggers of the process by their dotted names (Python's <c>logging.Manager</c>).</summary>
internal sealed class LoggerHierarchy
{
    private readonly Dictionary<string, Logger> _loggers = new(StringComparer.Ordinal);

    public LoggerHierarchy(LogClock clock)
    {
        Clock = clock;
        Root = new Logger(this, "root", parent: null, LogLevel.Info);
    }

    /// <summary>Held while loggers, their levels or their handlers change.</summary>
    public object Gate { get; } = new();

    public LogClock Clock { get; }

    /// <summary>Masks the secrets of text records before any handler gets them.</summary>
    public SecretMask Mask { get; set; } = SecretMask.Default;

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

    public void UpdateEffectiveLevels()
    {
        lock (Gate)
        {
            Root.SetEffectiveLevel(Root.Level);
            foreach (Logger logger in _loggers.Values)
                logger.SetEffectiveLevel(FindLevel(logger));
        }
    }

    private static LogLevel FindLevel(Logger logger)
    {
        Logger? source = logger;
        while (source is { Level: LogLevel.NotSet, Parent: not null })
            source = source.Parent;
        return source.Level;
    }

    private Logger Add(string name)
    {
        // The trades logger has its own level, so that log_level = WARNING never drops a trade event.
        LogLevel level = name == TradeLogFilter.TradesLoggerName ? LogLevel.Info : LogLevel.NotSet;
        var logger = new Logger(this, name, FindParent(name), level);
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
