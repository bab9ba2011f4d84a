using System.Security.Cryptography;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Chain;

/// <summary>Reads at an offset, as <see cref="ReadHandle.Read"/> does.</summary>
internal delegate int PositionedRead(Span<byte> bytes, long offset);

/// <summary>The state of the chain at the end of a file, which the next line continues.</summary>
/// <param name="Hash">The hash of the last line, with or without a number; null when the file has no line.</param>
/// <param name="Seq">The number of the last line that has one; 0 when none was found.</param>
/// <param name="IsLastLinked">Whether the last line of the file has a number.</param>
internal sealed record ChainTail(byte[]? Hash, long Seq, bool IsLastLinked)
{
    private const int ChunkSize = 4096;

    // The lock is held while the start of a long line is looked for. So it is read in large chunks, and a hole is
    // skipped.
    private const int LargestChunk = 1024 * 1024;

    // No writer makes a longer line. Of one that somebody else left, only so much of the end is hashed: a verifier
    // finds the damage in any case.
    private const long LongestHashed = 65 * 1024 * 1024;

    private const byte LineFeed = (byte)'\n';

    // The search for a number ends after this many bytes of lines without one. The last line does not count: it may be
    // torn and long.
    private const long FarthestBack = 8 * 1024 * 1024;

    /// <summary>Reads the end of a file.</summary>
    /// <param name="read">Reads the file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="endOfData">Tells where the last data before an offset ends, so that holes are not read.</param>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public static ChainTail Read(PositionedRead read, long length, Func<long, long>? endOfData = null)
    {
        if (length == 0)
            return new ChainTail(null, 0, IsLastLinked: false);
        byte[] chunk = new byte[ChunkSize];
        long end = EndOfLine(read, chunk, length);
        long start = StartOfLine(read, chunk, end, endOfData);
        byte[] hash = HashLine(read, chunk, Math.Max(start, end - LongestHashed), end);
        long last = ReadSeq(read, chunk, start, end);
        long seq = last;
        long lastLine = start;
        while (seq == 0 && start > 0 && lastLine - start < FarthestBack)
        {
            end = start - 1;
            start = StartOfLine(read, chunk, end, endOfData);
            seq = ReadSeq(read, chunk, start, end);
        }

        return new ChainTail(hash, seq, IsLastLinked: last > 0);
    }

    private static long EndOfLine(PositionedRead read, byte[] chunk, long length) =>
        read(chunk.AsSpan(0, 1), length - 1) == 1 && chunk[0] == LineFeed ? length - 1 : length;

    private static long StartOfLine(PositionedRead read, byte[] chunk, long end, Func<long, long>? endOfData)
    {
        while (end > 0)
        {
            int size = (int)Math.Min(chunk.Length, end);
            int filled = read(chunk.AsSpan(0, size), end - size);
            int feed = chunk.AsSpan(0, filled).LastIndexOf(LineFeed);
            if (feed >= 0)
                return end - size + feed + 1;
            end -= size;
            if (chunk.Length < LargestChunk)
                chunk = new byte[2 * chunk.Length];
            else
                end = endOfData?.Invoke(end) ?? end;
        }

        return 0;
    }

    private static long ReadSeq(PositionedRead read, byte[] chunk, long start, long end)
    {
        int size = (int)Math.Min(ChainMembers.LongestLength, end - start);
        int filled = read(chunk.AsSpan(0, size), end - size);
        Span<byte> hash = stackalloc byte[ChainMembers.HashSize];
        bool isLinked = ChainMembers.TryRead(chunk.AsSpan(0, filled), out long seq, hash);
        return isLinked && seq <= ChainMembers.HighestContinued ? seq : 0;
    }

    private static byte[] HashLine(PositionedRead read, byte[] chunk, long start, long end)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (start < end)
        {
            int filled = read(chunk.AsSpan(0, (int)Math.Min(ChunkSize, end - start)), start);
            if (filled == 0)
                break;
            hash.AppendData(chunk, 0, filled);
            start += filled;
        }

        return hash.GetHashAndReset();
    }
}
