using System.Text;
using TradingLogging.Reading;
using TradingLogging.Storage.Paths;

namespace TradingLogging.Analytics.Reports;

/// <summary>A lake: files of events in folders that say which day they are of, as DuckDB, ClickHouse and Spark read
/// them.</summary>
public sealed record TradeLake
{
    // In bytes: a file system has 255, and the name gets extensions.
    private const int LongestName = 200;

    // Beside what no log file can have in its name: what separates directories, and what readers of lakes take for a
    // pattern.
    private const string NotInNames = "/*?\"<>|[]{}%";

    /// <summary>The directory of the lake; made when it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Whose events they are: each folder has one file of this name for each log, so that many hosts write one
    /// lake. A file name of up to 200 bytes that begins neither with a dot nor with an underscore, which readers
    /// of lakes pass over.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public required string Name
    {
        get;
        init => field = IsName(value) ? value : throw new ArgumentException(
            $"'{value}' is no name for files of a lake. It must be a file name of up to {LongestName} bytes without a "
                + "directory, and begin with neither a dot nor an underscore.");
    }

    /// <summary>What the files are. Default Parquet.</summary>
    public TradeLakeFormat Format { get; init; }

    /// <summary>Whether the folder of a day has one for each symbol. Default false.</summary>
    public bool IsBySymbol { get; init; }

    /// <summary>Days that end before this moment are left out; null for none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Days that begin at this moment or later are left out; null for none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the name is taken from another log, and a day of the lake replaced by one of fewer events.
    /// Default false.</summary>
    public bool IsForced { get; init; }

    private static bool IsName(string name) => LogFileName.FaultOf(name) is null
        && Encoding.UTF8.GetByteCount(name) <= LongestName
        && name[0] is not ('.' or '_')
        && !name.Any(NotInNames.Contains);
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
    /// <param name="log">The log. It is read once for its days, and the files of each day twice more.</param>
    /// <param name="lake">The lake.</param>
    /// <param name="options">Who is told of damage and progress, the first time, and what ends writing. A file that
    /// cannot be read ends it too: a day without its events would replace the whole one.</param>
    /// <param name="written">Hears of each file that has been written; null for nobody.</param>
    /// <exception cref="NotSupportedException">The format does not exist on this version of .NET.</exception>
    /// <exception cref="InvalidDataException">The lake has what these events would contradict, or a day has too many
    /// symbols or members; the message says what to do.</exception>
    /// <exception cref="IOException">The log cannot be read.</exception>
    /// <exception cref="TradeLakeException">The lake cannot be written, or another export writes it.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled; days before are written.</exception>
    void Write(TradeLog log, TradeLake lake, LogReadOptions options, Action<string>? written = null);
}
