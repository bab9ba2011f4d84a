using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Lines;

/// <summary>How a number can be sent without a change of its value.</summary>
internal enum NumberKind
{
    /// <summary>As a whole number of 64 bits.</summary>
    Whole,

    /// <summary>As a double.</summary>
    Real,

    /// <summary>As its digits alone: a double would change them.</summary>
    Digits,
}

/// <summary>Reads numbers of JSON.</summary>
/// <remarks>A double keeps each decimal of up to 15 digits. Of one with 16 or 17 it is found out whether it
/// does.</remarks>
internal static class JsonNumber
{
    private const int DigitsOfDouble = 15;
    private const int MostDigitsOfDouble = 17;
    private const int DigitsOfWhole = 18;

    // A double near its limits has fewer digits.
    private const int LargestExponent = 290;

    // IEEE 754 rounds the quotient of two whole numbers that a double holds exactly, as these powers are, correctly.
    private static readonly double[] Powers =
    [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];

    /// <summary>Reads a number.</summary>
    /// <param name="text">Its digits, as JSON has them.</param>
    /// <param name="whole">The number, if it is <see cref="NumberKind.Whole"/>.</param>
    /// <param name="real">The number, if it is <see cref="NumberKind.Real"/>.</param>
    /// <exception cref="FormatException">It is no number.</exception>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public static NumberKind Read(ReadOnlySpan<byte> text, out long whole, out double real)
    {
        whole = 0;
        real = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        int first = isNegative ? 1 : 0;
        int decimals = -1;
        ulong digits = 0;
        for (int index = first; index < text.Length; index++)
        {
            uint digit = (uint)(text[index] - '0');
            if (digit <= 9)
                digits = (digits * 10) + digit;
            else if (text[index] == '.' && decimals < 0)
                decimals = text.Length - index - 1;
            else
                return ReadOdd(text, out real);
        }

        int count = text.Length - first - (decimals < 0 ? 0 : 1);
        if (count == 0)
            throw new FormatException("The line has a value that is none.");
        if (decimals < 0 && count <= DigitsOfWhole && !(isNegative && digits == 0))
        {
            whole = isNegative ? -(long)digits : (long)digits;
            return NumberKind.Whole;
        }

        if (decimals < 0 && Utf8Parser.TryParse(text, out whole, out int read) && read == text.Length && whole != 0)
            return NumberKind.Whole;
        if (decimals < 0 || count > DigitsOfDouble)
            return ReadOdd(text, out real);
        real = digits / Powers[decimals];
        if (isNegative)
            real = -real;
        return NumberKind.Real;
    }

    private static NumberKind ReadOdd(ReadOnlySpan<byte> text, out double real)
    {
        string digits = Encoding.ASCII.GetString(text);
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out real))
            throw new FormatException("The line has a value that is none.");
        (string significant, long exponent) = Normalize(digits);
        bool isUsual = Math.Abs(exponent) <= LargestExponent;
        if (significant.Length == 0)
            real = digits[0] == '-' ? -0.0 : 0.0;
        if (significant.Length == 0 || (significant.Length <= DigitsOfDouble && isUsual))
            return NumberKind.Real;
        if (significant.Length > MostDigitsOfDouble || double.IsInfinity(real))
            return NumberKind.Digits;
        return Normalize(Shortest(real)) == (significant, exponent) ? NumberKind.Real : NumberKind.Digits;
    }

    private static string Shortest(double real)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        InvariantText.WriteShortest(buffer, real);
        string text = Encoding.ASCII.GetString(buffer.Written);
        Utf8BufferPool.Return(buffer);
        return text;
    }

    private static long ReadExponent(string digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)
            ? exponent
            : int.MaxValue;

    // The digits without zeros at both ends, and how far behind their first one the point is.
    private static (string Significant, long Exponent) Normalize(string number)
    {
        int end = number.IndexOfAny(['e', 'E']);
        long exponent = 0;
        if (end >= 0)
            exponent = ReadExponent(number.Split('e', 'E')[1]);
        string mantissa = (end < 0 ? number : number.Substring(0, end)).TrimStart('-');
        int point = mantissa.IndexOf('.');
        exponent += point < 0 ? mantissa.Length : point;
        string digits = mantissa.Replace(".", "");
        string significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        return (significant.TrimEnd('0'), exponent);
    }
}
