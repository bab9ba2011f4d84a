namespace TradingLogging.Formatting;

/// <summary>Writes whole numbers in decimal digits.</summary>
internal static class NumberText
{
    private const int MaximumDigits = 11;

    public static void Write(Utf8Buffer buffer, int value)
    {
        Span<byte> digits = stackalloc byte[MaximumDigits];
        int start = MaximumDigits;
        uint rest = (uint)Math.Abs((long)value);
        do
        {
            digits[--start] = (byte)('0' + (rest % 10));
            rest /= 10;
        }
        while (rest > 0);
        if (value < 0)
            digits[--start] = (byte)'-';
        buffer.Write(digits[start..]);
    }
}
