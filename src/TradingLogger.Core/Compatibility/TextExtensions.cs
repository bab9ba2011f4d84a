using System.Text;

namespace TradingLogging.Compatibility;

// netstandard2.0 has these for arrays and pointers only.
internal static class EncodingExtensions
{
    public static unsafe int GetBytes(this Encoding encoding, ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        if (chars.IsEmpty)
            return 0;
        fixed (char* source = chars)
        fixed (byte* target = bytes)
            return encoding.GetBytes(source, chars.Length, target, bytes.Length);
    }

    public static unsafe string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return string.Empty;
        fixed (byte* source = bytes)
            return encoding.GetString(source, bytes.Length);
    }
}

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
