using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TradingLogging.Text;

/// <summary>Base64url without padding (RFC 4648, section 5; RFC 7515, appendix C).</summary>
internal static class Base64UrlText
{
    /// <summary>The length of the text of bytes.</summary>
    /// <param name="bytes">The number of bytes.</param>
    public static int LengthOf(int bytes) => ((bytes * 4) + 2) / 3;

    /// <summary>Writes the text of bytes.</summary>
    /// <returns>The length of the text.</returns>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        // The padding needs room, too, before it is left out.
        Span<byte> last = stackalloc byte[4];
        int whole = bytes.Length / 3 * 3;
        if (Base64.EncodeToUtf8(bytes[..whole], text, out _, out int written) != OperationStatus.Done)
            throw new ArgumentException("The target is too short.", nameof(text));
        if (whole < bytes.Length)
        {
            Base64.EncodeToUtf8(bytes[whole..], last, out _, out _);
            last[..(bytes.Length - whole + 1)].CopyTo(text[written..]);
            written += bytes.Length - whole + 1;
        }

        Replace(text[..written], (byte)'+', (byte)'-');
        Replace(text[..written], (byte)'/', (byte)'_');
        return written;
    }

    /// <summary>The text of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        byte[] text = new byte[LengthOf(bytes.Length)];
        Write(bytes, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Whether a text has only characters of base64url, and a length that bytes can have.</summary>
    public static bool IsText(ReadOnlySpan<byte> text)
    {
        foreach (byte c in text)
        {
            bool isLetter = (c | 0x20) is >= 'a' and <= 'z';
            if (!isLetter && c is not ((>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'_'))
                return false;
        }

        return text.Length % 4 != 1;
    }

    /// <summary>Reads the bytes of a text.</summary>
    /// <returns>Null when it is not exactly what <see cref="Of"/> makes of bytes.</returns>
    public static byte[]? TryRead(ReadOnlySpan<byte> text)
    {
        if (!IsText(text))
            return null;
        byte[] padded = new byte[(text.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        text.CopyTo(padded);
        Replace(padded, (byte)'-', (byte)'+');
        Replace(padded, (byte)'_', (byte)'/');
        byte[] bytes = new byte[text.Length * 3 / 4];
        // Bits of the last character that belong to no byte must be zero: else two texts would be the same bytes.
        byte[] again = new byte[text.Length];
        return Base64.DecodeFromUtf8(padded, bytes, out _, out int written) == OperationStatus.Done
            && written == bytes.Length
            && Write(bytes, again) == again.Length
            && text.SequenceEqual(again)
                ? bytes
                : null;
    }

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte})"/>
    public static byte[]? TryRead(string text) => TryRead(Encoding.UTF8.GetBytes(text));

    private static void Replace(Span<byte> text, byte from, byte to)
    {
        for (int at = text.IndexOf(from); at >= 0; at = text.IndexOf(from))
        {
            text[at] = to;
            text = text[(at + 1)..];
        }
    }
}
