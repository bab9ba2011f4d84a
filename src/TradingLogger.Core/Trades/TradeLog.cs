namespace TradingLogging;

/// <summary>Reads a trade log back: <c>trades.log</c> and the days set aside, or files by name. Writers are not hindered; a file
/// that is rotated while it is read is read to its end.</summary>
public sealed class TradeLog
{
    private readonly string? _directory;
    private readonly IReadOnlyList<string> _paths;

    private TradeLog(string? directory, IReadOnlyList<string> paths)
    {
        _directory = directory;
        _paths = paths;
    }

    /// <summary>The log of a directory: the days set aside, compressed with gzip or not, and then <c>trades.log</c>.</summary>
    /// <param name="directory">The log directory.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public static TradeLog InDirectory(string directory) => new(Path.GetFullPath(directory), []);

    /// <summary>The log that some files make together, read in the given order.</summary>
    /// <param name="paths">The files; what ends with <c>.gz</c> is decompressed.</param>
    /// <exception cref="ArgumentException">A path is empty or not valid.</exception>
    public static TradeLog OfFiles(IEnumerable<string> paths) => new(null, [.. paths.Select(Path.GetFullPath)]);

    /// <summary>Reads events, one after the other, in the order of the files and lines. Nothing is read before it is asked
    /// for.</summary>
    /// <param name="query">Which events are wanted; null for all.</param>
    /// <param name="options">Who hears of damage, failures and progress; null for nobody.</param>
    /// <returns>The events. Each enumeration reads anew.</returns>
    /// <exception cref="ArgumentException">The query asks for the first and for the last events at once, or for a negative
    /// number.</exception>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/> is not
    /// set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<TradeEvent> Read(TradeQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradeQuery();
        if (query.First < 0 || query.Last < 0 || (query.First is not null && query.Last is not null))
            throw new ArgumentException("Ask for the first or for the last events, and for no negative number.", nameof(query));
        IEnumerable<TradeEvent> wanted = ReadAll(options ?? new LogReadOptions()).Where(new TradeEventFilter(query).IsWanted);
        if (query.First is { } first)
            return wanted.Take((int)Math.Min(first, int.MaxValue));
        return query.Last is { } last ? LastOf(wanted, last) : wanted;
    }

    /// <summary>Follows the log: gives each event when it has been written, also after rotations, when a file is cut to nothing,
    /// and when one is removed and made anew. Ends only by <see cref="LogReadOptions.Cancellation"/>, or when as many as
    /// <see cref="TradeQuery.First"/> have been given.</summary>
    /// <param name="query">Which events are wanted; null for all. Without <see cref="TradeQuery.Since"/> those written from now
    /// on. <see cref="TradeQuery.Last"/> does not apply.</param>
    /// <param name="options">Who hears of damage and failures, and what ends following; null for nobody and nothing.</param>
    /// <returns>The events, to be enumerated once. While there are none, asking for the next one waits; a new event is noticed
    /// within a tenth of a second.</returns>
    /// <exception cref="IOException">A file cannot be read; also while enumerating.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: following was cancelled.</exception>
    public IEnumerable<TradeEvent> Follow(TradeQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradeQuery();
        options ??= new LogReadOptions();
        IEnumerable<string> paths = _directory is null ? _paths : [Path.Combine(_directory, LoggingSession.TradeLogName)];
        LogFollower[] followers =
            [.. paths.Select(path => new LogFollower(Rotated(path), options.Failed, fromNow: query.Since is null))];
        IEnumerable<TradeEvent> wanted = FollowAll(followers, options).Where(new TradeEventFilter(query).IsWanted);
        return query.First is { } first ? wanted.Take((int)Math.Min(first, int.MaxValue)) : wanted;
    }

    private static IEnumerable<TradeEvent> LastOf(IEnumerable<TradeEvent> events, int count)
    {
        var kept = new Queue<TradeEvent>();
        foreach (TradeEvent read in events)
        {
            kept.Enqueue(read);
            if (kept.Count > count)
                kept.Dequeue();
        }

        foreach (TradeEvent read in kept)
            yield return read;
    }

    private IEnumerable<TradeEvent> ReadAll(LogReadOptions options)
    {
        var splitter = new TradeLineSplitter(options.Damaged);
        using LogFileQueue files = OpenFiles();
        while (files.TryNext(options.Failed, out LogFile? file))
        {
            using var log = new LogFileLines(file, files);
            while (log.TryRead(splitter, out IReadOnlyList<TradeEvent> events))
            {
                options.Cancellation.ThrowIfCancellationRequested();
                foreach (TradeEvent read in events)
                    yield return read;
            }
        }
    }

    private static IEnumerable<TradeEvent> FollowAll(LogFollower[] followers, LogReadOptions options)
    {
        var splitter = new TradeLineSplitter(options.Damaged);
        using var all = new DisposableList(followers);
        while (true)
        {
            bool isIdle = true;
            foreach (LogFollower follower in followers)
            {
                while (follower.TryRead(splitter, out IReadOnlyList<TradeEvent> events))
                {
                    isIdle = false;
                    foreach (TradeEvent read in events)
                        yield return read;
                    options.Cancellation.ThrowIfCancellationRequested();
                }
            }

            if (isIdle)
                options.Cancellation.WaitHandle.WaitOne(LogFollower.PollInterval);
            options.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private LogFileQueue OpenFiles()
    {
        if (_directory is null)
            return LogFileQueue.Of(_paths);
        if (!Directory.Exists(_directory))
            throw new DirectoryNotFoundException($"The log directory '{_directory}' does not exist.");
        return Rotated(Path.Combine(_directory, LoggingSession.TradeLogName));
    }

    private static LogFileQueue Rotated(string path) => LogFileQueue.Of(path, new TradeArchives(path));
}
