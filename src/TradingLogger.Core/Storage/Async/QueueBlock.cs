using System.Runtime.InteropServices;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Async;

/// <summary>One half of a queue: lines of one day that are written together. Not thread-safe.</summary>
/// <remarks>A line counts from the moment at which the length covers it, and the length is stored last. So a process
/// that is killed in between leaves no half line.</remarks>
internal sealed unsafe class QueueBlock
{
    private readonly Header* _header;
    private readonly byte* _bytes;

    /// <param name="header">Where the block's header begins.</param>
    /// <param name="bytes">Where its lines begin.</param>
    public QueueBlock(byte* header, byte* bytes)
    {
        _header = (Header*)header;
        _bytes = bytes;
    }

    /// <summary>How many bytes wait; 0 for none.</summary>
    public int Length => (int)Math.Min(Math.Max(Volatile.Read(ref _header->Length), 0), QueueFile.BlockCapacity);

    /// <summary>The lines that wait.</summary>
    public ReadOnlySpan<byte> Lines => new(_bytes, Length);

    /// <summary>As how many records they count.</summary>
    public int Records => (int)_header->Records;

    /// <summary>Their day.</summary>
    public DateTime Day => new(Math.Min(Math.Max(_header->Day, 0), DateTime.MaxValue.Ticks));

    /// <summary>Tells which block was begun first.</summary>
    public long Sequence => _header->Sequence;

    /// <summary>Where the first of the lines was to be written; null when that has not begun.</summary>
    public LogMark? Mark => _header->HasMark == 0 ? null : new LogMark(
        new FileIdentity(_header->Device, _header->FileNumber),
        _header->LogLength,
        new DateTime(Math.Min(Math.Max(_header->MarkedAt, 0), DateTime.MaxValue.Ticks), DateTimeKind.Utc));

    /// <summary>Whether there is room for more lines, which must be of the same day.</summary>
    public bool HasRoomFor(in AppendRequest request)
    {
        int length = Length;
        return request.Lines.Length <= QueueFile.BlockCapacity - length && (length == 0 || Day == request.Day);
    }

    /// <summary>Adds lines. There must be room.</summary>
    /// <param name="request">The lines.</param>
    /// <param name="sequence">The number of the block, if they are its first.</param>
    public void Add(in AppendRequest request, long sequence)
    {
        int length = Length;
        if (length == 0)
            (_header->Sequence, _header->Day) = (sequence, request.Day.Ticks);
        request.Lines.CopyTo(new Span<byte>(_bytes + length, QueueFile.BlockCapacity - length));
        _header->Records += request.Records;
        Volatile.Write(ref _header->Length, length + request.Lines.Length);
    }

    /// <summary>Notes where the lines will stand. The holder of the log's lock does so, right before they are written:
    /// what others write before or while the lock is waited for may read the same, as lines of <c>trading.log</c> of
    /// one second do.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its size in bytes.</param>
    public void SetMark(FileIdentity file, long length)
    {
        (_header->Device, _header->FileNumber) = (file.Device, file.FileNumber);
        (_header->LogLength, _header->MarkedAt) = (length, DateTime.UtcNow.Ticks);
        Volatile.Write(ref _header->HasMark, 1);
    }

    /// <summary>Forgets the lines, which the log has.</summary>
    public void Clear()
    {
        Volatile.Write(ref _header->Length, 0);
        _header->Records = 0;
        Volatile.Write(ref _header->HasMark, 0);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public long Length;
        public long Sequence;
        public long Day;
        public long Records;
        public long HasMark;
        public long MarkedAt;
        public ulong Device;
        public ulong FileNumber;
        public long LogLength;
    }
}

/// <summary>The end of a file at a moment: what was written since stands behind it.</summary>
/// <param name="File">The file.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Time">When, in UTC.</param>
internal readonly record struct LogMark(FileIdentity File, long Length, DateTime Time);
