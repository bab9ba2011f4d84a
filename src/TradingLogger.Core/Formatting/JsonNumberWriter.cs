using System.Numerics;

namespace TradingLogging.Formatting;

/// <summary>Writes numbers as JSON, floating point exactly as Python's <c>repr</c> does, so that it reads back as
/// floating point.</summary>
internal static class JsonNumberWriter
{
    // Python's json refuses to read integers of more digits (sys.int_info.default_max_str_digits).
    private const int MostDigits = 4300;

    // The smallest power of ten that Python's repr writes with an exponent.
    private const int LeastExponent = 16;

    private static readonly BigInteger Largest = BigInteger.Pow(10, MostDigits);

    public static void Write(Utf8Buffer buffer, double value)
    {
        if (TryWriteNonFinite(buffer, value))
            return;
        int start = buffer.Length;
        InvariantText.WriteShortest(buffer, value);
        FinishFloat(buffer, start);
    }

    public static void Write(Utf8Buffer buffer, float value)
    {
        if (TryWriteNonFinite(buffer, value))
            return;
        int start = buffer.Length;
        InvariantText.WriteShortest(buffer, value);
        FinishFloat(buffer, start);
    }

    /// <summary>Writes an integer, or a note in its place when it has more digits than readers take.</summary>
    /// <returns>Whether the integer itself was written.</returns>
    public static bool TryWrite(Utf8Buffer buffer, BigInteger value)
    {
        bool writable = BigInteger.Abs(value) < Largest;
        if (writable)
            JsonStringWriter.WriteAscii(buffer, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else
            buffer.Write("\"<integer of more than 4300 digits>\""u8);
        return writable;
    }

    private static bool TryWriteNonFinite(Utf8Buffer buffer, double value)
    {
        if (double.IsNaN(value))
            buffer.Write("\"NaN\""u8);
        else if (double.IsPositiveInfinity(value))
            buffer.Write("\"Infinity\""u8);
        else if (double.IsNegativeInfinity(value))
            buffer.Write("\"-Infinity\""u8);
        else
            return false;
        return true;
    }

    /// <summary>Turns .NET's shortest digits, already in the buffer, into Python's layout of the same digits: an
    /// exponent from 1e+16 on and below 0.0001, else a point.</summary>
    public static void FinishFloat(Utf8Buffer buffer, int start)
    {
        ReadOnlySpan<byte> text = buffer.Written.Slice(start);
        int e = text.IndexOf((byte)'E');
        int point = text.IndexOf((byte)'.');
        if (e < 0 && point < 0 && text.Length < LeastExponent)
        {
            buffer.Write(".0"u8);
            return;
        }

        if (e < 0 && point >= 0)
            return;

        Span<byte> copy = stackalloc byte[text.Length];
        text.CopyTo(copy);
        buffer.Truncate(start);
        if (e >= 0)
            WriteScientific(buffer, copy.Slice(0, e), copy.Slice(e + 1));
        else
            WriteWhole(buffer, copy);
    }

    // A whole number that may have so many digits that Python gives it an exponent.
    private static void WriteWhole(Utf8Buffer buffer, ReadOnlySpan<byte> digits)
    {
        int sign = digits[0] == '-' ? 1 : 0;
        int power = digits.Length - sign - 1;
        if (power < LeastExponent)
        {
            buffer.Write(digits);
            buffer.Write(".0"u8);
            return;
        }

        ReadOnlySpan<byte> fraction = digits.Slice(sign + 1).TrimEnd((byte)'0');
        buffer.Write(digits.Slice(0, sign + 1));
        if (!fraction.IsEmpty)
            buffer.Write((byte)'.');
        buffer.Write(fraction);
        buffer.Write("e+"u8);
        InvariantText.Write(buffer, power);
    }

    // The mantissa is "d" or "d.ddd" with a sign before it, the exponent "+dd", "-dd" or longer.
    private static void WriteScientific(Utf8Buffer buffer, ReadOnlySpan<byte> mantissa, ReadOnlySpan<byte> exponent)
    {
        int power = 0;
        foreach (byte digit in exponent.Slice(1))
            power = power * 10 + digit - '0';
        if (exponent[0] == '-' || power >= LeastExponent)
        {
            buffer.Write(mantissa);
            buffer.Write((byte)'e');
            buffer.Write(exponent);
            return;
        }

        WriteShifted(buffer, mantissa, power);
    }

    private static void WriteShifted(Utf8Buffer buffer, ReadOnlySpan<byte> mantissa, int power)
    {
        int point = mantissa.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? mantissa : mantissa.Slice(0, point);
        ReadOnlySpan<byte> fraction = point < 0 ? default : mantissa.Slice(point + 1);
        buffer.Write(whole);
        for (int i = 0; i < power; i++)
            buffer.Write(i < fraction.Length ? fraction[i] : (byte)'0');
        buffer.Write((byte)'.');
        if (fraction.Length > power)
            buffer.Write(fraction.Slice(power));
        else
            buffer.Write((byte)'0');
    }
}
