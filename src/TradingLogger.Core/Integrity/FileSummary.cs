using System.Security.Cryptography;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Chain;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>What a seal records about a file.</summary>
internal sealed record FileSummary
{
    /// <summary>The size in bytes, decompressed.</summary>
    public long Size { get; init; }

    /// <summary>The number of lines of any kind.</summary>
    public long Count { get; init; }

    /// <summary>The timestamp of the first line that has one, as written.</summary>
    public string? FirstTime { get; init; }

    /// <summary>The timestamp of the last line that has one, as written.</summary>
    public string? LastTime { get; init; }

    /// <summary>The number of the first chained line.</summary>
    public long? FirstSeq { get; init; }

    /// <summary>The number of the last chained line.</summary>
    public long? LastSeq { get; init; }

    /// <summary>The SHA-256 of the last line; null when there is no line.</summary>
    public string? Head { get; init; }

    /// <summary>The SHA-256 of all bytes.</summary>
    public string Sha256 { get; init; } = "";
}

/// <summary>Makes a <see cref="FileSummary"/> from the lines of a file.</summary>
internal sealed class FileSummarizer : IDisposable
{
    private const int LinesBetweenQuestions = 4096;

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

    /// <summary>The hash of the line before it, as that line states it.</summary>
    public ReadOnlySpan<byte> PreviousHash => _previous;

    /// <summary>The number of bytes that were added.</summary>
    public long Size => _size;

    /// <summary>Summarises a whole file, or its beginning up to a size.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">The size in bytes, at the end of a line.</param>
    /// <param name="mayGoOn">Asked now and then whether to go on reading; null for always.</param>
    /// <exception cref="IOException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="mayGoOn"/> answered no.</exception>
    public static FileSummary Of(LogFile file, long size = long.MaxValue, Func<bool>? mayGoOn = null)
    {
        using var summarizer = new FileSummarizer();
        using LineReader lines = file.ReadLines(new LogFileRange(0, size));
        while (summarizer.Size < size && lines.TryRead(out ReadOnlySpan<byte> line))
        {
            summarizer.Add(line);
            if (summarizer._count % LinesBetweenQuestions == 0 && mayGoOn?.Invoke() == false)
                throw new OperationCanceledException();
        }

        if (size == long.MaxValue && lines.TryReadUnended(out ReadOnlySpan<byte> rest))
            summarizer.Add(rest, isEnded: false);
        return summarizer.Finish();
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="isEnded">Whether a line feed follows.</param>
    /// <returns>The number of the line; 0 when it has none.</returns>
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

    /// <summary>Completes the summary. No line can be added afterwards.</summary>
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

/// <summary>Computes the SHA-256 of bytes that arrive in small pieces. A thread of the pool hashes one buffer while the
/// caller fills the other. When the pool has no thread in time, the caller hashes the buffer itself.</summary>
/// <remarks>This saves 240 ns a line of 256 bytes when a log is verified (two processors, 2,000,000 lines).</remarks>
internal sealed class BackgroundHash : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _filling = new byte[BufferSize];
    private byte[] _hashing = new byte[BufferSize];
    private HashJob? _job;
    private int _filled;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > BufferSize - _filled)
        {
            int part = BufferSize - _filled;
            Fill(bytes[..part]);
            bytes = bytes[part..];
            HashFilled();
        }

        Fill(bytes);
    }

    /// <summary>The hash of all bytes that were added. None can be added afterwards.</summary>
    public byte[] Finish()
    {
        _job?.Complete();
        _job = null;
        _hash.AppendData(_filling, 0, _filled);
        return _hash.GetHashAndReset();
    }

    public void Dispose()
    {
        _job?.Complete();
        _hash.Dispose();
    }

    private void Fill(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_filling.AsSpan(_filled));
        _filled += bytes.Length;
    }

    private void HashFilled()
    {
        _job?.Complete();
        (_filling, _hashing) = (_hashing, _filling);
        _job = new HashJob(_hash, _hashing, _filled);
        _job.Queue();
        _filled = 0;
    }

    /// <summary>One buffer to hash, by whoever claims it first.</summary>
    private sealed class HashJob(IncrementalHash hash, byte[] bytes, int count)
    {
        private readonly object _gate = new();
        private int _isClaimed;
        private bool _isDone;

        public void Queue()
        {
            try
            {
                ThreadPool.QueueUserWorkItem(static job => ((HashJob)job!).TryRun(), this);
            }
            catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
            {
                // No thread can be had: Complete does the work.
            }
        }

        public void Complete()
        {
            TryRun();
            lock (_gate)
            {
                while (!_isDone)
                    Monitor.Wait(_gate);
            }
        }

        private void TryRun()
        {
            if (Interlocked.Exchange(ref _isClaimed, 1) != 0)
                return;
            hash.AppendData(bytes, 0, count);
            lock (_gate)
            {
                _isDone = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
