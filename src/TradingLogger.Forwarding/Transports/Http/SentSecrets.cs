using System.Text;
using System.Text.RegularExpressions;
using TradingLogging.Masking;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Keeps what a request carries in secret out of the messages about it: a receiver may repeat it in its
/// answer.</summary>
internal sealed class SentSecrets
{
    // A shorter word is part of many others.
    private const int ShortestSecret = 4;

    private readonly Regex? _secrets;

    /// <param name="options">The receiver, with the headers of its requests.</param>
    public SentSecrets(ForwarderOptions options)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in options.Headers.Values)
            Add(secrets, value);
        foreach (string pair in options.Uri.Query.TrimStart('?').Split('&'))
        {
            int equals = pair.IndexOf('=');
            if (equals > 0 && (options.IsUriSecret || SecretMask.Default.IsSecret(pair.Substring(0, equals))))
                AddBoth(secrets, pair.Substring(equals + 1));
        }

        foreach (string part in options.Uri.UserInfo.Split(':').Concat(ReceiverText.RandomPartsOf(options.Uri)))
            AddBoth(secrets, part);
        if (options.IsUriSecret)
        {
            foreach (string part in options.Uri.PathAndQuery.Split('/', '?', '&').Append(options.Uri.PathAndQuery))
                AddBoth(secrets, part);
        }

        // A longer one may hold a shorter one.
        _secrets = SecretForms.PatternOf(
            [.. secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(one => one.Length)]);
    }

    /// <summary>Makes a message for a person; see <see cref="ReceiverText.Of(string)"/>.</summary>
    public string Hide(string message) => ReceiverText.Of(_secrets?.Replace(message, SecretMask.Mark) ?? message);

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
        string plain = word.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
