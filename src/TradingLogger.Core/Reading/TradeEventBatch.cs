using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reading;

/// <summary>Events that were read together: their lines stand one behind the other in one array, which is used again
/// for later events. So a log is read without an object for each event.</summary>
internal sealed class TradeEventBatch
{
    // What is made of a batch stays in the processor's cache until it is used.
    private const int FullLength = 64 * 1024;

    private readonly List<Entry> _entries = [];
    private byte[] _bytes = [];
    private int _length;
    private (int Start, int End)[] _places = [];
    private int _placed;
    private bool _hasNotices;

    /// <summary>Whether it is time to process the batch.</summary>
    public bool IsFull => _length >= FullLength;

    /// <summary>Whether it has neither events nor notices.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>How many events and notices it has.</summary>
    public int Count => _entries.Count;

    /// <summary>What was made of the batch on the thread that reads; kept for the next use of the batch.</summary>
    public object? Prepared { get; set; }

    /// <summary>The event of an entry; valid until the batch is cleared.</summary>
    /// <param name="index">From 0.</param>
    public TradeEventLine this[int index]
    {
        get
        {
            Entry entry = _entries[index];
            return new TradeEventLine
            {
                Timestamp = entry.Timestamp,
                Action = entry.Action,
                File = entry.File,
                Line = entry.Line,
                Json = _bytes.AsSpan(entry.Start, entry.Length),
                Names = entry.Names,
                Places = _places.AsSpan(entry.Place),
            };
        }
    }

    /// <summary>What an entry tells; null for one that is an event.</summary>
    /// <param name="index">From 0.</param>
    public Action? NoticeAt(int index) => _hasNotices ? _entries[index].Notice : null;

    /// <summary>Adds an event.</summary>
    /// <param name="line">The event.</param>
    /// <param name="json">The bytes it stands in.</param>
    /// <param name="location">Where it begins.</param>
    /// <param name="places">Begin with the places of its values, if it has <see cref="TradeLine.Names"/>.</param>
    public void Add(
        in TradeLine line,
        ReadOnlySpan<byte> json,
        LogLocation location,
        ReadOnlySpan<(int Start, int End)> places)
    {
        ReadOnlySpan<byte> bytes = json[line.Start..line.End];
        if (_bytes.Length - _length < bytes.Length)
            Array.Resize(ref _bytes, _length + Math.Max(bytes.Length, FullLength + (FullLength / 8)));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _entries.Add(new Entry(line.Timestamp, line.Action, location.File, location.Line, _length, bytes.Length)
        {
            Names = line.Names,
            Place = _placed,
        });
        _length += bytes.Length;
        if (line.Names is { } names)
            AddPlaces(places[..names.Count]);
    }

    /// <summary>Adds what is to be told when the events before it have been processed.</summary>
    public void Add(Action notice)
    {
        _entries.Add(new Entry(default, "", null, 0, 0, 0) { Notice = notice });
        _hasNotices = true;
    }

    /// <summary>Forgets the events.</summary>
    public void Clear()
    {
        _entries.Clear();
        _length = _placed = 0;
        _hasNotices = false;
        // A line may have 64 MiB: the memory of one is not kept.
        if (_bytes.Length > 2 * FullLength)
            _bytes = [];
    }

    private void AddPlaces(ReadOnlySpan<(int Start, int End)> places)
    {
        if (_places.Length - _placed < places.Length)
            Array.Resize(ref _places, (2 * _places.Length) + places.Length);
        places.CopyTo(_places.AsSpan(_placed));
        _placed += places.Length;
    }

    private readonly record struct Entry(
        DateTimeOffset Timestamp, string Action, string? File, long Line, int Start, int Length)
    {
        public MemberPath? Names { get; init; }

        public int Place { get; init; }

        public Action? Notice { get; init; }
    }
}

/// <summary>An event of a log as its line.</summary>
internal readonly ref struct TradeEventLine
{
    /// <summary>The moment of logging.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>What happened. Events of one reading share the text.</summary>
    public string Action { get; init; }

    /// <summary>The file it stands in; null when it was not read from a file.</summary>
    public string? File { get; init; }

    /// <summary>The line in the file, from 1.</summary>
    public long Line { get; init; }

    /// <summary>Its JSON object in UTF-8.</summary>
    public ReadOnlySpan<byte> Json { get; init; }

    /// <summary>The names of its members behind the action; null when it is not known where their values
    /// stand.</summary>
    public MemberPath? Names { get; init; }

    /// <summary>Begin with the places of the values: where each begins in the JSON object, and where it has
    /// ended.</summary>
    public ReadOnlySpan<(int Start, int End)> Places { get; init; }

    /// <summary>The line of an event.</summary>
    public static TradeEventLine Of(TradeEvent tradeEvent) => new()
    {
        Timestamp = tradeEvent.Timestamp,
        Action = tradeEvent.Action,
        File = tradeEvent.GetLocation()?.File,
        Line = tradeEvent.GetLocation()?.Line ?? 0,
        Json = tradeEvent.Utf8Json,
    };
}
