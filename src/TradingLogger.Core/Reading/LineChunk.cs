using System.Runtime.ExceptionServices;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading;

/// <summary>Lines of a log that stand one behind the other, and the events that were parsed from them. Used by one
/// thread at a time.</summary>
internal sealed class LineChunk : ILocatedLine
{
    private const int LongestKept = 512 * 1024;
    private const byte LineFeed = (byte)'\n';

    private readonly TradeLineParser _parser;
    private readonly List<TradeEvent> _events = [];
    private readonly Queue<(int Index, Action Notice)> _notices = new();
    private byte[] _bytes = [];
    private int _length;
    private long _tooLong;
    private LogLocation _start;
    private LogReadProgress _progress;
    private long _line;
    private int _index;

    /// <param name="query">Which events are wanted; its functions are called on the thread that parses.</param>
    /// <param name="damaged">Is told of damage by <see cref="TellBefore"/>; null for nobody.</param>
    public LineChunk(TradeQuery query, Action<LogDamage>? damaged) => _parser = new TradeLineParser(
        query, damaged is null ? null : damage => Add(() => damaged(damage)));

    /// <summary>The events that were parsed, in the order of the lines.</summary>
    public IReadOnlyList<TradeEvent> Events => _events;

    /// <summary>What ended taking lines or parsing them; to be thrown behind the events.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>Whether there is neither a line nor anything to tell.</summary>
    public bool IsEmpty => _length == 0 && _tooLong == 0 && _notices.Count == 0 && Failure is null;

    /// <summary>Whether the lines have been parsed.</summary>
    public bool IsParsed { get; set; }

    /// <inheritdoc/>
    public LogLocation Location => _start with { Line = _line, Offset = _start.Offset + _index };

    /// <summary>Takes lines.</summary>
    /// <param name="lines">The lines, each with its line feed but the last one of a file.</param>
    /// <param name="start">Where the first one begins.</param>
    /// <param name="progress">How far the reading is behind them.</param>
    public void Fill(ReadOnlySpan<byte> lines, LogLocation start, LogReadProgress progress)
    {
        _progress = progress;
        if (_bytes.Length < lines.Length)
            _bytes = new byte[lines.Length];
        lines.CopyTo(_bytes);
        _length = lines.Length;
        _start = start;
        _line = start.Line;
    }

    /// <summary>Takes a line that is too long to be read.</summary>
    /// <param name="length">The length of the line in bytes.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="progress">How far the reading is behind it.</param>
    public void FillTooLong(long length, LogLocation start, LogReadProgress progress)
    {
        _progress = progress;
        _tooLong = length;
        _start = start;
        _line = start.Line;
    }

    /// <summary>Adds what is to be told behind the events parsed so far.</summary>
    public void Add(Action notice) => _notices.Enqueue((_events.Count, notice));

    /// <summary>Tells what belongs before an event.</summary>
    /// <param name="index">The index of the event; the number of events for all that is left.</param>
    public void TellBefore(int index)
    {
        while (_notices.Count > 0 && _notices.Peek().Index <= index)
            _notices.Dequeue().Notice();
    }

    /// <summary>How far the reading is before an event.</summary>
    /// <param name="index">The index of the event; the number of events for the end of the lines.</param>
    public LogReadProgress ProgressBefore(int index) => index < _events.Count
        ? _progress.At(_events[index].GetLocation()!.Value.Offset)
        : _progress;

    /// <summary>Parses the lines.</summary>
    public void Parse()
    {
        try
        {
            if (_tooLong > 0)
                _parser.Skip(this, _tooLong);
            else
                ParseLines();
        }
        catch (Exception exception)
        {
            Failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Forgets everything, to be filled again.</summary>
    public void Clear()
    {
        _events.Clear();
        _notices.Clear();
        _length = _index = 0;
        _tooLong = 0;
        IsParsed = false;
        // A line may have 64 MiB: the memory of one is not kept.
        if (_bytes.Length > LongestKept)
            _bytes = [];
    }

    private void ParseLines()
    {
        ReadOnlySpan<byte> lines = _bytes.AsSpan(0, _length);
        while (_index < lines.Length)
        {
            _index += _parser.PassOver(lines[_index..], out int passed);
            _line += passed;
            if (_index == lines.Length)
                return;
            ReadOnlySpan<byte> rest = lines[_index..];
            int end = rest.IndexOf(LineFeed);
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            IReadOnlyList<TradeEvent> events = _parser.Read(line, this);
            for (int index = 0; index < events.Count; index++)
                _events.Add(events[index]);
            _index += line.Length + 1;
            _line++;
        }
    }
}
