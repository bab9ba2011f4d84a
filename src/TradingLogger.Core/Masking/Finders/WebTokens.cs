namespace TradingLogging.Masking.Finders;

/// <summary>JSON web tokens, signed or encrypted: base64url parts with dots between, of which the first is a JSON
/// object (RFC 7519).</summary>
internal sealed class WebTokens : SecretFinder
{
    // The beginning of every JSON object in base64: {"
    private const string Opening = "eyJ";
    private const int Shortest = 24;

    /// <summary>Whether a text may hold a token.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) =>
        text.Length >= Shortest && text.IndexOf(Opening.AsSpan()) >= 0;

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int start = IndexOf(text, Opening, from); start >= 0;)
        {
            int end = start;
            bool hasDot = false;
            while (end < text.Length && (IsBase64(text[end]) || text[end] == '.'))
                hasDot |= text[end++] == '.';
            if (hasDot && end - start >= Shortest)
            {
                found = new TextRange(start, text[end - 1] == '.' ? end - 1 : end);
                return true;
            }

            start = IndexOf(text, Opening, end);
        }

        return false;
    }

    private static bool IsBase64(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';
}
