namespace TradingLogging.Reading.Sources;

/// <summary>Bytes that are read one after the other.</summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Reads on.</summary>
    /// <returns>How many bytes were read; 0 when there are none at this moment.</returns>
    /// <exception cref="IOException">Reading failed.</exception>
    public abstract int Read(byte[] buffer, int offset, int count);

    public abstract void Dispose();
}
