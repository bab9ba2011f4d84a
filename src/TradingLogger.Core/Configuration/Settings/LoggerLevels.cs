using TradingLogging.Configuration.Ini;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Configuration.Settings;

/// <summary>Levels of single loggers: the section <c>[logging.levels]</c>, whose keys are the names of
/// loggers.</summary>
internal static class LoggerLevels
{
    public const string SectionName = LoggingSettings.SectionName + ".levels";

    private const char FirstPrintable = ' ';
    private static readonly char[] Wildcards = ['*', '?', '[', ']'];

    /// <summary>None.</summary>
    public static IReadOnlyDictionary<string, LogLevel> None { get; } =
        ReadableList.Of<LogLevel>(new Dictionary<string, LogLevel>(StringComparer.Ordinal));

    /// <summary>Returns valid levels as a copy. Throws if one is not valid.</summary>
    /// <exception cref="ConfigurationException">A name cannot have a level, or a level is not one of the
    /// five.</exception>
    public static IReadOnlyDictionary<string, LogLevel> Check(IReadOnlyDictionary<string, LogLevel>? levels)
    {
        if (levels is null)
            throw new ConfigurationException("The levels of loggers are null. Give an empty table for none.");
        var copy = new Dictionary<string, LogLevel>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, LogLevel> pair in levels)
        {
            Check(pair.Key, pair.Value);
            if (pair.Key == LoggerHierarchy.RootName)
                throw new ConfigurationException(RootMessage);
            copy.Add(pair.Key, pair.Value);
        }

        return ReadableList.Of<LogLevel>(copy);
    }

    /// <summary>Throws unless a logger may have this level.</summary>
    /// <exception cref="ConfigurationException">It may not; the message says what would be right.</exception>
    public static void Check(string? logger, LogLevel level)
    {
        if (string.IsNullOrWhiteSpace(logger) || logger!.Any(character => character < FirstPrintable))
        {
            throw new ConfigurationException(
                $"Invalid logger: {MessageText.Of(logger)}. Must be a dotted name such as trading.risk");
        }

        if (logger!.IndexOfAny(Wildcards) >= 0)
        {
            throw new ConfigurationException(
                $"Invalid logger: {MessageText.Of(logger)}. Must be a name without wildcards: "
                    + "a level holds for all loggers below it");
        }

        if (!LogLevelName.All.Contains(LogLevelName.Of(level)))
        {
            throw new ConfigurationException(
                $"Invalid level of {MessageText.Of(logger)}: {MessageText.Of(level.ToString())}. "
                    + $"Must be one of {string.Join(", ", LogLevelName.All)}");
        }

        if (logger == TradeLogFilter.TradesLoggerName && level > LogLevel.Info)
        {
            throw new ConfigurationException(
                $"Invalid level of {TradeLogFilter.TradesLoggerName}: {LogLevelName.Of(level)}. Must be INFO or DEBUG: "
                    + "any other would drop the trade events. propagate_trades = false keeps them from the console");
        }
    }

    /// <summary>Reads the section of a file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="section">The section; keys of <c>[DEFAULT]</c> are no loggers.</param>
    /// <exception cref="ConfigurationException">A line is not valid; the message begins with its place.</exception>
    public static IReadOnlyDictionary<string, LogLevel> Read(string path, IniSection section)
    {
        var levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal);
        foreach (IniEntry entry in section.OwnEntries)
        {
            try
            {
                levels.Add(entry.WrittenKey, ReadLevel(entry));
            }
            catch (ConfigurationException error)
            {
                string message = $"{LoadedSettings.Place(path, entry.LineNumber)}: {error.Message}";
                throw new ConfigurationException(message, path, entry.LineNumber, error);
            }
        }

        return levels;
    }

    private static string RootMessage =>
        $"Invalid logger: {LoggerHierarchy.RootName}. Its level is the setting log_level in "
            + $"[{LoggingSettings.SectionName}]";

    private static LogLevel ReadLevel(IniEntry entry)
    {
        if (entry.WrittenKey == LoggerHierarchy.RootName)
            throw new ConfigurationException(RootMessage);
        if (!LogLevelName.TryParse(entry.Value, out LogLevel level))
        {
            throw new ConfigurationException(
                $"Invalid level of {MessageText.Of(entry.WrittenKey)}: {MessageText.Of(entry.Value)}. "
                    + $"Must be one of {string.Join(", ", LogLevelName.All)}");
        }

        Check(entry.WrittenKey, level);
        return level;
    }
}
