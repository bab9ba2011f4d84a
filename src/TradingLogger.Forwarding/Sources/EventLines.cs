using System.Buffers;
using TradingLogging.Formatting;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Reads the whole lines of a file. Bytes without a line feed are not kept: a writer may take them back and
/// write others in their place, and a line must never be made of both. Not thread-safe.</summary>
internal sealed class EventLines : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const byte LineFeed = (byte)'\n';

    private readonly LogFile _file;
    private readonly LineReader? _compressed;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _searched;
    private ReadOnlyMemory<byte> _line;
    private bool _isAgain;

    /// <param name="file">The file; its owner disposes of it.</param>
    /// <param name="offset">The offset of the first line to read; a compressed file is read from its
    /// beginning.</param>
    /// <param name="linesBefore">How many lines stand before it.</param>
    public EventLines(LogFile file, long offset, long linesBefore)
    {
        _file = file;
        if (file.IsCompressed)
            _compressed = file.ReadLines();
        else
            (NextOffset, LinesRead) = (offset, linesBefore);
    }

    /// <summary>The offset of the line that was read last.</summary>
    public long Offset { get; private set; }

    /// <summary>The offset of the next line.</summary>
    public long NextOffset { get; private set; }

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long LinesRead { get; private set; }

    /// <summary>Whether the line that was read last is longer than <see cref="TradeLineLimits.MostBytes"/>: then it is
    /// only its beginning, or empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether bytes stood behind the last line feed when the end was reached.</summary>
    public bool HasUnended { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its line feed; valid until the next call.</param>
    /// <returns>False when there is none at this moment; a later call looks again.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        bool isRead = _isAgain || TryReadNext();
        _isAgain = false;
        line = isRead ? _line : default;
        return isRead;
    }

    /// <summary>Lets the line that was read last be read once more.</summary>
    public void Unread() => _isAgain = true;

    /// <summary>Whether a file that is not compressed was read to its last byte.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    public bool IsAtEnd() =>
        _compressed is null && !_isAgain && _start == _end && NextOffset == _file.Handle.GetLength();

    public void Dispose()
    {
        _compressed?.Dispose();
        Return();
    }

    private bool TryReadNext()
    {
        if (_compressed is not null)
            return TryReadCompressed(_compressed);
        if (_start == _end && !TryFill())
            return IsTooLong && TakeTooLong();
        int feed = _buffer.AsSpan(_start, _end - _start).IndexOf(LineFeed);
        bool isTooLong = feed > TradeLineLimits.MostBytes;
        _line = _buffer.AsMemory(_start, isTooLong ? BufferSize : feed);
        _start += feed + 1;
        Take(feed + 1L, isTooLong);
        return true;
    }

    private bool TryReadCompressed(LineReader lines)
    {
        if (!lines.TryRead(out ReadOnlySpan<byte> bytes))
        {
            HasUnended = lines.HasUnended;
            return false;
        }

        if (_buffer.Length < bytes.Length)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, 4096));
        }

        bytes.CopyTo(_buffer);
        _line = _buffer.AsMemory(0, bytes.Length);
        (Offset, NextOffset, LinesRead, IsTooLong) = (lines.Offset, lines.NextOffset, lines.Line, lines.IsTooLong);
        return true;
    }

    private void Take(long length, bool isTooLong)
    {
        Offset = NextOffset;
        NextOffset += length;
        LinesRead++;
        IsTooLong = isTooLong;
        _searched = 0;
    }

    // The bytes behind the last line feed are read again with the next block.
    private bool TryFill()
    {
        IsTooLong = false;
        if (_buffer.Length != BufferSize)
            Resize(BufferSize);
        while (true)
        {
            int read = _file.Handle.Read(_buffer, NextOffset);
            _start = 0;
            _end = _buffer.AsSpan(0, read).LastIndexOf(LineFeed) + 1;
            HasUnended = read > _end;
            if (_end > 0)
                return true;
            if (read < _buffer.Length)
                return false;
            if (read > TradeLineLimits.MostBytes)
            {
                IsTooLong = true;
                return false;
            }

            Resize(read < TradeLineLimits.MostBytes ? read * 2 : TradeLineLimits.MostBytes + BufferSize);
        }
    }

    private bool TakeTooLong()
    {
        byte[] block = new byte[BufferSize];
        long offset = Math.Max(_searched, NextOffset);
        int read;
        while ((read = _file.Handle.Read(block, offset)) > 0)
        {
            int feed = block.AsSpan(0, read).IndexOf(LineFeed);
            if (feed >= 0)
            {
                Take(offset + feed + 1 - NextOffset, isTooLong: true);
                _line = _buffer.AsMemory(0, BufferSize);
                return true;
            }

            offset += read;
        }

        _searched = offset;
        return false;
    }

    private void Resize(int size)
    {
        Return();
        _buffer = size <= 1024 * 1024 ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        _start = _end = 0;
    }

    private void Return()
    {
        if (_buffer.Length is > 0 and <= 1024 * 1024)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
