using System.Runtime.CompilerServices;

namespace TradingLogging.Formatting;

/// <summary>Writes whole numbers in decimal digits, two at a time. The framework's formatting asks for a culture first; the
/// gain is measured at <see cref="LineEnvelope"/>.</summary>
internal static class NumberText
{
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819"u8
        + "2021222324252627282930313233343536373839"u8
        + "4041424344454647484950515253545556575859"u8
        + "6061626364656667686970717273747576777879"u8
        + "8081828384858687888990919293949596979899"u8;

    /// <summary>Writes a number.</summary>
    public static void Write(Utf8Buffer buffer, long value)
    {
        if (value < 0)
            buffer.Write((byte)'-');
        Write(buffer, value < 0 ? unchecked((ulong)-value) : (ulong)value);
    }

    /// <inheritdoc cref="Write(Utf8Buffer, long)"/>
    public static void Write(Utf8Buffer buffer, ulong value)
    {
        int length = CountDigits(value);
        Write(buffer.GetSpan(length).Slice(0, length), value);
        buffer.Advance(length);
    }

    /// <summary>Fills a span with the last digits of a number, with zeros before them.</summary>
    public static void Write(Span<byte> target, ulong value)
    {
        ReadOnlySpan<byte> pairs = Pairs;
        int index = target.Length;
        while (index >= 2)
        {
            ulong rest = value / 100;
            int pair = (int)(value - (rest * 100)) * 2;
            value = rest;
            target[--index] = pairs[pair + 1];
            target[--index] = pairs[pair];
        }

        if (index > 0)
            target[0] = (byte)('0' + (value % 10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(ulong value)
    {
        int count = 1;
        for (; value >= 10_000; value /= 10_000)
            count += 4;
        return value < 10 ? count : value < 100 ? count + 1 : value < 1000 ? count + 2 : count + 3;
    }
}
