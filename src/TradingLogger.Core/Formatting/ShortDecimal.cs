namespace TradingLogging.Formatting;

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

    /// <summary>Writes the value if it has at most 15 digits, 8 of them behind the point, and needs no exponent.</summary>
    public static bool TryWrite(Utf8Buffer buffer, double value)
    {
        double magnitude = Math.Abs(value);
        if (!(magnitude < Largest && magnitude >= Smallest))
            return false;
        for (int decimals = 0; decimals < Powers.Length; decimals++)
        {
            double power = Powers[decimals];
            double scaled = Math.Round(magnitude * power);
            if (scaled >= Largest)
                return false;
            if (scaled / power != magnitude)
                continue;
            // A double is written with a point even when nothing stands behind it.
            if (decimals == 0)
                Write(buffer, value < 0, (ulong)scaled * 10, 1);
            else
                Write(buffer, value < 0, (ulong)scaled, decimals);
            return true;
        }

        return false;
    }

    /// <summary>Writes the value, with every digit it has, if its digits make a number of 64 bits and at most 18 of them stand
    /// behind the point.</summary>
    public static bool TryWrite(Utf8Buffer buffer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(value, parts);
        ulong digits = (uint)parts[0] | ((ulong)(uint)parts[1] << 32);
        bool isNegative = parts[3] < 0;
        int decimals = (parts[3] >> 16) & 0xFF;
        if (parts[2] != 0 || decimals >= WholePowers.Length || (isNegative && digits == 0))
            return false;
        Write(buffer, isNegative, digits, decimals);
        return true;
    }

    private static void Write(Utf8Buffer buffer, bool isNegative, ulong digits, int decimals)
    {
        if (isNegative)
            buffer.Write((byte)'-');
        ulong power = WholePowers[decimals];
        ulong whole = digits / power;
        NumberText.Write(buffer, whole);
        if (decimals == 0)
            return;
        Span<byte> target = buffer.GetSpan(decimals + 1);
        target[0] = (byte)'.';
        NumberText.Write(target.Slice(1, decimals), digits - (whole * power));
        buffer.Advance(decimals + 1);
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
