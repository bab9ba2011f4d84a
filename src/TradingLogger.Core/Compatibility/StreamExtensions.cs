namespace TradingLogging.Compatibility;

// netstandard2.0 streams take arrays only.
internal static class StreamExtensions
{
    public static void Write(this Stream stream, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        stream.Write(copy, 0, copy.Length);
    }
}
