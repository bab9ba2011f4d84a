using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Logging;

namespace TradingLogging;

/// <content>The levels of single loggers.</content>
public sealed partial class LoggerInstance
{
    /// <summary>Sets the level of a logger, for it and for the loggers below it that have none of their own. It holds
    /// at once on every thread and in every runspace, until <see cref="ResetLevel"/>, or until an initialisation that
    /// names the logger.</summary>
    /// <param name="logger">The dotted name; <c>root</c> for all loggers without a level.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ConfigurationException">The name is empty or has wildcards, the level is not one of the five,
    /// or that of <c>trades</c> would drop trade events.</exception>
    public void SetLevel(string logger, LogLevel level)
    {
        LoggerLevels.Check(logger, level);
        GetLogger(logger).Level = level;
    }

    /// <summary>Gives a logger the level of the configuration again, or that of its parent.</summary>
    /// <param name="logger">The dotted name; null for all loggers.</param>
    public void ResetLevel(string? logger = null)
    {
        if (logger is not null)
        {
            _hierarchy.ResetLevel(GetLogger(logger));
            return;
        }

        foreach (string name in (string[])[LoggerHierarchy.RootName, .. LoggerNames])
            _hierarchy.ResetLevel(GetLogger(name));
    }
}
