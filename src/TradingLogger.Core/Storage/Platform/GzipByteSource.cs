using System.Buffers.Binary;
using System.IO.Compression;

namespace TradingLogging.Storage.Platform;

/// <summary>The content of a file that is compressed with <c>gzip</c>.</summary>
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
        catch (Exception exception) when (exception
            is InvalidDataException or (IOException and not FileOperationException))
        {
            // Mono has no exception of its own for data that are damaged.
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

    private uint LengthBefore(long end) => GzipFile.StatedLength(handle, end) ?? 0;

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

/// <summary>What a file that is compressed with <c>gzip</c> tells of its content.</summary>
internal static class GzipFile
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The size of the content, decompressed, modulo 2^32, as it stands at the end of the file; of a file of
    /// several parts that of the last.</summary>
    /// <returns>Null when the file is too short to say so.</returns>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public static uint? StatedLength(ReadHandle handle) => StatedLength(handle, handle.GetLength());

    /// <summary>The size that the part states that ends at an offset.</summary>
    public static uint? StatedLength(ReadHandle handle, long end)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        return handle.Read(length, Math.Max(0, end - length.Length)) < length.Length
            ? null
            : BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    /// <summary>Whether a compressed file is a copy of a plain one, by its size and its first 64 KiB. Two files of a
    /// log that begin with the same lines are one file. Nothing is no copy of nothing.</summary>
    /// <param name="compressed">The compressed file.</param>
    /// <param name="plain">The plain file.</param>
    /// <exception cref="FileOperationException">The plain file could not be read.</exception>
    public static bool IsCopy(ReadHandle compressed, ReadHandle plain)
    {
        long length = plain.GetLength();
        return length > 0
            && StatedLength(compressed) == unchecked((uint)length)
            && HasContent(compressed, plain, Math.Min(length, BlockSize), mayGoOn: null);
    }

    /// <summary>Whether a compressed file has what a plain one has, from the beginning on to the last byte.</summary>
    /// <param name="compressed">The compressed file.</param>
    /// <param name="plain">The plain file.</param>
    /// <param name="length">How much the plain file has.</param>
    /// <param name="mayGoOn">Told how many bytes are left; says whether to go on.</param>
    /// <exception cref="FileOperationException">The plain file could not be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="mayGoOn"/> answered no.</exception>
    public static bool IsWholeCopy(
        ReadHandle compressed, ReadHandle plain, long length, Func<long, bool>? mayGoOn = null) =>
        HasContent(compressed, plain, length, mayGoOn, toEnd: true);

    private static bool HasContent(
        ReadHandle compressed, ReadHandle plain, long length, Func<long, bool>? mayGoOn, bool toEnd = false)
    {
        byte[] found = new byte[BlockSize];
        byte[] wanted = new byte[BlockSize];
        using var content = new GzipByteSource(compressed, "the compressed file");
        var source = new FileByteSource(plain, 0, length);
        try
        {
            for (long left = length; left > 0;)
            {
                if (mayGoOn?.Invoke(left) == false)
                    throw new OperationCanceledException();
                int count = source.ReadFully(wanted);
                int read = content.ReadFully(found);
                if (count == 0 || read < count || !found.AsSpan(0, count).SequenceEqual(wanted.AsSpan(0, count)))
                    return false;
                left -= count;
                if (left == 0 && toEnd && read > count)
                    return false;
            }

            // The end of the file proves that it is whole.
            return !toEnd || content.Read(found, 0, found.Length) == 0;
        }
        catch (FileOperationException exception) when (exception.ErrorNumber == 0)
        {
            // It is damaged, or not all there yet.
            return false;
        }
    }
}
