namespace TradingLogging.Logging;

/// <summary>
/// The severity of a record. Names and numbers are those of Python's <c>logging</c>.
/// </summary>
public enum LogLevel
{
    /// <summary>A logger without a level of its own: it takes its parent's.</summary>
    NotSet = 0,

    /// <summary>Details for finding faults.</summary>
    Debug = 10,

    /// <summary>The normal course of things.</summary>
    Info = 20,

    /// <summary>Something unexpected; work goes on.</summary>
    Warning = 30,

    /// <summary>An operation failed.</summary>
    Error = 40,

    /// <summary>The program may not be able to go on.</summary>
    Critical = 50,
}

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
