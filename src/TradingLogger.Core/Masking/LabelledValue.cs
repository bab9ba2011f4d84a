namespace TradingLogging.Masking;

/// <summary>A value that another member names, as in lists of headers and parameters:
/// <c>{ "name": "X-API-KEY", "value": "…" }</c>. The arguments of a request are such a value too:
/// <c>{ "op": "auth", "args": [ … ] }</c>.</summary>
internal static class LabelledValue
{
    // The label is searched for within this distance of the value.
    private const int Window = 256;

    // Indexed by length: for most names the comparison ends with that.
    private static readonly string[][] Labels =
        [
            [],
            [],
            ["op"],
            ["key"],
            ["name"],
            ["field", "param"],
            ["header"],
            [],
            ["property"],
            ["attribute", "parameter"],
            ["headername"]
        ];

    private static readonly string[][] Values = [[], [], [], ["val"], ["args"], ["value"], ["values"]];

    /// <summary>Whether a member of this name may hold the name of another member's value.</summary>
    public static bool IsLabel(ReadOnlySpan<char> name) => IsOneOf(Labels, name);

    /// <summary>Whether a member of this name may have its label in another member.</summary>
    public static bool IsValue(ReadOnlySpan<char> name) => IsOneOf(Values, name);

    /// <summary>Whether the label of a value in a text names a secret. The label is the nearest one before the value,
    /// else the first one after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Where <c>value</c> stands.</param>
    /// <param name="separator">Where the separator behind it stands.</param>
    /// <param name="names">The names of secrets.</param>
    public static bool IsSecret(ReadOnlySpan<char> text, TextRange name, int separator, SecretNames names)
    {
        int from = Math.Max(0, name.Start - Window);
        ReadOnlySpan<char> before = text.Slice(from, name.Start - from);
        before = before.Slice(before.LastIndexOfAny("{}<>".AsSpan()) + 1);
        for (int at = before.LastIndexOfAny('=', ':'); at >= 0; at = before.Slice(0, at).LastIndexOfAny('=', ':'))
        {
            if (TryReadLabel(before, at, out ReadOnlySpan<char> label))
                return names.IsSecret(label);
        }

        ReadOnlySpan<char> after = text.Slice(separator + 1, Math.Min(Window, text.Length - separator - 1));
        int end = after.IndexOfAny("{}<>".AsSpan());
        after = end < 0 ? after : after.Slice(0, end);
        for (int at = after.IndexOfAny('=', ':'); at >= 0; at = Next(after, at))
        {
            if (TryReadLabel(after, at, out ReadOnlySpan<char> label))
                return names.IsSecret(label);
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int at)
    {
        int next = text.Slice(at + 1).IndexOfAny('=', ':');
        return next < 0 ? next : next + at + 1;
    }

    // A label is one word, because names of coins of several words may end with "token".
    private static bool TryReadLabel(ReadOnlySpan<char> text, int separator, out ReadOnlySpan<char> label)
    {
        label = default;
        int nameEnd = separator;
        while (nameEnd > 0 && (text[nameEnd - 1] is '"' or '\'' or '\\' || IsBlank(text[nameEnd - 1])))
            nameEnd--;
        int nameStart = NameText.StartOf(text, nameEnd);
        if (!IsLabel(text.Slice(nameStart, nameEnd - nameStart)))
            return false;
        int start = separator + 1;
        while (start < text.Length && (text[start] is '"' or '\'' or '\\' || IsBlank(text[start])))
            start++;
        int end = start;
        while (end < text.Length && NameText.IsPart(text[end]))
            end++;
        bool isWhole = end == text.Length || text[end] is '"' or '\'' or '\\' or ',' or ';' or '&' or '\r' or '\n';
        label = isWhole ? text.Slice(start, end - start) : default;
        return true;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static bool IsOneOf(string[][] words, ReadOnlySpan<char> name)
    {
        if (name.Length >= words.Length)
            return false;
        foreach (string word in words[name.Length])
        {
            if ((name[0] | ' ') == word[0] && name.Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
