using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports;

/// <summary>What is shown of a receiver: its address, and what it said.</summary>
internal static class ReceiverText
{
    /// <summary>The longest message in characters.</summary>
    public const int LongestMessage = 500;

    /// <summary>The shortest part of a path that counts as random.</summary>
    private const int ShortestRandom = 20;

    private const string SignsOfTokens = "-_.~=+/:,";

    private static readonly char[] EndsOfSentences = ['.', '!', '?', '\u2026'];

    /// <summary>The address as it may be shown: without user, password, query and fragment, any of which may hold a
    /// secret under a name that nobody knows, and without the parts of its path that look random.</summary>
    public static string Of(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
            return SecretMask.ToVisible(uri.OriginalString);
        string server = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        IEnumerable<string> path = PartsOfPath(uri).Select(part => IsRandom(part) ? SecretMask.Mark : part);
        string text = $"{server}/{string.Join("/", path)}";
        return SecretMask.ToVisible(uri.Query.Length > 1 ? text + "?\u2026" : text);
    }

    /// <summary>Of an address that is a secret itself, what may be shown: its scheme and host.</summary>
    public static string OfServer(Uri uri) => SecretMask.ToVisible(
        $"{uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/\u2026");

    /// <summary>The parts of a path by which a receiver may know its client, as they are sent.</summary>
    public static IEnumerable<string> RandomPartsOf(Uri uri) => PartsOfPath(uri).Where(IsRandom);

    /// <summary>The message of an error with those of its causes, as it may be shown.</summary>
    public static string Of(Exception error) => Of(WithCauses(error));

    /// <summary>The message of an error with those of its causes, each once, as sentences. It may hold
    /// secrets.</summary>
    public static string WithCauses(Exception error)
    {
        string text = MessageOf(error);
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            string message = MessageOf(cause);
            if (!text.Contains(message.TrimEnd('.')))
                text = $"{Sentence(text)} {message}";
        }

        return Sentence(text);
    }

    /// <summary>A text with a full stop, so that another sentence may follow.</summary>
    public static string Sentence(string text)
    {
        string trimmed = text.TrimEnd();
        return trimmed.Length == 0 || trimmed.LastIndexOfAny(EndsOfSentences) == trimmed.Length - 1
            ? trimmed
            : trimmed + ".";
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

    // What .NET says to a programmer, whose place the cause takes here.
    private static string MessageOf(Exception error) =>
        ErrorText.MessageOf(error).Replace(", see inner exception", "").Replace(" See inner exception.", "");

    private static string[] PartsOfPath(Uri uri) =>
        uri.GetComponents(UriComponents.Path, UriFormat.UriEscaped).Split('/');

    private static bool IsRandom(string part)
    {
        string plain = Uri.UnescapeDataString(part);
        return plain.Length >= ShortestRandom
            && plain.All(c => IsLetter(c) || IsDigit(c) || SignsOfTokens.Contains(c))
            && plain.Any(IsDigit)
            && plain.Any(IsLetter);
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
