using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradingLogging.Text;

/// <summary>Writes text that stays on one line and cannot control a terminal. Control, format (bidi, zero-width) and
/// separator characters are escaped. All others are unchanged.</summary>
internal static class TextEscaping
{
    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    /// <summary>Stands at the end of a text that was cut.</summary>
    public static ReadOnlySpan<byte> CutMark => "\u2026[cut]"u8;

    /// <summary>Writes all of the text.</summary>
    public static void Write(Utf8Buffer buffer, ReadOnlySpan<char> text) => Write(buffer, text, int.MaxValue);

    /// <summary>Writes the text up to about <paramref name="maxBytes"/> and marks a cut. The rest of the text is not
    /// read.</summary>
    /// <returns>Whether the whole text was written.</returns>
    public static bool Write(Utf8Buffer buffer, ReadOnlySpan<char> text, int maxBytes)
    {
        long limit = (long)buffer.Length + maxBytes;
        while (!text.IsEmpty)
        {
            if (buffer.Length >= limit)
            {
                buffer.Write(CutMark);
                return false;
            }

            ReadOnlySpan<char> fitting = text[..(int)Math.Min(text.Length, limit - buffer.Length)];
            int plain = PrintableAscii.LengthOf(fitting);
            PrintableAscii.Write(buffer, text[..plain]);
            text = text[plain..];
            if (plain < fitting.Length)
                text = text[WriteCodePoint(buffer, text)..];
        }

        return true;
    }

    /// <summary>Writes the first code point and returns how many characters of the text it has.</summary>
    private static int WriteCodePoint(Utf8Buffer buffer, ReadOnlySpan<char> text)
    {
        char first = text[0];
        if (char.IsHighSurrogate(first) && text.Length > 1 && char.IsLowSurrogate(text[1]))
        {
            Write(buffer, char.ConvertToUtf32(first, text[1]));
            return 2;
        }

        Write(buffer, first);
        return 1;
    }

    private static void Write(Utf8Buffer buffer, int codePoint)
    {
        if (codePoint is >= ' ' and < 0x7F)
            buffer.Write((byte)codePoint);
        else if (IsHarmless(codePoint))
            WriteUtf8(buffer, codePoint);
        else
            WriteEscape(buffer, codePoint);
    }

    private static bool IsHarmless(int codePoint) => Category(codePoint) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => false,
        UnicodeCategory.OtherNotAssigned => !IsReservedAsInvisible(codePoint),
        _ => !IsInvisible(codePoint),
    };

    // Letters and marks without width: combining grapheme joiner, Hangul and Khmer fillers, and variation selectors,
    // which can carry hidden text.
    private static bool IsInvisible(int codePoint) =>
        codePoint is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // Unassigned code points that are invisible, and noncharacters.
    private static bool IsReservedAsInvisible(int codePoint) =>
        codePoint is 0x2065 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF) or (>= 0xFDD0 and <= 0xFDEF)
        || (codePoint & 0xFFFE) == 0xFFFE;

    private static UnicodeCategory Category(int codePoint) => codePoint > char.MaxValue
        ? CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(codePoint), 0)
        : CharUnicodeInfo.GetUnicodeCategory((char)codePoint);

    private static void WriteUtf8(Utf8Buffer buffer, int codePoint)
    {
        if (codePoint < 0x800)
        {
            buffer.Write((byte)(0xC0 | (codePoint >> 6)));
        }
        else
        {
            if (codePoint < 0x10000)
            {
                buffer.Write((byte)(0xE0 | (codePoint >> 12)));
            }
            else
            {
                buffer.Write((byte)(0xF0 | (codePoint >> 18)));
                buffer.Write((byte)(0x80 | ((codePoint >> 12) & 0x3F)));
            }

            buffer.Write((byte)(0x80 | ((codePoint >> 6) & 0x3F)));
        }

        buffer.Write((byte)(0x80 | (codePoint & 0x3F)));
    }

    private static void WriteEscape(Utf8Buffer buffer, int codePoint)
    {
        buffer.Write((byte)'\\');
        switch (codePoint)
        {
            case '\n':
                buffer.Write((byte)'n');
                return;
            case '\r':
                buffer.Write((byte)'r');
                return;
            case '\t':
                buffer.Write((byte)'t');
                return;
        }

        bool isBasic = codePoint <= char.MaxValue;
        buffer.Write((byte)(isBasic ? 'u' : 'U'));
        for (int shift = isBasic ? 12 : 28; shift >= 0; shift -= 4)
            buffer.Write(HexDigits[(codePoint >> shift) & 0xF]);
    }
}

/// <summary>The printable ASCII range, which needs no escaping in a text line.</summary>
internal static class PrintableAscii
{
    /// <summary>The number of characters at the start of the text that are printable ASCII.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        int index = text.IndexOfAnyExceptInRange(' ', '~');
        return index < 0 ? text.Length : index;
    }

    /// <summary>Writes text that is ASCII.</summary>
    public static void Write(Utf8Buffer buffer, ReadOnlySpan<char> text) =>
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(text.Length)));
}

/// <summary>Makes a message one line without invisible characters.</summary>
internal static class VisibleText
{
    /// <summary>Escapes a message as <see cref="TextEscaping"/> does.</summary>
    public static string Of(string message)
    {
        if (PrintableAscii.LengthOf(message.AsSpan()) == message.Length)
            return message;
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, message.AsSpan());
        return Encoding.UTF8.GetString(buffer.Written);
    }
}

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

/// <summary>Takes the escapes out of texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>Writes the text in UTF-8. Half of a surrogate pair becomes U+FFFD.</summary>
    /// <param name="encoded">The text as it stands in JSON, without its quotes.</param>
    /// <param name="target">Receives it.</param>
    public static void Unescape(ReadOnlySpan<byte> encoded, Utf8Buffer target)
    {
        if (encoded.IndexOf((byte)'\\') < 0)
        {
            target.Write(encoded);
            return;
        }

        byte[] quoted = [(byte)'"', .. LoneSurrogates.Replace(encoded), (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        target.Advance(reader.CopyString(target.GetSpan(quoted.Length)));
    }
}
