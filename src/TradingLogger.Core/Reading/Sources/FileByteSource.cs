using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>The bytes of an open file between two offsets.</summary>
internal sealed class FileByteSource(ReadHandle handle, long start = 0, long end = long.MaxValue) : ByteSource
{
    private long _position = start;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, end - _position);
        if (wanted <= 0)
            return 0;
        int read = handle.Read(buffer.AsSpan(offset, wanted), _position);
        _position += read;
        return read;
    }

    // The handle is its opener's.
    public override void Dispose()
    {
    }
}
