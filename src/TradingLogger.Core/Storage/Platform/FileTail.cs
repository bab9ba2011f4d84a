namespace TradingLogging.Storage.Platform;

/// <summary>The end of a log file.</summary>
internal sealed class FileTail
{
    private const int ChunkSize = 64 * 1024;

    // After this much damage the search for a whole line ends.
    private const int FarthestBack = 4 * 1024 * 1024;

    private const byte LineFeed = (byte)'\n';

    private readonly AppendHandle _handle;

    private FileTail(AppendHandle handle, long length, bool isTorn)
    {
        _handle = handle;
        Length = length;
        IsTorn = isTorn;
    }

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the last line has no line feed, because its writer or the machine ended in the middle of
    /// it.</summary>
    public bool IsTorn { get; }

    /// <summary>The lines of the last 4 MiB, the last one first, without their line feeds. The end of a line of more
    /// than 32 KiB may be missing.</summary>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> LinesFromLast => ReadLinesFromLast();

    /// <summary>The end of an open file.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static FileTail Of(AppendHandle handle, long length)
    {
        Span<byte> last = stackalloc byte[1];
        bool isTorn = length > 0 && handle.Read(last, length - 1) == 1 && last[0] != LineFeed;
        return new FileTail(handle, length, isTorn);
    }

    /// <summary>The end of the last whole line in a part of a file.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="start">The start of the part.</param>
    /// <param name="end">The end of the part.</param>
    /// <returns>The offset behind its line feed; <paramref name="start"/> when the part has no whole line.</returns>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static long EndOfLastLine(AppendHandle handle, long start, long end)
    {
        byte[] chunk = new byte[ChunkSize];
        while (end > start)
        {
            int size = (int)Math.Min(ChunkSize, end - start);
            int read = handle.Read(chunk.AsSpan(0, size), end - size);
            int feed = chunk.AsSpan(0, read).LastIndexOf(LineFeed);
            if (feed >= 0)
                return end - size + feed + 1;
            end -= size;
        }

        return start;
    }

    /// <summary>Counts the line feeds of a part of a file.</summary>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static int CountLines(AppendHandle handle, long start, long end)
    {
        byte[] chunk = new byte[ChunkSize];
        int lines = 0;
        int read;
        for (; start < end; start += read)
        {
            read = handle.Read(chunk.AsSpan(0, (int)Math.Min(ChunkSize, end - start)), start);
            if (read == 0)
                break;
            foreach (byte value in chunk.AsSpan(0, read))
                lines += value == LineFeed ? 1 : 0;
        }

        return lines;
    }

    /// <summary>Reads the start of the file.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public int ReadBeginning(Span<byte> bytes) => _handle.Read(bytes, 0);

    private IEnumerable<ReadOnlyMemory<byte>> ReadLinesFromLast()
    {
        // Chunk by chunk towards the start. Of a line that is longer than a chunk only the first bytes are needed.
        long end = Length;
        byte[] chunk = new byte[ChunkSize];
        int kept = 0;
        while (end > 0 && Length - end < FarthestBack)
        {
            int size = (int)Math.Min(chunk.Length - kept, end);
            Buffer.BlockCopy(chunk, 0, chunk, size, kept);
            int read = _handle.Read(chunk.AsSpan(0, size), end - size);
            if (read < size)
                yield break;
            end -= size;
            int filled = size + kept;
            while (filled > 0)
            {
                int feed = chunk.AsSpan(0, filled).LastIndexOf(LineFeed);
                if (feed < 0)
                    break;
                if (feed + 1 < filled)
                    yield return chunk.AsMemory(feed + 1, filled - feed - 1);
                filled = feed;
            }

            if (end == 0 && filled > 0)
                yield return chunk.AsMemory(0, filled);
            // The start of a line that continues in the next chunk replaces its end.
            kept = Math.Min(filled, ChunkSize / 2);
        }
    }
}
