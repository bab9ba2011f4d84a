namespace TradingLogging.Text;

// netstandard2.0 has no vector types.
internal static class ByteSearch
{
    public static int IndexOfEither(ReadOnlySpan<byte> bytes, byte first, byte second) =>
        bytes.IndexOfAny(first, second);

    public static int IndexOfQuote(ReadOnlySpan<byte> bytes, int index)
    {
        for (; index < bytes.Length; index++)
        {
            byte unit = bytes[index];
            if (unit == '"')
                return index;
            if (unit is < (byte)' ' or > (byte)'~' or (byte)'\\')
                return -1;
        }

        return -1;
    }

    public static bool TryFindEndOfNumber(ReadOnlySpan<byte> bytes, int index, out int whole, out int end)
    {
        (whole, end) = (0, index);
        return false;
    }

    public static int CountDigits(ReadOnlySpan<byte> bytes, int index)
    {
        int start = index;
        while (index < bytes.Length && (uint)(bytes[index] - '0') <= 9)
            index++;
        return index - start;
    }

    public static bool AreEqual(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.SequenceEqual(other);
}
