namespace TradingLogging.Masking.Finders;

/// <summary>Keys that services of trading scripts want in the path of a URL: Telegram's bots, Slack's and Discord's hooks,
/// Binance's user streams.</summary>
/// <param name="path">What stands before the key.</param>
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

    // The other parts of a path are short: /bots/strategies/list.
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
