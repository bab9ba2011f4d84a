using System.Security.Cryptography;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Chain;

/// <summary>Numbers the lines of a log and gives each line the hash of the line before it. Only the holder of the log's
/// lock uses it.</summary>
/// <remarks>Number and hash stay in memory while the lock is kept. For lines that this process wrote, memory has
/// precedence over the file: somebody who cuts or changes the end of the file behind a running writer breaks the
/// chain.</remarks>
/// <param name="path">The log file.</param>
/// <param name="files">The file system.</param>
/// <param name="warn">Receives a warning in one sentence or more.</param>
internal sealed class LineChain(string path, PlatformFiles files, Action<string> warn) : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private const byte ClosingBrace = (byte)'}';

    private readonly LineHash _lineHash = new();
    private readonly ChainHead _head = new(path, files, warn);
    private byte[] _linked = new byte[4096];
    private byte[] _hash = new byte[ChainMembers.HashSize];
    private byte[] _nextHash = new byte[ChainMembers.HashSize];
    private long _seq;
    private long _nextSeq;
    private bool _hasWarned;

    /// <summary>Continues after the lines that others have appended.</summary>
    /// <param name="handle">The current file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <exception cref="FileOperationException">The last lines cannot be read.</exception>
    public void Resume(AppendHandle handle, long length)
    {
        ChainTail tail = ChainTail.Read(handle.Read, length, handle.EndOfData);
        byte[]? hash = tail.Hash;
        bool isLastLinked = tail.IsLastLinked;
        long seq = tail.Seq;
        if (seq == 0)
        {
            ChainTail archived = _head.Find(warns: _seq == 0);
            seq = archived.Seq;
            isLastLinked |= hash is null && archived.IsLastLinked;
            hash ??= archived.Hash;
        }

        if (hash is not null && !isLastLinked)
            WarnOnce(seq);
        bool isKnown = _seq > 0 && seq <= _seq && (isLastLinked || hash is null);
        if (!isKnown && hash is not null)
            hash.CopyTo(_hash, 0);
        _seq = Math.Max(_seq, seq);
    }

    /// <summary>Adds its number and the hash of the line before it to each line.</summary>
    /// <param name="lines">Whole lines, each a JSON object.</param>
    /// <returns>The lines to write, valid until the next call. Their numbers are taken only by <see
    /// cref="Commit"/>.</returns>
    public ReadOnlySpan<byte> Link(ReadOnlySpan<byte> lines)
    {
        _nextSeq = _seq;
        _hash.CopyTo(_nextHash, 0);
        int length = 0;
        while (!lines.IsEmpty)
        {
            int feed = lines.IndexOf(LineFeed);
            length = Link(lines[..feed], length);
            lines = lines[(feed + 1)..];
        }

        return _linked.AsSpan(0, length);
    }

    /// <summary>Notes that the lines of the last <see cref="Link(ReadOnlySpan{byte})"/> are in the file.</summary>
    public void Commit()
    {
        (_hash, _nextHash) = (_nextHash, _hash);
        _seq = _nextSeq;
    }

    /// <summary>Notes the end of the chain before the file is archived, so that the next line finds it whatever becomes
    /// of the archive.</summary>
    public void NoteHead()
    {
        if (_seq > 0)
            _head.Note(_seq, _hash);
    }

    /// <summary>Frees the hash. The chain stays usable: the next line makes a new one.</summary>
    public void Dispose() => _lineHash.Dispose();

    private void WarnOnce(long seq)
    {
        if (_hasWarned)
            return;
        _hasWarned = true;
        warn(
            $"The last line of '{path}' has no valid number: it is damaged, or was written by a process without "
            + "integrity = chain. Writing goes on"
            + (seq == 0 ? ", and the numbers begin with 1, because none was found." : ".")
            + " Test-TradeLog finds the line.");
    }

    private int Link(ReadOnlySpan<byte> line, int start)
    {
        int needed = start + line.Length + ChainMembers.LongestLength + 1;
        if (needed > _linked.Length)
            Array.Resize(ref _linked, Math.Max(needed, 2 * _linked.Length));
        line.CopyTo(_linked.AsSpan(start));
        int end = start + line.Length;
        if (line.Length > 0 && line[^1] == ClosingBrace)
            end += ChainMembers.Write(_linked.AsSpan(end - 1), ++_nextSeq, _nextHash) - 1;
        _lineHash.Compute(_linked.AsSpan(start, end - start), _nextHash);
        _linked[end] = LineFeed;
        return end + 1;
    }
}

/// <summary>Computes the SHA-256 of single lines. It keeps one native hash for all of them, because creating one for
/// each line takes a quarter longer (lines of 260 bytes). Not thread-safe.</summary>
internal sealed class LineHash : IDisposable
{
    private IncrementalHash? _sha;

    /// <summary>Hashes a line.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="hash">Receives the hash, 32 bytes. Must not overlap the line.</param>
    public void Compute(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        IncrementalHash sha = _sha ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(line);
        sha.GetHashAndReset(hash);
    }

    /// <summary>Frees the hash; the next line makes a new one.</summary>
    public void Dispose()
    {
        _sha?.Dispose();
        _sha = null;
    }
}
