using TradingLogging.Reading;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Events that are sent together: whole lines of the log in the order of the files, each with its id. Not
/// thread-safe; a batch is filled again after it was committed.</summary>
internal sealed class EventBatch
{
    private byte[] _lines = [];
    private byte[] _ids = [];
    private int _idBytes;
    private Entry[] _entries = [];

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes their lines have, each with its line feed.</summary>
    public int Bytes { get; private set; }

    /// <summary>The line of an event without its line feed, a valid JSON object.</summary>
    public ReadOnlySpan<byte> Line(int index) => _lines.AsSpan(_entries[index].LineStart, _entries[index].LineLength);

    /// <summary>The lines of some events, each with its line feed.</summary>
    public ReadOnlyMemory<byte> Lines(int start, int count)
    {
        int from = _entries[start].LineStart;
        Entry last = _entries[start + count - 1];
        return _lines.AsMemory(from, last.LineStart + last.LineLength + 1 - from);
    }

    /// <summary>The id of an event, in ASCII: letters, digits and hyphens. It never names another event.</summary>
    public ReadOnlySpan<byte> Id(int index) => _ids.AsSpan(_entries[index].IdStart, _entries[index].IdLength);

    /// <summary>Where an event stands in the log.</summary>
    public LogLocation Location(int index) => _entries[index].Location;

    /// <summary>Adds an event.</summary>
    /// <param name="line">Its line without the line feed.</param>
    /// <param name="id">Its id.</param>
    /// <param name="location">Where it stands.</param>
    public void Add(ReadOnlySpan<byte> line, ReadOnlySpan<byte> id, LogLocation location)
    {
        Grow(ref _entries, Count, 1);
        Grow(ref _lines, Bytes, line.Length + 1);
        Grow(ref _ids, _idBytes, id.Length);
        line.CopyTo(_lines.AsSpan(Bytes));
        _lines[Bytes + line.Length] = (byte)'\n';
        id.CopyTo(_ids.AsSpan(_idBytes));
        _entries[Count++] = new Entry(Bytes, line.Length, _idBytes, id.Length, location);
        Bytes += line.Length + 1;
        _idBytes += id.Length;
    }

    /// <summary>Takes all events out.</summary>
    public void Clear()
    {
        Count = 0;
        Bytes = 0;
        _idBytes = 0;
    }

    private static void Grow<T>(ref T[] array, int used, int more)
    {
        if (used + more > array.Length)
            Array.Resize(ref array, Math.Max(used + more, Math.Max(64, 2 * array.Length)));
    }

    private readonly record struct Entry(
        int LineStart, int LineLength, int IdStart, int IdLength, LogLocation Location);
}
