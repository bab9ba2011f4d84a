using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Chain;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>Gathers what a seal tells of a file, line by line.</summary>
internal sealed class FileSummarizer : IDisposable
{
    /// <summary>The longest line that is hashed in bytes: what the setting <c>max_record_bytes</c> allows.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    private readonly BackgroundHash _hash = new();
    private readonly LineHash _hasher = new();
    private readonly byte[] _lineHash = new byte[ChainMembers.HashSize];
    private readonly byte[] _previous = new byte[ChainMembers.HashSize];
    private readonly byte[] _lastTime = new byte[TradeLineFormat.LongestTimestamp];
    private long _size;
    private long _count;
    private string? _firstTime;
    private int _lastTimeLength;
    private long? _firstSeq;
    private long? _lastSeq;

    /// <summary>The hash of the line that was added last.</summary>
    public ReadOnlySpan<byte> LineHash => _lineHash;

    /// <summary>The bytes that were added.</summary>
    public long Size => _size;

    /// <summary>What that line tells as the hash of the line before it.</summary>
    public ReadOnlySpan<byte> PreviousHash => _previous;

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="isEnded">Whether it has one.</param>
    /// <returns>Its number; 0 when it has none.</returns>
    public long Add(ReadOnlySpan<byte> line, bool isEnded = true)
    {
        _hasher.Compute(line, _lineHash);
        _hash.Add(line);
        if (isEnded)
            _hash.Add("\n"u8);
        _size += line.Length + (isEnded ? 1 : 0);
        _count++;
        NoteTime(line);
        if (!ChainMembers.TryRead(line, out long seq, _previous))
            return 0;
        _firstSeq ??= seq;
        _lastSeq = seq;
        return seq;
    }

    /// <summary>What was gathered. Nothing can be added any more.</summary>
    public FileSummary Finish() => new()
    {
        Size = _size,
        Count = _count,
        FirstTime = _firstTime,
        LastTime = _firstTime is null ? null : Encoding.ASCII.GetString(_lastTime, 0, _lastTimeLength),
        FirstSeq = _firstSeq,
        LastSeq = _lastSeq,
        Head = _count == 0 ? null : HexText.Of(_lineHash),
        Sha256 = HexText.Of(_hash.Finish()),
    };

    /// <summary>Gathers from a whole file, or from its beginning up to a size.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    public static FileSummary Of(LogFile file, long size = long.MaxValue)
    {
        using var summarizer = new FileSummarizer();
        using LineReader lines = file.ReadLines(new LogFileRange(0, size), LongestLine);
        while (summarizer.Size < size && lines.TryRead(out ReadOnlySpan<byte> line))
            summarizer.Add(line);
        if (size == long.MaxValue && lines.TryReadUnended(out ReadOnlySpan<byte> rest))
            summarizer.Add(rest, isEnded: false);
        return summarizer.Finish();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _hasher.Dispose();
    }

    private void NoteTime(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> time = TradeLineFormat.TimestampOf(line);
        if (time.IsEmpty)
            return;
        foreach (byte character in time)
        {
            if (character is < (byte)'+' or > (byte)'Z' or (byte)'\\')
                return;
        }

        _firstTime ??= Encoding.ASCII.GetString(time);
        time.CopyTo(_lastTime);
        _lastTimeLength = time.Length;
    }
}
