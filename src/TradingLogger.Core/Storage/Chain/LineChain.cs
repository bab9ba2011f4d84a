using TradingLogging.Logging;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Chain;

/// <summary>Numbers the lines of a log and gives each the hash of the line before it. Used only by the holder of the log's
/// lock.</summary>
/// <remarks>While the lock is kept, number and hash stay in memory. What memory knows counts more than what the file says of the
/// same lines: who cuts or changes the end of the file behind a running writer breaks the chain.</remarks>
internal sealed class LineChain(string path, RotationPolicy rotation, PlatformFiles files) : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private const byte ClosingBrace = (byte)'}';

    private readonly LineHash _lineHash = new();
    private byte[] _linked = new byte[4096];
    private byte[] _hash = new byte[ChainMembers.HashSize];
    private byte[] _nextHash = new byte[ChainMembers.HashSize];
    private long _seq;
    private long _nextSeq;
    private bool _hasWarned;

    /// <summary>Goes on from what others have appended meanwhile.</summary>
    /// <param name="read">Reads the current file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <exception cref="FileOperationException">The last lines cannot be read.</exception>
    public void Resume(PositionedRead read, long length)
    {
        ChainTail tail = ChainTail.Read(read, length);
        byte[]? hash = tail.Hash;
        bool isLastLinked = tail.IsLastLinked;
        long seq = tail.Seq;
        if (seq == 0)
        {
            ChainTail archived = ReadArchives();
            seq = archived.Seq;
            isLastLinked |= hash is null && archived.IsLastLinked;
            hash ??= archived.Hash;
        }

        if (seq > 0 && hash is not null && !isLastLinked)
            WarnOnce();
        bool isKnown = _seq > 0 && seq <= _seq && (isLastLinked || hash is null);
        if (!isKnown && hash is not null)
            hash.CopyTo(_hash, 0);
        _seq = Math.Max(_seq, seq);
    }

    /// <summary>Adds to each line its number and the hash of the line before it.</summary>
    /// <param name="lines">Whole lines, each a JSON object.</param>
    /// <returns>The lines to be written; valid until the next call. They count only after <see cref="Commit"/>.</returns>
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

    /// <summary>The lines that were linked last are in the file.</summary>
    public void Commit()
    {
        (_hash, _nextHash) = (_nextHash, _hash);
        _seq = _nextSeq;
    }

    /// <summary>Lets go of what is kept for hashing. The chain can still be gone on with.</summary>
    public void Dispose() => _lineHash.Dispose();

    private void WarnOnce()
    {
        if (_hasWarned)
            return;
        _hasWarned = true;
        HostOutput.Warn(
            $"The last line of '{path}' has no number: it is damaged, or of a process without integrity = chain. Writing goes on; Test-TradeLog finds the line.");
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

    // The chain goes on over rotation: the last line of the newest file that has one comes before the first of an empty one.
    private ChainTail ReadArchives()
    {
        byte[]? hash = null;
        bool isLastLinked = false;
        foreach (string archive in rotation.ListArchives(files, path))
        {
            using ReadHandle? handle = ReadHandle.TryOpen(archive);
            if (handle is null)
                continue;
            ChainTail tail = ChainTail.Read(handle.Read, handle.GetLength());
            isLastLinked |= hash is null && tail.IsLastLinked;
            hash ??= tail.Hash;
            if (tail.Seq > 0)
                return new ChainTail(hash, tail.Seq, isLastLinked);
        }

        return new ChainTail(hash, 0, isLastLinked);
    }
}
