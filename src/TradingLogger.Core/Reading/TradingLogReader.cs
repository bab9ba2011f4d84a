using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads the records that a query wants out of the files of a text log.</summary>
internal sealed class TradingLogReader(TradingLogQuery query, LogReadOptions options)
{
    /// <summary>Reads in the order of the files and lines.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    public IEnumerable<TradingLogEntry> Read(LogFileQueue files)
    {
        long left = query.First ?? long.MaxValue;
        using (files)
        {
            while (left > 0 && files.TryNext(options.Failed, out LogFile? file))
            {
                using (file)
                {
                    foreach (TradingLogEntry entry in ReadFile(file, files, new LogFileRange(0, file.Length)))
                    {
                        if (left-- > 0)
                            yield return entry;
                        else
                            break;
                    }
                }
            }
        }
    }

    /// <summary>Reads only the last records, from the last file back.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    /// <param name="count">The number of records.</param>
    /// <param name="end">The place before which they stand; null for the end.</param>
    public IEnumerable<TradingLogEntry> ReadLast(LogFileQueue files, int count, FollowStart? end = null)
    {
        var parts = new Stack<Queue<TradingLogEntry>>();
        using (files)
        {
            files.ReadBack(count, end, options.Failed, (file, missing) =>
            {
                parts.Push(LastOf(file, files, missing, end));
                return parts.Peek().Count;
            });
        }

        return parts.SelectMany(part => part);
    }

    private Queue<TradingLogEntry> LastOf(LogFile file, LogFileQueue files, int count, FollowStart? end)
    {
        var range = new LogFileRange(0, file.Length);
        var kept = new Queue<TradingLogEntry>();
        foreach (TradingLogEntry entry in ReadFile(file, files, end is { } place ? place.Before(file, range) : range))
        {
            kept.Enqueue(entry);
            if (kept.Count > count)
                kept.Dequeue();
        }

        return kept;
    }

    private IEnumerable<TradingLogEntry> ReadFile(LogFile file, LogFileQueue files, LogFileRange range)
    {
        var parser = new TradingLogParser(options.Damaged);
        using var lines = new LogFileLines(file, files, options, range: range, ownsFile: false);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (lines.IsTooLong)
                parser.Skip(lines.Location, lines.Length, TradeLineParser.TooLong);
            else if (parser.Take(line, lines.Location) is { } ended && query.IsMetBy(ended))
                yield return ended;
        }

        if (parser.Complete() is { } last && query.IsMetBy(last))
            yield return last;
    }
}

/// <summary>Reads the records of a text log as they come.</summary>
internal sealed class TextFollower : IDisposable
{
    private readonly string _path;
    private readonly TradingLogQuery _query;
    private readonly LogReadOptions _options;
    private readonly LogFollower _follower;
    private readonly TradingLogParser _parser;

    /// <param name="path">The current file of the log.</param>
    /// <param name="query">Says where following begins.</param>
    /// <param name="options">Who is told of damage and failures, and what ends following.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public TextFollower(string path, TradingLogQuery query, LogReadOptions options)
    {
        (_path, _query, _options) = (path, query, options);
        _follower = new LogFollower(
            LogFileQueue.ToFollow(path, new TextArchives(path)), options, fromNow: query.Since is null);
        _parser = new TradingLogParser(options.Damaged);
    }

    /// <summary>Whether the last look found nothing.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>The last records of those that were there when following began.</summary>
    public IEnumerable<TradingLogEntry> ReadFormer() => _query.Last is not { } last ? [] :
        new TradingLogReader(_query, _options).ReadLast(
            LogFileQueue.Before(_follower.Start, _path, new TextArchives(_path)), last, _follower.Start);

    /// <summary>The records that have ended since the last look.</summary>
    public IEnumerable<TradingLogEntry> ReadNew()
    {
        bool isSecondLook = IsIdle;
        IsIdle = true;
        while (TryRead(out TradingLogEntry? ended))
        {
            IsIdle = false;
            if (ended is not null)
                yield return ended;
        }

        // What follows a record is written together with it.
        if (isSecondLook && IsIdle && _parser.Complete() is { } last)
            yield return last;
    }

    public void Dispose() => _follower.Dispose();

    private bool TryRead(out TradingLogEntry? ended)
    {
        ended = null;
        if (!_follower.TryReadLine(out ReadOnlySpan<byte> line))
            return false;
        if (_follower.IsTooLong)
            _parser.Skip(_follower.Location, _follower.Length, TradeLineParser.TooLong);
        else
            ended = _parser.Take(line, _follower.Location);
        return true;
    }
}
