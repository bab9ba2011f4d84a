using System.Buffers;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Takes a file apart into parts of whole lines.</summary>
internal static class LogFileParts
{
    private const int SmallestPart = 256 * 1024;
    private const int LargestPart = 8 * 1024 * 1024;

    // Small enough that all processors end at about the same time.
    private const int ForwardPart = 2 * 1024 * 1024;
    private const int ProbeSize = 8 * 1024;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The parts from the last to the first, small ones at the end: who wants the last few lines reads little.</summary>
    /// <param name="file">The file; a compressed one has a single part.</param>
    /// <param name="range">What is to be taken apart; null for the whole file.</param>
    /// <param name="cancellation">Ends looking for them.</param>
    /// <exception cref="FileOperationException">While enumerating: reading failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: looking for them was cancelled.</exception>
    public static IEnumerable<LogFileRange> Backward(LogFile file, LogFileRange? range, CancellationToken cancellation)
    {
        LogFileRange whole = range ?? new LogFileRange(0, long.MaxValue);
        long end = file.IsCompressed ? whole.Start : Math.Min(whole.End, file.Handle.GetLength());
        long size = SmallestPart;
        // The last part has no end: what is appended meanwhile belongs to it.
        long partEnd = whole.End;
        while (end - whole.Start > size)
        {
            long start = LineStartBehind(file.Handle, end - size, end, cancellation);
            size = start < end ? Math.Min(size * 2, LargestPart) : size * 2;
            if (start == end)
                continue;
            yield return new LogFileRange(start, partEnd);
            partEnd = end = start;
        }

        yield return new LogFileRange(whole.Start, partEnd);
    }

    /// <summary>The parts from the first to the last.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="range">What is to be taken apart.</param>
    /// <param name="cancellation">Ends looking for them.</param>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    /// <exception cref="OperationCanceledException">Looking for them was cancelled.</exception>
    public static IReadOnlyList<LogFileRange> Forward(ReadHandle handle, LogFileRange range, CancellationToken cancellation)
    {
        var parts = new List<LogFileRange>();
        long end = Math.Min(range.End, handle.GetLength());
        long start = range.Start;
        while (end - start > ForwardPart)
        {
            long next = LineStartBehind(handle, start + ForwardPart, end, cancellation);
            parts.Add(new LogFileRange(start, next));
            start = next;
        }

        if (start < end)
            parts.Add(new LogFileRange(start, end));
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
