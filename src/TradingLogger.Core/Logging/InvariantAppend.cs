using System.Globalization;
using System.Text;

namespace TradingLogging.Logging;

/// <summary>Appends a value to a text with the invariant culture.</summary>
internal static class InvariantAppend
{
    /// <summary>Appends the value, padded to the width of the alignment. Where .NET can, without a string in between.</summary>
    public static void AppendInvariant<T>(this StringBuilder text, T value, int alignment, string? format)
    {
#if NET
        var handler = new StringBuilder.AppendInterpolatedStringHandler(0, 1, text, CultureInfo.InvariantCulture);
        handler.AppendFormatted(value, alignment, format);
#else
        int start = text.Length;
        text.Append(
            value is IFormattable formattable
                ? formattable.ToString(format, CultureInfo.InvariantCulture)
                : value?.ToString());
        int missing = Math.Abs(alignment) - (text.Length - start);
        if (missing > 0)
            text.Insert(alignment < 0 ? text.Length : start, " ", missing);
#endif
    }
}
