using TradingLogging.Masking;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>The address of a receiver as it may be shown.</summary>
internal static class ReceiverText
{
    /// <summary>The address without user, password, query and fragment. Any of them may hold a secret under a name that
    /// nobody knows.</summary>
    public static string Of(Uri uri)
    {
        string text = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return SecretMask.ToVisible(uri.Query.Length > 1 ? text + "?…" : text);
    }
}
