namespace TradingLogging.Logging;

/// <summary>The names of the levels as they are written in configuration and in log lines.</summary>
public static class LogLevelName
{
    /// <summary>The valid names, lowest level first: DEBUG, INFO, WARNING, ERROR, CRITICAL.</summary>
    public static IReadOnlyList<string> All { get; } = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    /// <summary>The name of a level, in capitals.</summary>
    /// <param name="level">One of the named levels.</param>
    /// <returns>For example <c>WARNING</c>; <c>NOTSET</c> for <see cref="LogLevel.NotSet"/>, and as in Python
    /// <c>Level 15</c> for a number without a name.</returns>
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Debug => "DEBUG",
        LogLevel.Info => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "CRITICAL",
        LogLevel.NotSet => "NOTSET",
        _ => FormattableString.Invariant($"Level {(int)level}"),
    };

    /// <summary>Reads a level's name, without regard to case or to white space around it.</summary>
    /// <param name="name">For example <c>info</c>. Only the five names are valid, no numbers.</param>
    /// <param name="level">The level, when the method returns true.</param>
    /// <returns>Whether the name is one of <see cref="All"/>.</returns>
    public static bool TryParse(string? name, out LogLevel level)
    {
        level = name?.Trim().ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Info,
            "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "CRITICAL" => LogLevel.Critical,
            _ => LogLevel.NotSet,
        };
        return level != LogLevel.NotSet;
    }
}
