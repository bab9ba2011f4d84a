using System.Buffers.Text;

namespace TradingLogging.Text;

/// <summary>Replaces escaped halves of surrogate pairs in JSON. Python and the trade log write such halves, and
/// System.Text.Json refuses to read them.</summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>Replaces each half by U+FFFD. JSON without any is returned as it is.</summary>
    public static ReadOnlySpan<byte> Replace(ReadOnlySpan<byte> json)
    {
        byte[]? copy = null;
        for (int index = Next(json, 0); index < json.Length; index = Next(json, index))
        {
            int unit = UnitAt(json, index);
            bool isHigh = unit is >= 0xD800 and < 0xDC00;
            if (isHigh && UnitAt(json, index + EscapeLength) is >= 0xDC00 and < 0xE000)
            {
                index += 2 * EscapeLength;
            }
            else if (unit is >= 0xD800 and < 0xE000)
            {
                copy ??= json.ToArray();
                Replacement.CopyTo(copy.AsSpan(index));
                index += EscapeLength;
            }
            else
            {
                // The second character of an escaped backslash does not begin another escape.
                index += 2;
            }
        }

        return copy ?? json;
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        int offset = from < json.Length ? json[from..].IndexOf((byte)'\\') : -1;
        return offset < 0 ? json.Length : from + offset;
    }

    /// <summary>The UTF-16 unit of a <c>\u</c> escape; -1 when there is none at the index.</summary>
    private static int UnitAt(ReadOnlySpan<byte> json, int index)
    {
        if (index + EscapeLength > json.Length || json[index] != '\\' || json[index + 1] != 'u')
            return -1;
        ReadOnlySpan<byte> digits = json.Slice(index + 2, 4);
        return Utf8Parser.TryParse(digits, out int unit, out int read, 'x') && read == digits.Length ? unit : -1;
    }
}
