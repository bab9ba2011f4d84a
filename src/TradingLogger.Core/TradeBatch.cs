using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging;

/// <summary>Trade events that are written together: <see cref="TradingLogger.LogTrades(TradeBatch, int)"/> appends all
/// of them or none. An event is formatted when it is added, so its data may change afterwards.</summary>
/// <remarks>If the process is killed during the append, whole lines of the batch may stay in the log; the next writer
/// marks them (<see cref="TradeEvent.UnfinishedBatch"/>). <see cref="TradingLogger.CreateBatch"/> makes a batch. It may
/// be used again, by one thread at a time. In batches of 64 an event takes about 200 ns (docs/benchmarks.md).</remarks>
public sealed class TradeBatch
{
    private readonly TradeLineWriter _writer;
    private readonly Utf8Buffer _lines = new();
    private readonly TradeLineOpening _opening = new();
    private int[] _ends = new int[64];

    internal TradeBatch(TradeLineWriter writer, LoggerInstance? owner = null)
    {
        _writer = writer;
        Owner = owner;
    }

    /// <summary>The number of events that wait to be written.</summary>
    public int Count { get; private set; }

    /// <summary>Who made the batch; null when no instance did.</summary>
    internal LoggerInstance? Owner { get; }

    internal ReadOnlySpan<byte> Lines => _lines.Written;

    internal ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>Adds an event. Its timestamp is the moment at which the batch is written.</summary>
    /// <param name="action">What happened, for example <c>ORDER_FILLED</c>.</param>
    /// <param name="data">The event's members: a dictionary, or any object with properties; null for none.</param>
    /// <param name="eventTime">When it happened, if that is not now.</param>
    /// <exception cref="ArgumentException">The action is empty, or <paramref name="data"/> cannot have members (a
    /// number, a string, a list). This event is not in the batch; the earlier ones are.</exception>
    public void Add(string action, object? data = null, DateTimeOffset? eventTime = null)
    {
        TradeLineNotes notes = _writer.Write(_lines, default, action, data, eventTime);
        _lines.Write((byte)'\n');
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);
        _ends[Count++] = _lines.Length;
        TradingLogger.Warn(action, notes);
    }

    /// <summary>Removes all events.</summary>
    public void Clear()
    {
        _lines.Clear();
        Count = 0;
    }

    /// <summary>Reads the events from their lines.</summary>
    internal TradeEvent[] Read()
    {
        var events = new TradeEvent[Count];
        int start = 0;
        for (int index = 0; index < Count; index++)
        {
            events[index] = TradeEvent.Parse(Lines[start.._ends[index]]);
            start = _ends[index];
        }

        return events;
    }

    /// <summary>Reads events from whole lines.</summary>
    internal static TradeEvent[] Read(ReadOnlySpan<byte> lines)
    {
        List<TradeEvent> events = [];
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            events.Add(TradeEvent.Parse(lines[..end]));
            lines = lines[(end + 1)..];
        }

        return [.. events];
    }

    /// <summary>Gives all events their timestamp.</summary>
    internal void Stamp(DateTimeOffset timestamp)
    {
        int start = 0;
        foreach (int end in Ends)
        {
            _writer.Stamp(_lines.WrittenForChange.Slice(start), timestamp, _opening);
            start = end;
        }
    }
}
