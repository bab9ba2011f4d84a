using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TradingLogging.Text;

/// <summary>Writes whole numbers in decimal digits, two at a time. It needs no culture, for which .NET's own formatting
/// asks each time.</summary>
internal static class NumberText
{
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819"u8
        + "2021222324252627282930313233343536373839"u8
        + "4041424344454647484950515253545556575859"u8
        + "6061626364656667686970717273747576777879"u8
        + "8081828384858687888990919293949596979899"u8;

    /// <summary>The most bytes that a number of 64 bits takes, with its sign.</summary>
    public const int Longest = 20;

    /// <summary>Writes a number.</summary>
    public static void Write(Utf8Buffer buffer, long value) => buffer.Advance(Format(buffer.GetSpan(Longest), value));

    /// <inheritdoc cref="Write(Utf8Buffer, long)"/>
    public static void Write(Utf8Buffer buffer, ulong value) => buffer.Advance(Format(buffer.GetSpan(Longest), value));

    /// <summary>Writes a number at the start of a span.</summary>
    /// <returns>The number of bytes that were written.</returns>
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

/// <summary>Writes short decimals, such as prices and quantities, five times as fast as the general
/// algorithm.</summary>
/// <remarks>IEEE 754 rounds the quotient of a whole number below 2^53 and a power of ten up to 10^22 correctly. So if
/// the quotient equals the value, the decimal reads back as the value. With at most 15 digits it is also the shortest
/// such decimal, which Python's repr and .NET's "R" give.</remarks>
internal static class ShortDecimal
{
    private const double Largest = 1e15;
    private const double Smallest = 1e-4;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    private static readonly ulong[] WholePowers = MakeWholePowers();

    /// <summary>The most bytes that such a value takes.</summary>
    public const int Longest = 32;

    /// <summary>Writes the value if it has at most 15 digits, at most 8 of them after the point, and needs no
    /// exponent.</summary>
    /// <param name="target">Receives the digits; has <see cref="Longest"/> bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="length">The number of bytes that were written.</param>
    public static bool TryFormat(Span<byte> target, double value, out int length)
    {
        length = 0;
        double magnitude = Math.Abs(value);
        if (!(magnitude < Largest && magnitude >= Smallest))
            return false;
        // A whole double is written with a point and a zero, as Python does.
        if (Math.Floor(magnitude) == magnitude)
        {
            length = Format(target, value < 0, (ulong)magnitude * 10, 1);
            return true;
        }

        for (int decimals = 1; decimals < Powers.Length; decimals++)
        {
            double power = Powers[decimals];
            double scaled = Math.Round(magnitude * power);
            if (scaled >= Largest)
                return false;
            if (scaled / power != magnitude)
                continue;
            length = Format(target, value < 0, (ulong)scaled, decimals);
            return true;
        }

        return false;
    }

    /// <summary>Writes the value with all of its digits, if they fit in a number of 64 bits and at most 18 of them are
    /// after the point.</summary>
    /// <inheritdoc cref="TryFormat(Span{byte}, double, out int)"/>
    public static bool TryFormat(Span<byte> target, decimal value, out int length)
    {
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(value, parts);
        ulong digits = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        bool isNegative = parts[3] < 0;
        int decimals = (parts[3] >> 16) & 0xFF;
        length = 0;
        if (parts[2] != 0 || decimals >= WholePowers.Length || (isNegative && digits == 0))
            return false;
        length = Format(target, isNegative, digits, decimals);
        return true;
    }

    /// <inheritdoc cref="TryFormat(Span{byte}, double, out int)"/>
    public static bool TryWrite(Utf8Buffer buffer, double value)
    {
        bool isWritten = TryFormat(buffer.GetSpan(Longest), value, out int length);
        buffer.Advance(length);
        return isWritten;
    }

    /// <inheritdoc cref="TryFormat(Span{byte}, decimal, out int)"/>
    public static bool TryWrite(Utf8Buffer buffer, decimal value)
    {
        bool isWritten = TryFormat(buffer.GetSpan(Longest), value, out int length);
        buffer.Advance(length);
        return isWritten;
    }

    private static int Format(Span<byte> target, bool isNegative, ulong digits, int decimals)
    {
        int length = 0;
        if (isNegative)
            target[length++] = (byte)'-';
        ulong power = WholePowers[decimals];
        ulong whole = digits / power;
        length += NumberText.Format(target.Slice(length), whole);
        if (decimals == 0)
            return length;
        target[length++] = (byte)'.';
        NumberText.Write(target.Slice(length, decimals), digits - (whole * power));
        return length + decimals;
    }

    private static ulong[] MakeWholePowers()
    {
        ulong[] powers = new ulong[19];
        powers[0] = 1;
        for (int index = 1; index < powers.Length; index++)
            powers[index] = powers[index - 1] * 10;
        return powers;
    }
}

/// <summary>Eight characters of a number as one of 64 bits, a byte each, the first one lowest.</summary>
internal static class EightDigits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong BeyondNine = 0x7676_7676_7676_7676;
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Reads the first eight bytes. Digits become 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Zeros;

    /// <summary>The high bits of the bytes that are no digits.</summary>
    // A digit is at most 9, and at most 127 with 118 more: no high bit is set, nor carried over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OthersIn(ulong block) => (((block & ~HighBits) + BeyondNine) | block) & HighBits;

    /// <summary>The number of eight digits.</summary>
    public static uint NumberOf(ulong digits)
    {
        // Neighbours are added up: two digits, then four, then all eight.
        const ulong Pairs = 0x0000_00FF_0000_00FF;
        const ulong First = 100 + (1_000_000UL << 32), Second = 1 + (10_000UL << 32);
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & Pairs) * First) + (((digits >> 16) & Pairs) * Second)) >> 32);
    }
}
