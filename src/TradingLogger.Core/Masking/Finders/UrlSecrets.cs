namespace TradingLogging.Masking.Finders;

/// <summary>The password of <c>https://user:password@host</c> (RFC 3986).</summary>
internal sealed class UrlPassword : SecretFinder
{
    /// <summary>The characters before the user and the host of a URL.</summary>
    public const string Authority = "://";

    // Oracle's URLs: jdbc:oracle:thin:user/password@host.
    private const string Thin = "oracle:thin:";
    private const int Longest = 512;

    /// <summary>Whether it is worth a closer look.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) =>
        text.IndexOf(Authority.AsSpan()) >= 0 || text.IndexOf(Thin.AsSpan()) >= 0;

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        if (TryFindThin(text, from, out found))
            return true;
        found = default;
        for (int at = IndexOf(text, Authority, from); at >= 0; at = IndexOf(text, Authority, at + 1))
        {
            int start = at + Authority.Length;
            ReadOnlySpan<char> rest = text.Slice(start, Math.Min(text.Length - start, Longest));
            int end = rest.IndexOfAny(" \t\r\n\"".AsSpan());
            rest = end < 0 ? rest : rest.Slice(0, end);
            int host = EndOfUser(rest);
            if (host < 0)
                continue;
            int colon = rest.Slice(0, host).IndexOf(':');
            // A token may stand alone as the user: https://token@host, https://token:x-oauth-basic@host.
            bool isUser = SecretKinds.LooksRandom(rest.Slice(0, colon < 0 ? host : colon));
            if (!isUser && (colon < 0 || colon + 1 == host))
                continue;
            found = new TextRange(isUser ? start : start + colon + 1, start + host);
            return true;
        }

        return false;
    }

    private static bool TryFindThin(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        int at = IndexOf(text, Thin, from);
        if (at < 0)
            return false;
        int start = at + Thin.Length;
        int slash = text.Slice(start).IndexOf('/');
        int end = text.Slice(start).IndexOf('@');
        if (slash < 0 || end <= slash + 1)
            return false;
        found = new TextRange(start + slash + 1, start + end);
        return true;
    }

    // A password may hold a slash that nobody escaped. Then the text between the colon and the slash is no port.
    private static int EndOfUser(ReadOnlySpan<char> text)
    {
        int path = text.IndexOfAny("/?#".AsSpan());
        ReadOnlySpan<char> authority = path < 0 ? text : text.Slice(0, path);
        int at = authority.LastIndexOf('@');
        int colon = authority.IndexOf(':');
        return at >= 0 || colon < 0 || IsNumber(authority.Slice(colon + 1)) ? at : text.LastIndexOf('@');
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsDigit(c))
                return false;
        }

        return true;
    }
}

/// <summary>Keys in the path of a URL, as Telegram's bots, the webhooks of Slack and Discord, and Binance's user
/// streams have them.</summary>
/// <param name="path">The path before the key.</param>
internal sealed class UrlPathSecret(string path) : SecretFinder
{
    private const int ShortestKey = 20;

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int at = IndexOf(text, path, from); at >= 0; at = IndexOf(text, path, at + path.Length))
        {
            int start = at + path.Length;
            int end = start;
            while (end < text.Length && IsOfPath(text[end]))
                end++;
            if (!HasKey(text.Slice(start, end - start)))
                continue;
            found = new TextRange(start, end);
            return true;
        }

        return false;
    }

    private static bool IsOfPath(char c) => char.IsLetterOrDigit(c) || c is '-' or '_' or ':' or '/';

    // Other parts of a path are shorter than a key: /bots/strategies/list.
    private static bool HasKey(ReadOnlySpan<char> text)
    {
        int length = 0;
        foreach (char c in text)
        {
            length = c is '/' or ':' ? 0 : length + 1;
            if (length >= ShortestKey)
                return true;
        }

        return false;
    }
}
