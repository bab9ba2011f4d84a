using System.Text;

namespace TradingLogging.Text;

/// <summary>Makes a message one line without characters that cannot be seen.</summary>
internal static class VisibleText
{
    /// <summary>Escapes a message as the text log does.</summary>
    public static string Of(string message)
    {
        if (PrintableAscii.LengthOf(message.AsSpan()) == message.Length)
            return message;
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, message.AsSpan());
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
