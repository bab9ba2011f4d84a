using System.Globalization;
using System.Text;

namespace TradingLogging.Text;

/// <summary>Writes values in the invariant culture. What goes into a buffer must be ASCII. netstandard2.0 formats only
/// into strings.</summary>
internal static class InvariantText
{
    public static void Write<T>(Utf8Buffer buffer, T value, string? format = null)
        where T : IFormattable =>
            PrintableAscii.Write(buffer, value.ToString(format, CultureInfo.InvariantCulture).AsSpan());

    public static void WriteShortest(Utf8Buffer buffer, double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        // .NET Framework's "R" loses the last digit of some values, as its reference says, and the sign of zero.
        if (value == 0 && 1 / value < 0)
            text = "-0";
        else if (double.Parse(text, CultureInfo.InvariantCulture) != value)
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        PrintableAscii.Write(buffer, text.AsSpan());
    }

    public static void WriteShortest(Utf8Buffer buffer, float value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (value == 0 && 1 / value < 0)
            text = "-0";
        else if (float.Parse(text, CultureInfo.InvariantCulture) != value)
            text = value.ToString("G9", CultureInfo.InvariantCulture);
        PrintableAscii.Write(buffer, text.AsSpan());
    }

    public static void Append<T>(StringBuilder text, T value, int alignment, string? format)
    {
        int start = text.Length;
        text.Append(
            value is IFormattable formattable
                ? formattable.ToString(format, CultureInfo.InvariantCulture)
                : value?.ToString());
        int missing = Math.Abs(alignment) - (text.Length - start);
        if (missing > 0)
            text.Insert(alignment < 0 ? text.Length : start, " ", missing);
    }
}
