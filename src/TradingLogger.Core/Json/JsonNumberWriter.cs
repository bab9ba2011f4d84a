using System.Numerics;
using TradingLogging.Text;

namespace TradingLogging.Json;

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
        if (ShortDecimal.TryWrite(buffer, value) || TryWriteNonFinite(buffer, value))
            return;
        int start = buffer.Length;
        InvariantText.WriteShortest(buffer, value);
        FinishFloat(buffer, start);
    }

    public static void Write(Utf8Buffer buffer, decimal value)
    {
        if (!ShortDecimal.TryWrite(buffer, value))
            InvariantText.Write(buffer, value);
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
            PrintableAscii.Write(buffer, value.ToString(System.Globalization.CultureInfo.InvariantCulture).AsSpan());
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
        bool hasPoint = text.IndexOf((byte)'.') >= 0;
        if (e >= 0 || (!hasPoint && text.Length > LeastExponent))
            LayOut(buffer, start, text.Length, e);
        else if (!hasPoint)
            buffer.Write(".0"u8);
    }

    private static void LayOut(Utf8Buffer buffer, int start, int length, int e)
    {
        Span<byte> text = stackalloc byte[length];
        buffer.Written.Slice(start, length).CopyTo(text);
        buffer.Truncate(start);
        Span<byte> mantissa = e < 0 ? text : text.Slice(0, e);
        if (mantissa[0] == '-')
        {
            buffer.Write((byte)'-');
            mantissa = mantissa.Slice(1);
        }

        int power = e < 0 ? mantissa.Length - 1 : ReadExponent(text.Slice(e + 1));
        ReadOnlySpan<byte> digits = WithoutPoint(mantissa).TrimEnd((byte)'0');
        if (power is >= 0 and < LeastExponent)
            WriteFixed(buffer, digits, power);
        else
            WriteScientific(buffer, digits, power);
    }

    // The exponent is "+dd", "-dd" or longer.
    private static int ReadExponent(ReadOnlySpan<byte> text)
    {
        int power = 0;
        foreach (byte digit in text.Slice(1))
            power = power * 10 + digit - '0';
        return text[0] == '-' ? -power : power;
    }

    // A point, where there is one, stands behind the first digit.
    private static Span<byte> WithoutPoint(Span<byte> mantissa)
    {
        if (mantissa.Length == 1 || mantissa[1] != '.')
            return mantissa;
        mantissa[1] = mantissa[0];
        return mantissa.Slice(1);
    }

    private static void WriteFixed(Utf8Buffer buffer, ReadOnlySpan<byte> digits, int power)
    {
        int whole = Math.Min(digits.Length, power + 1);
        buffer.Write(digits.Slice(0, whole));
        for (int i = whole; i <= power; i++)
            buffer.Write((byte)'0');
        buffer.Write((byte)'.');
        buffer.Write(whole < digits.Length ? digits.Slice(whole) : "0"u8);
    }

    private static void WriteScientific(Utf8Buffer buffer, ReadOnlySpan<byte> digits, int power)
    {
        buffer.Write(digits[0]);
        if (digits.Length > 1)
            buffer.Write((byte)'.');
        buffer.Write(digits.Slice(1));
        buffer.Write(power < 0 ? "e-"u8 : "e+"u8);
        if (Math.Abs(power) < 10)
            buffer.Write((byte)'0');
        InvariantText.Write(buffer, Math.Abs(power));
    }
}
