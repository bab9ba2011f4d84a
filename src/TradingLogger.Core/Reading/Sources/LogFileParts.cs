using System.Buffers;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Divides a file into parts of whole lines.</summary>
internal static class LogFileParts
{
    private const int SmallestPart = 256 * 1024;
    private const int LargestPart = 8 * 1024 * 1024;

    // Small enough that all processors end at about the same time.
    private const int ForwardPart = 2 * 1024 * 1024;
    private const int ProbeSize = 8 * 1024;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The parts from the last to the first, small ones at the end: whoever wants the last few lines reads
    /// little.</summary>
    /// <param name="file">The file; a compressed one has a single part.</param>
    /// <param name="range">What is divided.</param>
    /// <param name="cancellation">Ends looking for them.</param>
    /// <exception cref="FileOperationException">While enumerating: reading failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: looking for them was cancelled.</exception>
    public static IEnumerable<LogFileRange> Backward(LogFile file, LogFileRange range, CancellationToken cancellation)
    {
        long end = file.IsCompressed ? range.Start : range.End;
        long partEnd = range.End;
        long size = SmallestPart;
        while (end - range.Start > size)
        {
            long start = LineStartBehind(file.Handle, end - size, end, cancellation);
            size = start < end ? Math.Min(size * 2, LargestPart) : size * 2;
            if (start == end)
                continue;
            yield return new LogFileRange(start, partEnd);
            partEnd = end = start;
        }

        yield return new LogFileRange(range.Start, partEnd);
    }

    /// <summary>The parts from the first to the last.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="range">What is divided.</param>
    /// <param name="cancellation">Ends looking for them.</param>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Looking for them was cancelled.</exception>
    public static IReadOnlyList<LogFileRange> Forward(
        ReadHandle handle, LogFileRange range, CancellationToken cancellation)
    {
        var parts = new List<LogFileRange>();
        long start = range.Start;
        while (range.End - start > ForwardPart)
        {
            long next = LineStartBehind(handle, start + ForwardPart, range.End, cancellation);
            parts.Add(new LogFileRange(start, next));
            start = next;
        }

        if (start < range.End)
            parts.Add(new LogFileRange(start, range.End));
        return parts;
    }

    // The start of the first line that begins behind an offset; the end when there is none before.
    private static long LineStartBehind(ReadHandle handle, long offset, long end, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ProbeSize);
        try
        {
            while (offset < end)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = handle.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset)), offset);
                int feed = buffer.AsSpan(0, read).IndexOf(LineFeed);
                if (feed >= 0)
                    return offset + feed + 1;
                if (read == 0)
                    break;
                offset += read;
            }

            return end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>Where a line begins.</summary>
/// <param name="Offset">The offset of its first byte.</param>
/// <param name="Line">Its number, from 1.</param>
internal readonly record struct LineStart(long Offset, long Line)
{
    private const int BufferSize = 256 * 1024;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The start of the line that the byte at an offset would belong to.</summary>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Looking for it was cancelled.</exception>
    public static LineStart Before(ReadHandle handle, long offset, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var start = new LineStart(0, 1);
            long position = 0;
            while (position < offset)
            {
                cancellation.ThrowIfCancellationRequested();
                int wanted = (int)Math.Min(buffer.Length, offset - position);
                int read = handle.Read(buffer.AsSpan(0, wanted), position);
                if (read == 0)
                    break;
                start = start.After(buffer.AsSpan(0, read), position);
                position += read;
            }

            return start;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private LineStart After(ReadOnlySpan<byte> bytes, long position)
    {
        int last = bytes.LastIndexOf(LineFeed);
        return last < 0 ? this : new LineStart(position + last + 1, Line + bytes.Count(LineFeed));
    }
}
