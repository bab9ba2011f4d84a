using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Logging;

namespace TradingLogging;

/// <content>The levels of single loggers.</content>
public static partial class TradingLogger
{
    /// <summary>Sets the level of a logger, for it and for the loggers below it that have none of their own. It holds
    /// at once on every thread and in every runspace, until <see cref="ResetLevel"/>, or until an initialisation that
    /// names the logger.</summary>
    /// <param name="logger">The dotted name; <c>root</c> for all loggers without a level.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ConfigurationException">The name is empty or has wildcards, the level is not one of the five,
    /// or that of <c>trades</c> would drop trade events.</exception>
    public static void SetLevel(string logger, LogLevel level)
    {
        LoggerLevels.Check(logger, level);
        GetLogger(logger).Level = level;
    }

    /// <summary>Gives a logger the level of the configuration again, or that of its parent.</summary>
    /// <param name="logger">The dotted name; null for all loggers.</param>
    public static void ResetLevel(string? logger = null)
    {
        if (logger is not null)
        {
            Hierarchy.ResetLevel(GetLogger(logger));
            return;
        }

        foreach (string name in (string[])[LoggerHierarchy.RootName, .. LoggerNames])
            Hierarchy.ResetLevel(GetLogger(name));
    }

    /// <summary>Gives a logger and sets its level, as before version 0.1. Warns that it is deprecated.</summary>
    /// <param name="name">The dotted name.</param>
    /// <param name="level">The level of that logger: DEBUG, INFO, WARNING, ERROR or CRITICAL.</param>
    /// <returns>The logger.</returns>
    /// <exception cref="ConfigurationException">The level is not valid.</exception>
    [Obsolete("Use TradingLogger.Initialize and TradingLogger.GetLogger.")]
    public static Logger SetupLogger(string name, string level = "INFO")
    {
        HostOutput.Warn("SetupLogger is deprecated. Use TradingLogger.Initialize and TradingLogger.GetLogger.");
        SetLevel(name, LoggingConfig.FromText([new("log_level", level)]).LogLevel);
        return GetLogger(name);
    }
}
