namespace TradingLogging.Files;

// netstandard2.0 has no vectors of its own.
internal static class ByteSearch
{
    public static int IndexOfEither(ReadOnlySpan<byte> bytes, byte first, byte second) => bytes.IndexOfAny(first, second);

    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.SequenceEqual(other);
}
