using System.Text;

namespace TradingLogging.Text;

/// <summary>The printable ASCII range, which needs no escaping in a text line.</summary>
internal static class PrintableAscii
{
    /// <summary>How many characters at the start of the text are printable ASCII.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        int index = text.IndexOfAnyExceptInRange(' ', '~');
        return index < 0 ? text.Length : index;
    }

    /// <summary>Writes text that is ASCII.</summary>
    public static void Write(Utf8Buffer buffer, ReadOnlySpan<char> text) =>
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(text.Length)));
}
