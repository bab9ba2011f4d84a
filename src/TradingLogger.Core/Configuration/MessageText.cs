using System.Text;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Configuration;

/// <summary>Makes text of unknown origin fit to stand in a message.</summary>
internal static class MessageText
{
    private const int MaximumLength = 200;

    /// <summary>Escapes what could break or forge a line of a message, and cuts what is too long.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "(empty)";

        text = SecretMask.Default.Apply(text!);
        bool isLong = text.Length > MaximumLength;
        int length = isLong && char.IsLowSurrogate(text[MaximumLength]) ? MaximumLength + 1 : Math.Min(text.Length, MaximumLength);
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, text.AsSpan(0, length));
        return Encoding.UTF8.GetString(buffer.Written) + (isLong ? "…" : string.Empty);
    }
}
