using System.Collections;
using System.Collections.Specialized;
using TradingLogging.Logging;
using TradingLogging.Reading.Sources;
using TradingLogging.Text;

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
    /// <param name="paths">The files; what ends with <c>.gz</c> is decompressed. A directory stands for its
    /// <c>trading.log</c> and the backups.</param>
    /// <exception cref="ArgumentException">A path is empty or not valid.</exception>
    public static TradingLog OfFiles(IEnumerable<string> paths) => new(null, LogFileOrder.OfTexts(paths));

    /// <summary>Reads records, one after the other, in the order of the files and lines.</summary>
    /// <param name="query">Which records are wanted; null for all.</param>
    /// <param name="options">Who is told of damage, failures and progress; null for nobody.</param>
    /// <returns>The records. Each enumeration reads anew.</returns>
    /// <exception cref="ArgumentException">The query asks for the first and for the last records at once, or for a
    /// negative number.</exception>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/>
    /// is not set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating:
    /// <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<TradingLogEntry> Read(TradingLogQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradingLogQuery();
        if (query.First < 0 || query.Last < 0 || (query.First is not null && query.Last is not null))
        {
            throw new ArgumentException(
                "Ask for the first or for the last records, and for no negative number.", nameof(query));
        }

        return ReadWanted(query, options ?? new LogReadOptions());
    }

    /// <summary>Follows the log: gives each record when it has been written, also after rotations, and after a file was
    /// emptied or was removed and created again. Ends only by <see cref="LogReadOptions.Cancellation"/>, or when as
    /// many as <see cref="TradingLogQuery.First"/> have been given.</summary>
    /// <param name="query">Which records are wanted; null for all. Without <see cref="TradingLogQuery.Since"/> those
    /// written from now on, after as many of those that are there as <see cref="TradingLogQuery.Last"/> says, of each
    /// log.</param>
    /// <param name="options">Who is told of damage and failures, and what ends following; null for nobody and
    /// nothing.</param>
    /// <returns>The records, to be enumerated once; none, at once, of a log of no files. While there are none yet,
    /// asking for the next one waits. A record may have further lines, so it is given when the next one begins or when
    /// nothing has followed it for 50 ms.</returns>
    /// <exception cref="ArgumentException">The query has a <see cref="TradingLogQuery.Last"/> that is negative, or
    /// stands beside a <see cref="TradingLogQuery.Since"/>.</exception>
    /// <exception cref="IOException">A file cannot be read, also while enumerating; or the directory does not
    /// exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: following was cancelled.</exception>
    public IEnumerable<TradingLogEntry> Follow(TradingLogQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradingLogQuery();
        options ??= new LogReadOptions();
        if (query.Last < 0 || (query.Last is not null && query.Since is not null))
            throw new ArgumentException("Ask for the last records or for those since a moment.", nameof(query));
        if (_directory is not null)
            TradeLog.RequireDirectory(_directory);
        string[] paths = _directory is null
            ? [.. _files.Select(file => file.Path)]
            : [Path.Combine(_directory, LoggingSession.TextLogName)];
        TextFollower[] followers = [.. paths.Select(path => new TextFollower(path, query, options))];
        return FollowAll(followers, query, options);
    }

    private static IEnumerable<TradingLogEntry> FollowAll(
        TextFollower[] followers, TradingLogQuery query, LogReadOptions options)
    {
        try
        {
            long left = query.First ?? long.MaxValue;
            IEnumerable<TradingLogEntry> read = followers.SelectMany(follower => follower.ReadFormer());
            while (left > 0 && followers.Length > 0)
            {
                foreach (TradingLogEntry entry in read.Where(query.IsMetBy))
                {
                    yield return entry;
                    options.Cancellation.ThrowIfCancellationRequested();
                    if (--left == 0)
                        yield break;
                }

                read = followers.SelectMany(follower => follower.ReadNew());
                if (followers.All(follower => follower.IsIdle))
                {
                    options.Idle?.Invoke();
                    options.Cancellation.WaitHandle.WaitOne(LogFollower.PollInterval);
                }

                options.Cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (TextFollower follower in followers)
                follower.Dispose();
        }
    }

    // The files are opened when the first record is asked for.
    private IEnumerable<TradingLogEntry> ReadWanted(TradingLogQuery query, LogReadOptions options)
    {
        var reader = new TradingLogReader(query, options);
        LogFileQueue files = OpenFiles(options);
        foreach (TradingLogEntry read in query.Last is { } last ? reader.ReadLast(files, last) : reader.Read(files))
            yield return read;
    }

    private LogFileQueue OpenFiles(LogReadOptions options)
    {
        if (_directory is null)
            return LogFileQueue.OfNamed(_files, path => new TextArchives(path), options.Failed);
        TradeLog.RequireDirectory(_directory);
        string path = Path.Combine(_directory, LoggingSession.TextLogName);
        return LogFileQueue.ToRead(path, new TextArchives(path));
    }
}

/// <summary>One record of <c>trading.log</c>.</summary>
/// <param name="Timestamp">The moment of logging. A line of text has the writer's wall clock to the second; it is taken
/// for this machine's. A line of JSON has microseconds and the offset.</param>
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
    LogLocation Location)
{
    internal static readonly IDictionary NoMembers = ReadableList.Of(new OrderedDictionary());

    /// <summary>The members of the message and of its context, where the record was written with <c>text_format =
    /// json</c>: by name without regard to case, in the order of the line; else empty. An object is such a dictionary,
    /// an array a list.</summary>
    public IDictionary Members { get; init; } = NoMembers;
}

/// <summary>Which records of <c>trading.log</c> are wanted. Every condition that is set must be met.</summary>
public sealed record TradingLogQuery
{
    /// <summary>The lowest level wanted. Default: all.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.NotSet;

    /// <summary>The loggers wanted: <c>trading</c> also means <c>trading.signals</c>. Without regard to case. Default:
    /// all.</summary>
    public string? Logger { get; init; }

    /// <summary>What the name of the logger must be like. Default: anything.</summary>
    public Func<string, bool>? LoggerName { get; init; }

    /// <summary>What the message, with all its lines, must be like. Default: anything.</summary>
    public Func<string, bool>? Message { get; init; }

    /// <summary>The first moment wanted. Default: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment no longer wanted. Default: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The greatest number of records, from the earliest on. Default: all.</summary>
    public long? First { get; init; }

    /// <summary>The greatest number of records, the latest ones. Default: all. Not together with
    /// <see cref="First"/>.</summary>
    public int? Last { get; init; }

    /// <summary>Whether a record is wanted.</summary>
    internal bool IsMetBy(TradingLogEntry entry) =>
        entry.Level >= MinimumLevel
        && (Since is not { } since || entry.Timestamp >= since)
        && (Until is not { } until || entry.Timestamp < until)
        && (Logger is not { } logger || IsOf(entry.Logger, logger))
        && (LoggerName is not { } isLogger || isLogger(entry.Logger))
        && (Message is not { } message || message(entry.Message));

    private static bool IsOf(string name, string logger) =>
        name.StartsWith(logger, StringComparison.OrdinalIgnoreCase)
        && (name.Length == logger.Length || logger.Length == 0 || name[logger.Length] == '.');
}
