using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Lines;

/// <summary>Converts between a text and the form that JSON gives it.</summary>
internal static class JsonEscapes
{
    private const int UnicodeEscape = 6;

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    /// <summary>Writes what an escaped text stands for. Half of a surrogate pair, for which UTF-8 has no form, becomes
    /// U+FFFD.</summary>
    /// <param name="buffer">Receives the text.</param>
    /// <param name="text">What stands between the quotes.</param>
    public static void Unescape(Utf8Buffer buffer, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int escape = text.IndexOf((byte)'\\');
            if (escape < 0 || escape + 1 >= text.Length)
                break;
            buffer.Write(text.Slice(0, escape));
            text = text.Slice(escape);
            text = text.Slice(text[1] == 'u' ? UnescapeUnit(buffer, text) : UnescapeLetter(buffer, text[1]));
        }

        buffer.Write(text);
    }

    /// <summary>Writes a text as JSON has it between quotes.</summary>
    /// <param name="buffer">Receives the form.</param>
    /// <param name="text">The text in UTF-8.</param>
    public static void Escape(Utf8Buffer buffer, ReadOnlySpan<byte> text)
    {
        int plain = 0;
        for (int index = 0; index < text.Length; index++)
        {
            byte unit = text[index];
            if (unit is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
                continue;
            buffer.Write(text.Slice(plain, index - plain));
            plain = index + 1;
            EscapeUnit(buffer, unit);
        }

        buffer.Write(text.Slice(plain));
    }

    private static void EscapeUnit(Utf8Buffer buffer, byte unit)
    {
        if (unit < ' ')
        {
            buffer.Write("\\u00"u8);
            buffer.Write(HexDigits[unit >> 4]);
            buffer.Write(HexDigits[unit & 0xF]);
            return;
        }

        buffer.Write((byte)'\\');
        buffer.Write(unit);
    }

    private static int UnescapeLetter(Utf8Buffer buffer, byte letter)
    {
        buffer.Write(letter switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => letter,
        });
        return 2;
    }

    private static int UnescapeUnit(Utf8Buffer buffer, ReadOnlySpan<byte> text)
    {
        int unit = UnitAt(text);
        if (char.IsHighSurrogate((char)unit) && text.Length >= 2 * UnicodeEscape && text[UnicodeEscape] == '\\'
            && text[UnicodeEscape + 1] == 'u' && char.IsLowSurrogate((char)UnitAt(text.Slice(UnicodeEscape))))
        {
            Write(buffer, [(char)unit, (char)UnitAt(text.Slice(UnicodeEscape))]);
            return 2 * UnicodeEscape;
        }

        if (char.IsSurrogate((char)unit))
            buffer.Write(Replacement);
        else
            Write(buffer, [(char)unit]);
        return UnicodeEscape;
    }

    private static int UnitAt(ReadOnlySpan<byte> text)
    {
        int unit = 0;
        for (int index = 2; index < UnicodeEscape; index++)
        {
            byte digit = JsonScan.At(text, index);
            int value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
            if (value is < 0 or > 15)
                throw new FormatException("The line has an escape that is none.");
            unit = (unit << 4) | value;
        }

        return unit;
    }

    private static void Write(Utf8Buffer buffer, ReadOnlySpan<char> text)
    {
        const int longest = 4;
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(longest)));
    }
}
