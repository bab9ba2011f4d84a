using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports;

/// <summary>What is shown of a receiver: its address, and what it said.</summary>
internal static class ReceiverText
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = 500;

    /// <summary>The address without user, password, query and fragment. Any of them may hold a secret under a name that
    /// nobody knows.</summary>
    public static string Of(Uri uri)
    {
        string text = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return SecretMask.ToVisible(uri.Query.Length > 1 ? text + "?…" : text);
    }

    /// <summary>The message of an error with those of its causes, as it may be shown.</summary>
    public static string Of(Exception error) => Of(WithCauses(error));

    /// <summary>The message of an error with those of its causes. It may hold secrets.</summary>
    public static string WithCauses(Exception error)
    {
        string text = ErrorText.MessageOf(error);
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            string message = ErrorText.MessageOf(cause);
            if (!text.Contains(message))
                text += " " + message;
        }

        return text;
    }

    /// <summary>A message for a person: one line of at most <see cref="LongestMessage"/> characters, without
    /// secrets.</summary>
    public static string Of(string text)
    {
        // Before anything is cut: of half a secret nobody knows that it is one.
        string visible = SecretMask.ToVisible(text).Trim();
        return visible.Length <= LongestMessage
            ? visible
            : $"{visible.AsSpan(0, LongestMessage - 1).ToString()}\u2026";
    }
}
