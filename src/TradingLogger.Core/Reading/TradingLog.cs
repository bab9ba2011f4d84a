using TradingLogging.Logging;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads <c>trading.log</c> and its backups, or text logs by name. Writers are not hindered. Reading ends
/// where the log ended when the reading began; a rotation meanwhile neither hides nor doubles a record.</summary>
public sealed class TradingLog
{
    private readonly string? _directory;
    private readonly IReadOnlyList<NamedLogFile> _files;

    private TradingLog(string? directory, IReadOnlyList<NamedLogFile> files)
    {
        _directory = directory;
        _files = files;
    }

    /// <summary>The log of a directory: the backups from the oldest on, compressed with gzip or not, and then
    /// <c>trading.log</c>.</summary>
    /// <param name="directory">The log directory.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public static TradingLog InDirectory(string directory) => new(Path.GetFullPath(directory), []);

    /// <summary>The log that some files make together, read in the given order, except that the backups of a log come
    /// before it, the oldest first.</summary>
    /// <param name="paths">The files; what ends with <c>.gz</c> is decompressed.</param>
    /// <exception cref="ArgumentException">A path is empty or not valid.</exception>
    public static TradingLog OfFiles(IEnumerable<string> paths) => new(null, LogFileOrder.OfTexts(paths));

    /// <summary>Reads records, one after the other, in the order of the files and lines.</summary>
    /// <param name="query">Which records are wanted; null for all.</param>
    /// <param name="options">Who is told of damage, failures and progress; null for nobody.</param>
    /// <returns>The records. Each enumeration reads anew.</returns>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/>
    /// is not set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating:
    /// <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<TradingLogEntry> Read(TradingLogQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradingLogQuery();
        return ReadAll(options ?? new LogReadOptions()).Where(query.IsMetBy);
    }

    private IEnumerable<TradingLogEntry> ReadAll(LogReadOptions options)
    {
        using LogFileQueue files = OpenFiles(options);
        while (files.TryNext(options.Failed, out LogFile? file))
        {
            var parser = new TradingLogParser(options.Damaged);
            using var lines = new LogFileLines(file, files, options);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                if (lines.IsTooLong)
                    parser.Skip(lines.Location, lines.Length, TradeLineParser.TooLong);
                else if (parser.Take(line, lines.Location) is { } ended)
                    yield return ended;
            }

            if (parser.Complete() is { } last)
                yield return last;
        }
    }

    private LogFileQueue OpenFiles(LogReadOptions options)
    {
        if (_directory is null)
            return LogFileQueue.OfNamed(_files, options.Failed);
        TradeLog.RequireDirectory(_directory);
        string path = Path.Combine(_directory, LoggingSession.TextLogName);
        return LogFileQueue.ToRead(path, new TextArchives(path));
    }
}

/// <summary>One record of <c>trading.log</c>.</summary>
/// <param name="Timestamp">The moment of logging, to the second. The log has the writer's wall clock; it is taken for
/// this machine's.</param>
/// <param name="Level">The level; a level without a name has its number.</param>
/// <param name="Logger">The dotted name of the logger.</param>
/// <param name="Line">The line of the script or source that logged; 0 when there was none.</param>
/// <param name="Message">The message and the lines that belong to it (for example of an exception), each after a line
/// feed.</param>
/// <param name="Location">Where the record begins.</param>
public sealed record TradingLogEntry(
    DateTimeOffset Timestamp,
    LogLevel Level,
    string Logger,
    int Line,
    string Message,
    LogLocation Location);

/// <summary>Which records of <c>trading.log</c> are wanted. Every condition that is set must be met.</summary>
public sealed record TradingLogQuery
{
    /// <summary>The lowest level wanted. Default: all.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.NotSet;

    /// <summary>The loggers wanted: <c>trading</c> also means <c>trading.signals</c>. Without regard to case. Default:
    /// all.</summary>
    public string? Logger { get; init; }

    /// <summary>What the message, with all its lines, must be like. Default: anything.</summary>
    public Func<string, bool>? Message { get; init; }

    /// <summary>The first moment wanted. Default: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment no longer wanted. Default: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a record is wanted.</summary>
    internal bool IsMetBy(TradingLogEntry entry) =>
        entry.Level >= MinimumLevel
        && (Since is not { } since || entry.Timestamp >= since)
        && (Until is not { } until || entry.Timestamp < until)
        && (Logger is not { } logger || IsOf(entry.Logger, logger))
        && (Message is not { } message || message(entry.Message));

    private static bool IsOf(string name, string logger) =>
        name.StartsWith(logger, StringComparison.OrdinalIgnoreCase)
        && (name.Length == logger.Length || logger.Length == 0 || name[logger.Length] == '.');
}
