namespace TradingLogging.Masking.Finders;

/// <summary>Credentials behind the name of a scheme, wherever they stand: <c>Bearer …</c>, <c>Basic …</c> (RFC
/// 9110).</summary>
/// <param name="scheme">The name, in any case.</param>
internal sealed class AuthorizationScheme(string scheme) : SecretFinder
{
    private const int ShortestCredential = 6;
    private const int LongestWord = 20;

    /// <summary>Whether a text may hold one of the schemes, which all begin with <c>be</c> or <c>ba</c>.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAny('b', 'B'); at >= 0
            && at + ShortestCredential < text.Length; at = text.IndexOfAny('b', 'B'))
        {
            if (text[at + 1] is 'e' or 'a' or 'E' or 'A')
                return true;
            text = text.Slice(at + 1);
        }

        return false;
    }

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int at = IndexOf(text, scheme, from, ignoresCase: true);
            at >= 0;
            at = IndexOf(text, scheme, at + 1, ignoresCase: true))
        {
            int start = SkipSpace(text, at + scheme.Length);
            int end = start;
            while (end < text.Length && IsOfCredential(text[end]))
                end++;
            if (start == at + scheme.Length || !IsCredential(text.Slice(start, end - start)))
                continue;
            found = new TextRange(start, end);
            return true;
        }

        return false;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int index)
    {
        if (text.Slice(index).StartsWith("%20".AsSpan()))
            return index + 3;
        while (index < text.Length && (text[index] is ' ' or '\t' or '+' || IsFold(text, index)))
            index++;
        return index;
    }

    // A header may continue on the next line, which is then indented.
    private static bool IsFold(ReadOnlySpan<char> text, int index)
    {
        int next = index + (text[index] == '\r' ? 1 : 0);
        return next + 1 < text.Length && text[next] == '\n' && text[next + 1] is ' ' or '\t';
    }

    private static bool IsOfCredential(char c) =>
        char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/' or '=' or ':' or '%';

    // In a sentence the next word is no credential: "bearer token expired", "Basic authentication failed."
    private static bool IsCredential(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestCredential)
            return false;
        if (text.Length > LongestWord)
            return true;
        for (int i = 0; i < text.Length - 1; i++)
        {
            if (!char.IsLetter(text[i]) || (i > 0 && char.IsUpper(text[i])))
                return true;
        }

        return false;
    }
}
