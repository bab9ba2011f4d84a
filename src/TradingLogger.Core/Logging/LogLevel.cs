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
