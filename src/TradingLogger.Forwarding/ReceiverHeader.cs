namespace TradingLogging.Forwarding;

/// <summary>Which headers a request to a receiver may have.</summary>
public static class ReceiverHeader
{
    // The characters of a name, besides letters and digits (RFC 9110).
    private const string SignsOfNames = "!#$%&'*+-.^_`|~";
    private const string OfBody = "Content-";

    // A compressed answer would not be understood.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding", "Connection", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Says why a header cannot be given. The value is not repeated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>A sentence; null when the header can be given.</returns>
    public static string? FaultOf(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || !name.All(c => IsLetterOrDigit(c) || SignsOfNames.Contains(c)))
            return $"A header cannot be named {Configuration.MessageText.Of(name)}.";
        if (OfConnection.Contains(name) || name.StartsWith(OfBody, StringComparison.OrdinalIgnoreCase))
            return $"The header {name} cannot be given: each request has its own.";
        return value is null || value.Any(c => c is (< ' ' and not '\t') or > '~')
            ? $"The value of the header {name} is missing, or has characters that are not printable ASCII, such as a"
                + " line end."
            : null;
    }

    private static bool IsLetterOrDigit(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
