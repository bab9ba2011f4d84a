using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Reads a number of the trade log as the type that keeps its digits.</summary>
internal static class TradeNumber
{
    // As many as Python reads, and as the writer writes: to take more digits apart takes time that grows with their square.
    private const int MostDigits = 4300;

    // A number without an exponent has to be this long to be beyond double.
    private const int LongestWithinDouble = 308;

    /// <summary>What keeps a number, valid in JSON, from being read; null for nothing.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> number)
    {
        if (number.Length <= LongestWithinDouble && number.IndexOfAny((byte)'e', (byte)'E') < 0)
            return null;
        if (number.Length > MostDigits)
            return "A number in it has more than 4300 digits.";
        return !IsWhole(number) && double.IsInfinity(ReadDouble(number)) ? "A number in it is beyond double." : null;
    }

    /// <summary>A whole number as long (BigInteger beyond), another as double, or as decimal where a double would lose digits
    /// that were written (<c>0.10</c>).</summary>
    public static object Read(ReadOnlySpan<byte> number)
    {
        if (IsWhole(number))
        {
            return Utf8Parser.TryParse(number, out long whole, out int read) && read == number.Length
                ? (object)whole // without the cast the conditional makes a BigInteger of it
                : BigInteger.Parse(Encoding.UTF8.GetString(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        double value = ReadDouble(number);
        string text = Encoding.UTF8.GetString(number);
        bool isDecimal = !IsDoubleOf(text, value)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            && exact.ToString(CultureInfo.InvariantCulture) == text;
        return isDecimal ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : value;
    }

    private static bool IsWhole(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    private static double ReadDouble(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out double value, out _) ? value : double.PositiveInfinity;

    private static bool IsDoubleOf(string text, double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest == text || shortest + ".0" == text;
    }
}
