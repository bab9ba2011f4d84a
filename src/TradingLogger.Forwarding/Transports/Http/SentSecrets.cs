using System.Text;
using TradingLogging.Masking;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Keeps what a request carries in secret out of the messages about it: a receiver may repeat it in its
/// answer.</summary>
internal sealed class SentSecrets
{
    // A shorter word is part of many others.
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    /// <param name="options">The receiver, with the headers of its requests.</param>
    public SentSecrets(ForwarderOptions options)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in options.Headers.Values)
            Add(secrets, value);
        foreach (string pair in options.Uri.Query.TrimStart('?').Split('&'))
        {
            int equals = pair.IndexOf('=');
            if (equals > 0 && SecretMask.Default.IsSecret(pair.Substring(0, equals)))
                AddBoth(secrets, pair.Substring(equals + 1));
        }

        foreach (string part in options.Uri.UserInfo.Split(':'))
            AddBoth(secrets, part);
        // A longer one may hold a shorter one.
        _secrets = [.. secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(one => one.Length)];
    }

    /// <summary>Makes a message for a person; see <see cref="ReceiverText.Of(string)"/>.</summary>
    public string Hide(string message)
    {
        foreach (string secret in _secrets)
            message = message.Replace(secret, SecretMask.Mark);
        return ReceiverText.Of(message);
    }

    // Of "Basic dXNlcjpwYXNz" each part, and what the base64 stands for.
    private static void Add(HashSet<string> secrets, string value)
    {
        secrets.Add(value);
        foreach (string word in value.Split(' ', ','))
        {
            secrets.Add(word);
            foreach (string part in (Decode(word) ?? "").Split(':'))
                secrets.Add(part);
        }
    }

    private static void AddBoth(HashSet<string> secrets, string value)
    {
        secrets.Add(value);
        secrets.Add(Uri.UnescapeDataString(value));
    }

    private static string? Decode(string word)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(word));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
