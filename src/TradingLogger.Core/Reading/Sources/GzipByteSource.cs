using System.Buffers.Binary;
using System.IO.Compression;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>What a file holds that an administrator has compressed with <c>gzip</c>.</summary>
/// <remarks>.NET takes a file that was cut for one that has ended. The length that stands at its end tells them apart, unless the
/// file is of several parts: then it is that of the last one. .NET reads all parts; .NET Framework and Mono end with the first, and
/// the next is looked for here.</remarks>
internal sealed class GzipByteSource(ReadHandle handle, string path) : ByteSource
{
    private CompressedPart _part = new(handle, start: 0);
    private GZipStream? _stream;
    private uint _length;

    private GZipStream Stream => _stream ??= new GZipStream(_part, CompressionMode.Decompress);

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int read = ReadPart(buffer, offset, count);
            while (read == 0 && count > 0 && TryNextPart())
                read = ReadPart(buffer, offset, count);
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

    private int ReadPart(byte[] buffer, int offset, int count)
    {
        int read = Stream.Read(buffer, offset, count);
        _length = unchecked(_length + (uint)read);
        return read;
    }

    // Where .NET has read all parts, their lengths together are not the one that stands before the second of them.
    private bool TryNextPart()
    {
        if (_part.FindNext(_length) is not { } start)
            return false;
        Dispose();
        _part = new CompressedPart(handle, start);
        _stream = null;
        _length = 0;
        return true;
    }

    private bool IsCut() => _part.IsLast && ReadLength(handle, handle.GetLength()) != _length;

    // Decompressed, modulo 2^32.
    private static uint? ReadLength(ReadHandle handle, long end)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        int read = handle.Read(length, end - length.Length);
        return read < length.Length ? null : BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    /// <summary>The bytes of a file from the start of a part on.</summary>
    private sealed class CompressedPart(ReadHandle handle, long start) : Stream
    {
        // What every part begins with. By chance it stands in sixteen million bytes once: one part may be taken for several, and
        // never several for one.
        private const uint PartStart = 0x1F8B08;
        private const uint PartStartMask = 0xFFFFFF;
        private const int PartStartSize = 3;

        // Checksum and length.
        private const int PartEndSize = 8;

        private readonly List<long> _starts = [];
        private long _position = start;
        private uint _lastBytes;

        /// <summary>Whether what was read has no further part.</summary>
        public bool IsLast => _starts.Count == 1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        /// <summary>Where the next part starts.</summary>
        /// <param name="length">How many bytes this one had, decompressed.</param>
        /// <returns>Null when there is none.</returns>
        public long? FindNext(uint length)
        {
            // The end of this part may not have been read yet, nor the start of the next.
            byte[] rest = new byte[PartEndSize + PartStartSize];
            _ = Read(rest, 0, rest.Length);
            foreach (long next in _starts.Skip(1))
            {
                if (ReadLength(handle, next) == length)
                    return next;
            }

            return null;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = handle.Read(buffer.AsSpan(offset, count), _position);
            foreach (byte next in buffer.AsSpan(offset, read))
            {
                _position++;
                _lastBytes = ((_lastBytes << 8) | next) & PartStartMask;
                if (_lastBytes == PartStart)
                    _starts.Add(_position - PartStartSize);
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
