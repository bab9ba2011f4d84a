using TradingLogging.Masking;

namespace TradingLogging.Forwarding.Transports;

/// <summary>Makes what a receiver said fit to be shown.</summary>
internal static class ShownText
{
    private const int Longest = 500;

    /// <summary>The message of an error with those of its causes.</summary>
    public static string Of(Exception error)
    {
        string text = error.Message;
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!text.Contains(cause.Message))
                text += " " + cause.Message;
        }

        return Of(text);
    }

    /// <summary>The text without secrets and control characters, in at most 500 characters.</summary>
    public static string Of(string text)
    {
        string beginning = text.Length > 2 * Longest ? text[..(2 * Longest)] : text;
        string visible = SecretMask.ToVisible(beginning);
        return visible.Length > Longest ? visible[..Longest] : visible;
    }
}
