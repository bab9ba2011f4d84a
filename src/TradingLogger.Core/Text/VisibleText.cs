using System.Text;
using TradingLogging.Masking;

namespace TradingLogging.Text;

/// <summary>Makes a message that a person will read one line, without secrets and without characters that cannot be seen.</summary>
internal static class VisibleText
{
    /// <summary>Masks and escapes a message as the text log does.</summary>
    public static string Of(string message)
    {
        string text = SecretMask.Default.Apply(message);
        if (PrintableAscii.LengthOf(text.AsSpan()) == text.Length)
            return text;
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, text.AsSpan());
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
