using System.IO.Compression;
using System.Runtime.InteropServices;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Compresses the bodies of requests into a buffer that is used again. Not thread-safe.</summary>
internal sealed class GzipBody
{
    private readonly Utf8Buffer _compressed = new();

    /// <summary>Compresses a body at the fastest level.</summary>
    /// <returns>The compressed body. It is valid until the next call.</returns>
    public ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> body)
    {
        RequestBuffers.Empty(_compressed);
        using (var gzip = new GZipStream(new BufferStream(_compressed), CompressionLevel.Fastest))
        {
            ArraySegment<byte> bytes = RequestBuffers.ArrayOf(body);
            gzip.Write(bytes.Array!, bytes.Offset, bytes.Count);
        }

        return _compressed.WrittenMemory;
    }

    private sealed class BufferStream(Utf8Buffer buffer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => buffer.Length;

        public override long Position
        {
            get => buffer.Length;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] bytes, int offset, int count) =>
            buffer.Write(new ReadOnlySpan<byte>(bytes, offset, count));
    }
}

/// <summary>How the buffers of requests are used again.</summary>
internal static class RequestBuffers
{
    // The body of a usual batch is smaller. One huge event must not hold its memory for ever.
    private const int LargestKept = 32 * 1024 * 1024;

    /// <summary>Empties a buffer and keeps its memory, unless that is unusually large.</summary>
    public static void Empty(Utf8Buffer buffer)
    {
        if (buffer.Length > LargestKept)
            buffer.Clear();
        else
            buffer.Truncate(0);
    }

    /// <summary>The array behind a body, which is that of a <see cref="Utf8Buffer"/>.</summary>
    public static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out ArraySegment<byte> bytes) ? bytes : new ArraySegment<byte>(body.ToArray());
}
