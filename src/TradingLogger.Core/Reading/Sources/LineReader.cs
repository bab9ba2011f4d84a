using System.Buffers;
using TradingLogging.Formatting;
using TradingLogging.Reading.Parsing;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Divides bytes into lines. A line is known by its number and by the offset of its first byte.</summary>
/// <param name="source">Where the bytes come from; disposed of with the reader.</param>
/// <param name="offset">The offset of the source's first byte, which begins a line.</param>
/// <param name="line">The number of the first line, from 1.</param>
/// <param name="cancellation">Ends reading, also in the middle of a line that does not end.</param>
internal sealed class LineReader(
    ByteSource source,
    long offset = 0,
    long line = 1,
    CancellationToken cancellation = default)
    : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const byte LineFeed = (byte)'\n';

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _scanned;
    private int _end;
    private long _skipped;
    private long _nextLine = line;

    /// <summary>The number of the line that was read last.</summary>
    public long Line { get; private set; }

    /// <summary>The offset of its first byte.</summary>
    public long Offset { get; private set; }

    /// <summary>Its length in bytes without the line feed.</summary>
    public long Length { get; private set; }

    /// <summary>Whether it is longer than <see cref="TradeLineLimits.MostBytes"/>, and therefore empty here.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The offset of the first byte that no line was made of yet.</summary>
    public long NextOffset { get; private set; } = offset;

    /// <summary>The number of the line that is read next.</summary>
    public long NextLine => _nextLine;

    /// <summary>Whether bytes stand behind the last line feed.</summary>
    public bool HasUnended => _end > _start || _skipped > 0;

    /// <summary>Reads the next line that a line feed ends.</summary>
    /// <param name="bytes">The line without its line feed; valid until the next call.</param>
    /// <returns>False when there is none at this moment; a later call looks again.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public bool TryRead(out ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf(LineFeed);
            if (length >= 0)
            {
                bytes = Take(_scanned + length, lineFeed: 1);
                return true;
            }

            _scanned = _end;
            if (_end - _start > TradeLineLimits.MostBytes || _skipped > 0)
                SkipPending();
            if (!TryFill())
            {
                bytes = default;
                return false;
            }
        }
    }

    /// <summary>Takes whole lines that were taken from the source already, behind the one that was read last: a part of
    /// them where a long line has made room for many.</summary>
    /// <returns>That line and those behind it, each with its line feed; valid until the next call.</returns>
    public ReadOnlySpan<byte> WithThoseBehind()
    {
        int first = _start - (int)Length - 1;
        ReadOnlySpan<byte> behind = _buffer.AsSpan(_start, Math.Min(_end - _start, BufferSize));
        int length = behind.LastIndexOf(LineFeed) + 1;
        _nextLine += behind[..length].Count(LineFeed);
        NextOffset += length;
        _start = _scanned = _start + length;
        return _buffer.AsSpan(first, _start - first);
    }

    /// <summary>Passes over lines that were taken from the source already and that need not be read.</summary>
    /// <param name="parser">Knows them.</param>
    public void PassOver(TradeLineParser parser)
    {
        if (_scanned > _start || _skipped > 0)
            return;
        int length = parser.PassOver(_buffer.AsSpan(_start, _end - _start), out int lines);
        _start = _scanned = _start + length;
        NextOffset += length;
        _nextLine += lines;
    }

    /// <summary>Reads beyond the end that the source was given.</summary>
    public void RemoveEnd() => source.RemoveEnd();

    /// <summary>Reads what stands behind the last line feed.</summary>
    /// <param name="bytes">The bytes; valid until the next call.</param>
    /// <returns>Whether there are any.</returns>
    public bool TryReadUnended(out ReadOnlySpan<byte> bytes)
    {
        bool isAny = HasUnended;
        bytes = isAny ? Take(_end, lineFeed: 0) : default;
        return isAny;
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _start = _scanned = _end = 0;
        Return(buffer);
        source.Dispose();
    }

    private ReadOnlySpan<byte> Take(int end, int lineFeed)
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, end - _start);
        Line = _nextLine++;
        Offset = NextOffset;
        Length = _skipped + bytes.Length;
        IsTooLong = Length > TradeLineLimits.MostBytes;
        NextOffset += Length + lineFeed;
        _start = _scanned = end + lineFeed;
        _skipped = 0;
        return IsTooLong ? default : bytes;
    }

    private void SkipPending()
    {
        _skipped += _end - _start;
        _start = _scanned = _end = 0;
    }

    private bool TryFill()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_start > 0)
            MoveToFront();
        if (_end == _buffer.Length)
            Grow();
        int read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private void MoveToFront()
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        _end -= _start;
        _scanned -= _start;
        _start = 0;
    }

    private void Grow()
    {
        // The pool has powers of two only: one byte more than the longest line would cost twice the memory.
        byte[] larger = _buffer.Length < TradeLineLimits.MostBytes
            ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2)
            : new byte[TradeLineLimits.MostBytes + BufferSize];
        Buffer.BlockCopy(_buffer, 0, larger, 0, _end);
        Return(_buffer);
        _buffer = larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= TradeLineLimits.MostBytes)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
