using System.IO.Compression;

namespace TradingLogging.Files;

/// <summary>What a file holds that an administrator has compressed with <c>gzip</c>.</summary>
internal sealed class GzipByteSource(ReadHandle handle, string path) : ByteSource
{
    private readonly GZipStream _stream = new(new HandleStream(handle), CompressionMode.Decompress);

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _stream.Read(buffer, offset, count);
        }
        catch (InvalidDataException exception)
        {
            throw new FileOperationException($"Cannot decompress '{path}': {exception.Message}", exception);
        }
    }

    public override void Dispose() => _stream.Dispose();

    private sealed class HandleStream(ReadHandle handle) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = handle.Read(buffer.AsSpan(offset, count), _position);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
