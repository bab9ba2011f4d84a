using System.Buffers.Binary;
using System.IO.Compression;

namespace TradingLogging.Files;

/// <summary>What a file holds that an administrator has compressed with <c>gzip</c>.</summary>
/// <remarks>.NET takes a file that was cut for one that has ended. The length that stands at its end tells them apart, unless the
/// file is of several parts: then it is that of the last one.</remarks>
internal sealed class GzipByteSource(ReadHandle handle, string path) : ByteSource
{
    private readonly CompressedFile _file = new(handle);
    private GZipStream? _stream;
    private uint _length;

    private GZipStream Stream => _stream ??= new GZipStream(_file, CompressionMode.Decompress);

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int read = Stream.Read(buffer, offset, count);
            _length = unchecked(_length + (uint)read);
            if (read == 0 && count > 0 && IsCut())
                throw new FileOperationException($"Cannot decompress '{path}' to its end: it has been cut.");
            return read;
        }
        catch (InvalidDataException exception)
        {
            throw new FileOperationException($"Cannot decompress '{path}': {exception.Message}", exception);
        }
    }

    public override void Dispose() => _stream?.Dispose();

    private bool IsCut()
    {
        if (!_file.IsOfOnePart)
            return false;
        Span<byte> length = stackalloc byte[sizeof(uint)];
        int read = handle.Read(length, handle.GetLength() - length.Length);
        return read < length.Length || BinaryPrimitives.ReadUInt32LittleEndian(length) != _length;
    }

    private sealed class CompressedFile(ReadHandle handle) : Stream
    {
        // What every part begins with. By chance it stands in sixteen million bytes once: one part may be taken for several, and
        // never several for one.
        private const uint PartStart = 0x1F8B08;
        private const uint PartStartMask = 0xFFFFFF;

        private long _position;
        private uint _lastBytes;
        private int _parts;

        /// <summary>Whether what was read of it began with one part and had no further.</summary>
        public bool IsOfOnePart => _parts == 1;

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
            foreach (byte next in buffer.AsSpan(offset, read))
            {
                _lastBytes = ((_lastBytes << 8) | next) & PartStartMask;
                if (_lastBytes == PartStart)
                    _parts++;
            }

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
