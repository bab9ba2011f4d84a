using System.Text;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Configuration;

/// <summary>A setting or a configuration file is wrong. The message says what is wrong and what would be
/// right.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="path">The full path of the configuration file; null when no file is concerned.</param>
    /// <param name="lineNumber">The line in the file, from 1; null when no line is concerned.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(
        string message,
        string? path = null,
        int? lineNumber = null,
        Exception? innerException = null)
        : base(SecretMask.ToVisible(message), innerException)
    {
        Path = path;
        LineNumber = lineNumber;
    }

    /// <summary>The full path of the configuration file, or the text that cannot be a path; null when no file is
    /// concerned.</summary>
    public string? Path { get; }

    /// <summary>The line in the file, from 1; null when no line is concerned.</summary>
    public int? LineNumber { get; }
}

/// <summary>Prepares text of unknown origin for a message.</summary>
internal static class MessageText
{
    private const int MaximumLength = 200;

    /// <summary>Escapes characters that could break or forge a line of a message, and cuts long text.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "(empty)";

        text = SecretMask.Default.Apply(text!);
        bool isLong = text.Length > MaximumLength;
        int length = isLong && char.IsLowSurrogate(text[MaximumLength])
            ? MaximumLength + 1
            : Math.Min(text.Length, MaximumLength);
        var buffer = new Utf8Buffer();
        TextEscaping.Write(buffer, text.AsSpan(0, length));
        return Encoding.UTF8.GetString(buffer.Written) + (isLong ? "…" : string.Empty);
    }
}
