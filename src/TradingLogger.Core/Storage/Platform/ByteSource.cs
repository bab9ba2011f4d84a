namespace TradingLogging.Storage.Platform;

/// <summary>Bytes that are read one after the other.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Reads on.</summary>
    /// <returns>The number of bytes read; 0 when there are none at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract int Read(byte[] buffer, int offset, int count);

    /// <summary>Reads until a buffer is full or there is no more.</summary>
    /// <returns>The number of bytes read.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public int ReadFully(byte[] buffer) => ReadFully(buffer, buffer.Length);

    /// <summary>Reads until so many bytes are in a buffer or there is no more.</summary>
    /// <returns>The number of bytes read.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public int ReadFully(byte[] buffer, int count)
    {
        int read = 0;
        while (read < count && Read(buffer, read, count - read) is > 0 and var more)
            read += more;
        return read;
    }

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
