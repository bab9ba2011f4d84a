using System.Buffers.Binary;
using System.IO.Compression;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>Bytes that are read one after the other.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Reads on.</summary>
    /// <returns>The number of bytes read; 0 when there are none at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract int Read(byte[] buffer, int offset, int count);

    /// <summary>Lets the source be read beyond the end that it was given.</summary>
    public virtual void RemoveEnd()
    {
    }

    public virtual void Dispose()
    {
    }
}

/// <summary>The bytes of an open file between two offsets. The handle belongs to whoever opened it.</summary>
internal sealed class FileByteSource(ReadHandle handle, long start = 0, long end = long.MaxValue) : ByteSource
{
    private long _position = start;
    private long _end = end;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, _end - _position);
        if (wanted <= 0)
            return 0;
        int read = handle.Read(buffer.AsSpan(offset, wanted), _position);
        _position += read;
        return read;
    }

    public override void RemoveEnd() => _end = long.MaxValue;
}

/// <summary>The content of a file that an administrator has compressed with <c>gzip</c>.</summary>
/// <remarks>.NET takes a file that was cut for one that has ended, and .NET Framework and Mono read only the first of
/// several parts. The length that each part has at its end tells: together they must be what was read.</remarks>
internal sealed class GzipByteSource(ReadHandle handle, string path) : ByteSource
{
    private readonly CompressedFile _compressed = new(handle);
    private GZipStream? _stream;
    private uint _length;

    public override int Read(byte[] buffer, int offset, int count)
    {
        _stream ??= new GZipStream(_compressed, CompressionMode.Decompress);
        try
        {
            int read = _stream.Read(buffer, offset, count);
            _length = unchecked(_length + (uint)read);
            if (read == 0 && count > 0 && !IsWhole())
            {
                throw new FileOperationException(
                    $"'{path}' was not decompressed to its end: "
                    + "it has been cut, or it is made of several compressed files of"
                    + " which this version of .NET reads only the first. Decompress it with gzip -d.");
            }

            return read;
        }
        catch (InvalidDataException exception)
        {
            throw new FileOperationException($"Cannot decompress '{path}': {exception.Message}", exception);
        }
    }

    public override void Dispose()
    {
        _stream?.Dispose();
        base.Dispose();
    }

    // A file normally has one part, for which its last four bytes are enough.
    private bool IsWhole()
    {
        uint last = LengthBefore(handle.GetLength());
        return last == _length || unchecked(last + LengthOfPartsButLast()) == _length;
    }

    // The bytes with which a part begins occur by chance once in 16 million bytes. Then a file of several parts may be
    // reported as cut; a cut file is never taken for a whole one.
    private uint LengthOfPartsButLast()
    {
        byte[] buffer = new byte[64 * 1024];
        uint length = 0;
        int read;
        for (long position = 1; (read = handle.Read(buffer, position)) >= 3; position += read - 2)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, read);
            for (int found = rest.IndexOf(PartStart); found >= 0; found = rest.IndexOf(PartStart))
            {
                length = unchecked(length + LengthBefore(position + read - rest.Length + found));
                rest = rest[(found + 1)..];
            }
        }

        return length;
    }

    private static ReadOnlySpan<byte> PartStart => [0x1F, 0x8B, 0x08];

    // Decompressed, modulo 2^32.
    private uint LengthBefore(long end)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        return handle.Read(length, Math.Max(0, end - length.Length)) < length.Length
            ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    private sealed class CompressedFile(ReadHandle handle) : Stream
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
