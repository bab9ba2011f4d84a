using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Sources;

/// <summary>An open file with events. Not thread-safe.</summary>
internal sealed class EventFile : IDisposable
{
    private const string GapPrefix = "gap-";
    private const int LinesBetweenLooks = 1024;

    private readonly LogFile _file;
    private readonly byte[] _lastLine = new byte[32];
    private long _end;
    private long _lines;
    private long _lastStart;
    private bool _isLastKnown;

    private EventFile(EventFilePlace place, LogFile file, string firstLine)
    {
        _file = file;
        Place = place;
        FirstLine = firstLine;
        Ids = new EventIds(firstLine, place.Kind == EventFileKind.Gaps ? GapPrefix : "");
        Lines = new EventLines(file, offset: 0, linesBefore: 0);
    }

    /// <summary>Where it was when it was opened.</summary>
    public EventFilePlace Place { get; }

    /// <summary>The SHA-256 of its first line, in hexadecimal digits.</summary>
    public string FirstLine { get; }

    /// <summary>Its lines, from the beginning unless <see cref="TryResume"/> found a later place.</summary>
    public EventLines Lines { get; private set; }

    /// <summary>Makes the ids of its events.</summary>
    public EventIds Ids { get; }

    /// <summary>Which file it is, whatever its name is by now.</summary>
    public FileIdentity Identity => _file.Handle.Identity;

    /// <summary>Up to where its lines were taken since it was opened; null when none were.</summary>
    public SentFile? Taken => _end == 0
        ? null
        : new SentFile(Place.Name, FirstLine, _end, _lines, _lastStart, HexText.Of(_lastLine));

    /// <summary>The SHA-256 of the line before the next one; empty when there is none, or when it is too long for the
    /// reader, which does not hash such a line in a compressed file.</summary>
    public ReadOnlySpan<byte> LastHash => _isLastKnown ? _lastLine : default(ReadOnlySpan<byte>);

    /// <summary>Opens a file.</summary>
    /// <returns>Null when there is no file, or no whole line in it.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static EventFile? TryOpen(EventFilePlace place)
    {
        LogFile? file = LogFile.TryOpenExactly(place.Path);
        try
        {
            if (file is null || HashFirstLine(file) is not { } firstLine)
                return null;
            var opened = new EventFile(place, file, firstLine);
            file = null;
            return opened;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Goes on behind what was sent, if that is there: the first line and the last one that was
    /// sent.</summary>
    /// <param name="position">Up to where a file was sent.</param>
    /// <param name="cancellation">Ends looking for it, which takes time in a compressed file.</param>
    /// <returns>False when it is not there. Then the file is read from its beginning.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool TryResume(SentFile position, CancellationToken cancellation)
    {
        if (position.FirstLine != FirstLine)
            return false;
        bool isThere = _file.IsCompressed ? TrySkip(position, cancellation) : TryRestart(position);
        if (isThere && position.Offset - position.LastStart - 1 <= TradeLineLimits.MostBytes)
            NoteHash(Read(position.LastLine));
        return isThere;
    }

    /// <summary>Whether a compressed file surely ends where it was sent to, by what it says of its size.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool EndsAt(SentFile position)
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        return _file.IsCompressed
            && position.FirstLine == FirstLine
            && _file.Handle.Read(size, Math.Max(0, _file.Handle.GetLength() - size.Length)) == size.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(size) == unchecked((uint)position.Offset);
    }

    /// <summary>Why its lines cannot be read on; null when they can.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>Whether it is compressed.</summary>
    public bool IsCompressed => _file.IsCompressed;

    /// <summary>Its size in bytes, compressed, when it was opened.</summary>
    public long Length => _file.Length;

    /// <summary>Its bytes from an offset on; of a compressed file all, decompressed.</summary>
    public ByteSource OpenBytes(long offset) => _file.IsCompressed
        ? new GzipByteSource(_file.Handle, _file.Path)
        : new FileByteSource(_file.Handle, offset);

    /// <summary>Reads the next line; see <see cref="EventLines.TryRead"/>.</summary>
    /// <exception cref="IOException">Reading failed; then it is the <see cref="Fault"/>.</exception>
    public bool TryReadLine(out ReadOnlyMemory<byte> line)
    {
        try
        {
            return Lines.TryRead(out line);
        }
        catch (IOException exception)
        {
            Fault = exception;
            throw;
        }
    }

    /// <summary>Where a part of the line that was read last begins.</summary>
    /// <param name="index">Its offset in the line.</param>
    public LogLocation LocationOf(int index) => new(_file.Path, Lines.LinesRead, Lines.Offset + index);

    /// <summary>Notes that the line that was read last was taken.</summary>
    /// <param name="hash">Its SHA-256.</param>
    public void Take(ReadOnlySpan<byte> hash)
    {
        (_end, _lines, _lastStart) = (Lines.NextOffset, Lines.LinesRead, Lines.Offset);
        NoteHash(hash);
    }

    /// <summary>Notes that the line that was read last was taken, and hashes it.</summary>
    /// <exception cref="IOException">It cannot be read again.</exception>
    public void Take(ReadOnlySpan<byte> line, bool isWhole)
    {
        Span<byte> hash = stackalloc byte[32];
        if (isWhole || _file.IsCompressed)
            SHA256.HashData(line, hash);
        else if (SentFile.HashLine(_file.Handle, Lines.Offset, out _) is { } digits)
            Read(digits).CopyTo(hash);
        Take(hash);
        _isLastKnown = isWhole;
    }

    public void Dispose()
    {
        Lines.Dispose();
        _file.Dispose();
    }

    private void NoteHash(ReadOnlySpan<byte> hash)
    {
        hash.CopyTo(_lastLine);
        _isLastKnown = true;
    }

    private static string? HashFirstLine(LogFile file)
    {
        if (!file.IsCompressed)
            return SentFile.HashFirstLine(file.Handle);
        using var lines = new EventLines(file, offset: 0, linesBefore: 0);
        return lines.TryRead(out ReadOnlyMemory<byte> line) ? HashOf(line.Span) : null;
    }

    private static string HashOf(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(line, hash);
        return HexText.Of(hash);
    }

    private bool TryRestart(SentFile position)
    {
        bool isThere = SentFile.HashLine(_file.Handle, position.LastStart, out long end) == position.LastLine
            && end == position.Offset;
        if (isThere)
            Restart(position.Offset, position.Lines);
        return isThere;
    }

    private static byte[] Read(string digits)
    {
        byte[] hash = new byte[32];
        HexText.TryRead(Encoding.ASCII.GetBytes(digits), hash);
        return hash;
    }

    private bool TrySkip(SentFile position, CancellationToken cancellation)
    {
        while (Lines.TryRead(out ReadOnlyMemory<byte> line))
        {
            if (Lines.LinesRead % LinesBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            if (Lines.Offset < position.LastStart)
                continue;
            if (Lines.Offset == position.LastStart
                && Lines.NextOffset == position.Offset
                && HashOf(line.Span) == position.LastLine)
            {
                return true;
            }

            break;
        }

        Restart(0, 0);
        return false;
    }

    private void Restart(long offset, long linesBefore)
    {
        Lines.Dispose();
        Lines = new EventLines(_file, offset, linesBefore);
    }
}
