using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Reading;

/// <summary>Reads a trade log: <c>trades.log</c> and the archived days, or files by name. Writers are not
/// hindered.</summary>
public sealed class TradeLog
{
    private readonly string? _directory;
    private readonly IReadOnlyList<NamedLogFile> _files;

    private TradeLog(string? directory, IReadOnlyList<NamedLogFile> files)
    {
        _directory = directory;
        _files = files;
    }

    /// <summary>The log of a directory: the archived days, compressed with gzip or not, and then
    /// <c>trades.log</c>.</summary>
    /// <param name="directory">The log directory.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public static TradeLog InDirectory(string directory) => new(Path.GetFullPath(directory), []);

    /// <summary>The log that some files make together, read in the given order, except that the archived days of a log
    /// come before it, the earliest first.</summary>
    /// <param name="paths">The files; what ends with <c>.gz</c> is decompressed. A directory stands for its
    /// <c>trades.log</c> and the archived days.</param>
    /// <exception cref="ArgumentException">A path is empty or not valid.</exception>
    public static TradeLog OfFiles(IEnumerable<string> paths) => new(null, LogFileOrder.OfTrades(paths));

    /// <summary>The current file of the trade log that a directory, or one of the log's files, belongs to.</summary>
    /// <param name="path">The path of a directory, a current file, an archived day, a seal or a key file. Nothing need
    /// exist there: what is no directory is taken for a file.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public static string CurrentFileOf(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            return Path.Combine(full, LoggingSession.TradeLogName);
        string? suffix = Array.Find(
            [ArchiveName.SealSuffix, ArchiveName.KeysSuffix], end => full.EndsWith(end, StringComparison.Ordinal));
        return LogFileOrder.LogOf(suffix is null ? full : full[..^suffix.Length]);
    }

    /// <summary>Reads events, one after the other, in the order of the files and lines. Nothing is read before the
    /// first one is asked for. Of a log of more than a quarter of a megabyte the parts that come next are parsed
    /// meanwhile on other processors, unless conditions on members or on the whole event, or keys, are given. Reading
    /// ends where the log ended when the first event was asked for; a file that is rotated meanwhile is read to that
    /// end. <see cref="Follow"/> reads on.</summary>
    /// <param name="query">Which events are wanted; null for all.</param>
    /// <param name="options">Who is told of damage, failures and progress; null for nobody.</param>
    /// <returns>The events. Each enumeration reads anew.</returns>
    /// <exception cref="ArgumentException">The query asks for the first and for the last events at once, or for a
    /// negative number.</exception>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/>
    /// is not set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating:
    /// <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<TradeEvent> Read(TradeQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradeQuery();
        if (query.First < 0 || query.Last < 0 || (query.First is not null && query.Last is not null))
        {
            throw new ArgumentException(
                "Ask for the first or for the last events, and for no negative number.", nameof(query));
        }

        return ReadWanted(query, options ?? new LogReadOptions());
    }

    /// <summary>Reads events in batches, ahead of who processes them.</summary>
    /// <param name="query">Which events are wanted; <see cref="TradeQuery.First"/> and <see cref="TradeQuery.Last"/> do
    /// not apply.</param>
    /// <param name="options">Who is told, always on the thread that enumerates, and what ends reading.</param>
    /// <param name="prepare">What the thread that reads does with a batch before it is processed; must not
    /// throw.</param>
    /// <param name="firstDay">Archives of earlier days are left out, whatever events they have; null for none.</param>
    internal IEnumerable<TradeEventBatch> ReadBatches(
        TradeQuery query, LogReadOptions options, Action<TradeEventBatch> prepare, DateTime? firstDay = null)
    {
        LogFileQueue files = OpenFiles(options);
        if (firstDay is { } first)
            files.SkipArchivesBefore(first);
        foreach (TradeEventBatch batch in new ReadAhead(query, options, prepare).Read(files))
            yield return batch;
    }

    /// <summary>Counts events without making objects of them, on all processors.</summary>
    /// <param name="query">Which events are wanted; null for all. <see cref="TradeQuery.First"/> and
    /// <see cref="TradeQuery.Last"/> do not apply.</param>
    /// <param name="options">Who is told of damage and failures, and what ends counting; null for nobody and
    /// nothing.</param>
    /// <returns>How many events <see cref="Read"/> would give.</returns>
    /// <exception cref="IOException">A file cannot be read, or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">Counting was cancelled.</exception>
    public long Count(TradeQuery? query = null, LogReadOptions? options = null) =>
        new TradeLogCounter(query ?? new TradeQuery(), options ?? new LogReadOptions()).Count(OpenFiles(options));

    /// <summary>Follows the log: gives each event when it has been written, also after rotations, and after a file was
    /// emptied or was removed and created again. Ends only by <see cref="LogReadOptions.Cancellation"/>, or when as
    /// many as <see cref="TradeQuery.First"/> have been given.</summary>
    /// <param name="query">Which events are wanted; null for all. Without <see cref="TradeQuery.Since"/> those written
    /// from now on, after as many of those that are there as <see cref="TradeQuery.Last"/> says, of each log.</param>
    /// <param name="options">Who is told of damage and failures, and what ends following; null for nobody and
    /// nothing.</param>
    /// <returns>The events, to be enumerated once; none, at once, of a log of no files. While there are none yet,
    /// asking for the next one waits; a new event is noticed within a tenth of a second.</returns>
    /// <exception cref="ArgumentException">The query has a <see cref="TradeQuery.Last"/> that is negative, or stands
    /// beside a <see cref="TradeQuery.Since"/>.</exception>
    /// <exception cref="IOException">A file cannot be read, also while enumerating; or the directory does not
    /// exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: following was cancelled.</exception>
    public IEnumerable<TradeEvent> Follow(TradeQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradeQuery();
        options ??= new LogReadOptions();
        if (query.Last < 0 || (query.Last is not null && query.Since is not null))
            throw new ArgumentException("Ask for the last events or for those since a moment.", nameof(query));
        if (_directory is not null)
            RequireDirectory(_directory);
        string[] paths = _directory is null
            ? [.. _files.Select(file => file.Path)]
            : [Path.Combine(_directory, LoggingSession.TradeLogName)];
        LogFollower[] followers =
        [
            .. paths.Select(path => new LogFollower(
                LogFileQueue.ToFollow(path, new TradeArchives(path)), options, fromNow: query.Since is null)),
        ];
        IEnumerable<TradeEvent> former = query.Last is not { } last ? [] : paths.Zip(followers, (path, follower) =>
            new TradeLogReader(query, options)
                .ReadLast(LogFileQueue.Before(follower.Start, path, new TradeArchives(path)), last, follower.Start))
            .SelectMany(events => events);
        return FollowAll(followers, former, query, options);
    }

    /// <summary>Makes sure that a log directory exists.</summary>
    /// <exception cref="DirectoryNotFoundException">It does not.</exception>
    internal static void RequireDirectory(string directory)
    {
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"The log directory '{directory}' does not exist.");
    }

    private static IEnumerable<TradeEvent> FollowAll(
        LogFollower[] followers, IEnumerable<TradeEvent> former, TradeQuery query, LogReadOptions options)
    {
        try
        {
            var parser = new TradeLineParser(query, options.Damaged, decryption: options.Decryption());
            long left = query.First ?? long.MaxValue;
            foreach (TradeEvent read in former)
            {
                if (left-- > 0)
                    yield return read;
            }

            while (left > 0 && followers.Length > 0)
            {
                bool isIdle = true;
                foreach (LogFollower follower in followers)
                {
                    while (left > 0 && follower.TryRead(parser, out IReadOnlyList<TradeEvent> events))
                    {
                        isIdle = false;
                        for (int index = 0; index < events.Count && left > 0; index++, left--)
                            yield return events[index];
                        options.Cancellation.ThrowIfCancellationRequested();
                    }
                }

                if (isIdle && left > 0)
                {
                    options.Idle?.Invoke();
                    options.Cancellation.WaitHandle.WaitOne(LogFollower.PollInterval);
                }

                options.Cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (LogFollower follower in followers)
                follower.Dispose();
        }
    }

    // The files are opened when the first event is asked for.
    private IEnumerable<TradeEvent> ReadWanted(TradeQuery query, LogReadOptions options)
    {
        LogFileQueue files = OpenFiles(options);
        var reader = new TradeLogReader(query, options);
        foreach (TradeEvent read in query.Last is { } last ? reader.ReadLast(files, last) : reader.Read(files))
            yield return read;
    }

    private LogFileQueue OpenFiles(LogReadOptions? options)
    {
        if (_directory is null)
            return LogFileQueue.OfNamed(_files, path => new TradeArchives(path), options?.Failed);
        RequireDirectory(_directory);
        string path = Path.Combine(_directory, LoggingSession.TradeLogName);
        return LogFileQueue.ToRead(path, new TradeArchives(path));
    }
}
