using System.Buffers;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

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
