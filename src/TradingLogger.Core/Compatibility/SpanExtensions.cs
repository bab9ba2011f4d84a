namespace TradingLogging.Compatibility;

// netstandard2.0 lacks these.
internal static class SpanExtensions
{
    public static int IndexOfAnyExceptInRange(this ReadOnlySpan<char> span, char lowInclusive, char highInclusive)
    {
        for (int index = 0; index < span.Length; index++)
        {
            if (span[index] < lowInclusive || span[index] > highInclusive)
                return index;
        }

        return -1;
    }

    public static ReadOnlySpan<byte> TrimEnd(this ReadOnlySpan<byte> span, byte trimmed)
    {
        int length = span.Length;
        while (length > 0 && span[length - 1] == trimmed)
            length--;
        return span.Slice(0, length);
    }

    public static int Count(this ReadOnlySpan<byte> span, byte value)
    {
        int count = 0;
        for (int index = span.IndexOf(value); index >= 0; index = span.IndexOf(value))
        {
            count++;
            span = span.Slice(index + 1);
        }

        return count;
    }
}
