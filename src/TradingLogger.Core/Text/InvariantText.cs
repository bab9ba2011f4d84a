using System.Globalization;
using System.Text;

namespace TradingLogging.Text;

/// <summary>Writes values in the invariant culture, without a string in between. What goes into a buffer must be
/// ASCII.</summary>
internal static class InvariantText
{
    // The longest text, an Int128 with its sign, has 40 bytes.
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

    /// <summary>Appends a value to a text of any characters, padded to the width of the alignment.</summary>
    public static void Append<T>(StringBuilder text, T value, int alignment, string? format)
    {
        var handler = new StringBuilder.AppendInterpolatedStringHandler(0, 1, text, CultureInfo.InvariantCulture);
        handler.AppendFormatted(value, alignment, format);
    }
}
