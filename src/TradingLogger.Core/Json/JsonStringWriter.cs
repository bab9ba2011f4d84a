using System.Buffers;
using System.Buffers.Text;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes JSON strings in ASCII alone, escaped as Python's <c>json.dumps</c> escapes by default. Nothing that
/// ends a line or drives a terminal is left raw.</summary>
internal static class JsonStringWriter
{
    private const int LongestEscape = 6;

    private static ReadOnlySpan<byte> CutMark => "\\u2026\""u8;

    private static ReadOnlySpan<byte> Hex => "0123456789abcdef"u8;

    /// <summary>Writes a string, cut on a code point boundary where it would pass the end.</summary>
    /// <param name="buffer">Where the string goes.</param>
    /// <param name="text">The text, unescaped.</param>
    /// <param name="end">The length that the buffer may reach. If there is no room even for the mark of a cut, the
    /// buffer exceeds it; the caller must check.</param>
    /// <returns>Whether the whole text was written.</returns>
    public static bool TryWrite(Utf8Buffer buffer, ReadOnlySpan<char> text, int end)
    {
        long most = (long)text.Length * LongestEscape + 2;
        if (most > end - buffer.Length)
            return TryWriteBounded(buffer, text, end);

        Span<byte> span = buffer.GetSpan((int)most);
        span[0] = (byte)'"';
        int written = 1;
        while (!text.IsEmpty)
        {
            int plain = LengthOfPlain(text);
            written += Encoding.UTF8.GetBytes(text.Slice(0, plain), span.Slice(written));
            text = text.Slice(plain);
            for (; !text.IsEmpty && !IsPlain(text[0]); text = text.Slice(1))
                written += Escape(text[0], span.Slice(written));
        }

        span[written++] = (byte)'"';
        buffer.Advance(written);
        return true;
    }

    /// <summary>Writes bytes as a string in base64, cut where it would pass the end.</summary>
    /// <returns>Whether all the bytes were written.</returns>
    public static bool TryWriteBase64(Utf8Buffer buffer, ReadOnlySpan<byte> bytes, int end)
    {
        int room = Math.Max(0, end - buffer.Length - 2);
        bool fits = (bytes.Length + 2L) / 3 * 4 <= room;
        if (!fits)
            bytes = bytes.Slice(0, Math.Max(0, room - CutMark.Length + 1) / 4 * 3);
        buffer.Write((byte)'"');
        OperationStatus status = Base64.EncodeToUtf8(
            bytes, buffer.GetSpan((bytes.Length + 2) / 3 * 4), out _, out int written);
        System.Diagnostics.Debug.Assert(status == OperationStatus.Done, "The span has room for all of it.");
        buffer.Advance(written);
        buffer.Write(fits ? "\""u8 : CutMark);
        return fits;
    }

    private static bool TryWriteBounded(Utf8Buffer buffer, ReadOnlySpan<char> text, int end)
    {
        Span<byte> escaped = stackalloc byte[2 * LongestEscape];
        buffer.Write((byte)'"');
        int lastCut = buffer.Length;
        for (int i = 0; i < text.Length; i++)
        {
            int length = EscapeCodePoint(text, ref i, escaped);
            if (buffer.Length + length + 1 > end)
            {
                buffer.Truncate(lastCut);
                buffer.Write(CutMark);
                return false;
            }

            buffer.Write(escaped.Slice(0, length));
            if (buffer.Length + CutMark.Length <= end)
                lastCut = buffer.Length;
        }

        buffer.Write((byte)'"');
        return true;
    }

    private static int EscapeCodePoint(ReadOnlySpan<char> text, ref int index, Span<byte> escaped)
    {
        char c = text[index];
        if (IsPlain(c))
        {
            escaped[0] = (byte)c;
            return 1;
        }

        int length = Escape(c, escaped);
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            length += Escape(text[++index], escaped.Slice(length));
        return length;
    }

    private static int LengthOfPlain(ReadOnlySpan<char> text)
    {
        int printable = PrintableAscii.LengthOf(text);
        int special = text.Slice(0, printable).IndexOfAny('"', '\\');
        return special < 0 ? printable : special;
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '"' and not '\\';

    private static int Escape(char c, Span<byte> span)
    {
        span[0] = (byte)'\\';
        byte letter = ShortEscape(c);
        if (letter != 0)
        {
            span[1] = letter;
            return 2;
        }

        span[5] = Hex[c & 0xF];
        span[4] = Hex[(c >> 4) & 0xF];
        span[3] = Hex[(c >> 8) & 0xF];
        span[2] = Hex[c >> 12];
        span[1] = (byte)'u';
        return LongestEscape;
    }

    private static byte ShortEscape(char c) => c switch
    {
        '"' or '\\' => (byte)c,
        '\n' => (byte)'n',
        '\r' => (byte)'r',
        '\t' => (byte)'t',
        '\b' => (byte)'b',
        '\f' => (byte)'f',
        _ => 0,
    };
}
