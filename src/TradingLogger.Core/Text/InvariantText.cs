using System.Globalization;

namespace TradingLogging.Text;

/// <summary>Writes values by their own invariant text, which must be ASCII. The only place where the two targets
/// differ in it: .NET formats into UTF-8 without a string between.</summary>
internal static class InvariantText
{
#if NET
    // The longest of all, an Int128 with its sign, has 40.
    private const int Longest = 48;

    public static void Write<T>(Utf8Buffer buffer, T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        bool fits = value.TryFormat(buffer.GetSpan(Longest), out int written, format, CultureInfo.InvariantCulture);
        System.Diagnostics.Debug.Assert(fits, "No value has a longer text.");
        buffer.Advance(written);
    }

    public static void WriteShortest(Utf8Buffer buffer, double value) => Write(buffer, value);

    public static void WriteShortest(Utf8Buffer buffer, float value) => Write(buffer, value);
#else
    public static void Write<T>(Utf8Buffer buffer, T value, string? format = null)
        where T : IFormattable => PrintableAscii.Write(buffer, value.ToString(format, CultureInfo.InvariantCulture).AsSpan());

    public static void WriteShortest(Utf8Buffer buffer, double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        // .NET Framework's "R" loses the last digit of some values (documented there) and the sign of zero.
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
#endif
}
