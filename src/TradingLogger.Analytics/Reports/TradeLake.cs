using TradingLogging.Reading;

namespace TradingLogging.Analytics.Reports;

/// <summary>A lake: files of events in folders that say which day they are of, as DuckDB, ClickHouse and Spark read
/// them.</summary>
public sealed record TradeLake
{
    /// <summary>The directory of the lake; made when it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Whose events they are: each folder has one file of this name for each log, so that many hosts write one
    /// lake. A file name without a directory that begins neither with a dot nor with an underscore, which readers of
    /// lakes pass over.</summary>
    public required string Name { get; init; }

    /// <summary>Where the events come from, for people: a directory, or files. Another log may not take its
    /// name.</summary>
    public required string Source { get; init; }

    /// <summary>What the files are. Default Parquet.</summary>
    public TradeLakeFormat Format { get; init; }

    /// <summary>Whether the folder of a day has one for each symbol. Default false.</summary>
    public bool IsBySymbol { get; init; }

    /// <summary>The first day wanted, whole; null for all.</summary>
    public DateTime? FirstDay { get; init; }

    /// <summary>The last day wanted, whole; null for all.</summary>
    public DateTime? LastDay { get; init; }

    /// <summary>Whether the name is taken from another log, and a day of the lake replaced by one of fewer events.
    /// Default false.</summary>
    public bool IsForced { get; init; }
}

/// <summary>What the files of a lake are.</summary>
public enum TradeLakeFormat
{
    /// <summary>Parquet, one column for each member. On .NET 10 only.</summary>
    Parquet,

    /// <summary>JSON, one event a line, each as it stands in the log.</summary>
    Ndjson,
}

/// <summary>What the folders of a lake are made by.</summary>
public enum TradeLakeKey
{
    /// <summary>The day of the event's timestamp as it is written, whatever its offset.</summary>
    Day,

    /// <summary>The symbol.</summary>
    Symbol,
}

/// <summary>A lake cannot be written.</summary>
/// <param name="path">Where.</param>
/// <param name="cause">What the system said.</param>
public sealed class TradeLakeException(string path, Exception cause) : Exception(
    $"The lake cannot be written: '{path}': {cause.Message} Days before it are written. Correct it and export again.",
    cause);

/// <summary>Writes lakes. The implementation stands in an assembly of its own, which is loaded when one is written and
/// not before.</summary>
public interface ITradeLakeWriter
{
    /// <summary>Writes the days of a log: a day that the lake has already is replaced, file by file, each as a whole or
    /// not at all.</summary>
    /// <param name="log">The log. It is read three times.</param>
    /// <param name="lake">The lake.</param>
    /// <param name="options">Who is told of damage and progress, the first time, and what ends writing. A file that
    /// cannot be read ends it too: a day without its events would replace the whole one.</param>
    /// <returns>The files, in the order of their days.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="NotSupportedException">The format does not exist on this version of .NET.</exception>
    /// <exception cref="InvalidDataException">The lake has what these events would contradict, or a day has too many
    /// symbols or members; the message says what to do.</exception>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="TradeLakeException">The lake cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled; days before are written.</exception>
    IReadOnlyList<string> Write(TradeLog log, TradeLake lake, LogReadOptions options);
}
