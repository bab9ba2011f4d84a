using System.Runtime.CompilerServices;
using TradingLogging.Formatting;

namespace TradingLogging.Text;

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

    /// <summary>How many bytes a number of 64 bits may take, with its sign.</summary>
    public const int Longest = 20;

    /// <summary>Writes a number.</summary>
    public static void Write(Utf8Buffer buffer, long value) => buffer.Advance(Format(buffer.GetSpan(Longest), value));

    /// <inheritdoc cref="Write(Utf8Buffer, long)"/>
    public static void Write(Utf8Buffer buffer, ulong value) => buffer.Advance(Format(buffer.GetSpan(Longest), value));

    /// <summary>Writes a number at the beginning of a span.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Format(Span<byte> target, long value)
    {
        if (value >= 0)
            return Format(target, (ulong)value);
        target[0] = (byte)'-';
        return Format(target.Slice(1), unchecked((ulong)-value)) + 1;
    }

    /// <inheritdoc cref="Format(Span{byte}, long)"/>
    public static int Format(Span<byte> target, ulong value)
    {
        int length = CountDigits(value);
        Write(target.Slice(0, length), value);
        return length;
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
