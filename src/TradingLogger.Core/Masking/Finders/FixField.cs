namespace TradingLogging.Masking.Finders;

/// <summary>A secret field of a FIX message. Its name is a number. It ends with SOH or with what programs show in its
/// place.</summary>
/// <param name="tag">The number and the equals sign.</param>
/// <param name="context">What else the message must hold for the field to be a secret; null for nothing.</param>
internal sealed class FixField(string tag, string? context = null) : SecretFinder
{
    private const string ShownDelimiter = "<SOH>";

    /// <summary>554 Password, 925 NewPassword, 1402 EncryptedPassword, 1404 EncryptedNewPassword, 89 Signature, and 96
    /// RawData of a logon, in which exchanges expect the signature.</summary>
    public static FixField[] Secrets { get; } =
    [
        new("554="), new("925="), new("1402="), new("1404="), new("89=", "8=FIX"), new("96=", "35=A"),
    ];

    /// <summary>Whether a text may hold one of the fields: whether an equals sign follows the last digit of one of the
    /// tags.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOf('='); at >= 0; at = text.IndexOf('='))
        {
            if (at > 0 && text[at - 1] is '2' or '4' or '5' or '6' or '9')
                return true;
            text = text.Slice(at + 1);
        }

        return false;
    }

    protected override bool Concerns(ReadOnlySpan<char> text) => context is null || text.IndexOf(context.AsSpan()) >= 0;

    protected override bool TryFind(ReadOnlySpan<char> text, int from, out TextRange found)
    {
        found = default;
        for (int at = IndexOf(text, tag, from); at >= 0; at = IndexOf(text, tag, at + tag.Length))
        {
            int start = at + tag.Length;
            int end = start;
            while (!IsEnd(text, end))
                end++;
            if (end == start || !IsStart(text, at))
                continue;
            found = new TextRange(start, end);
            return true;
        }

        return false;
    }

    private static bool IsStart(ReadOnlySpan<char> text, int at) =>
        at == 0 || IsDelimiter(text[at - 1]) || text[at - 1] is ' ' or '"' or '\'' or ';'
        || (at > 1 && text[at - 1] == 'A' && text[at - 2] == '^') || text.Slice(0, at).EndsWith("\\u0001".AsSpan())
        || text.Slice(0, at).EndsWith(ShownDelimiter.AsSpan());

    private static bool IsEnd(ReadOnlySpan<char> text, int index)
    {
        if (index >= text.Length || IsDelimiter(text[index]) || text[index] is '\n' or '\r')
            return true;
        ReadOnlySpan<char> rest = text.Slice(index);
        return rest.StartsWith("^A".AsSpan())
            || rest.StartsWith("\\u0001".AsSpan())
            || rest.StartsWith(ShownDelimiter.AsSpan());
    }

    // SOH, and what programs show in its place.
    private static bool IsDelimiter(char c) => c is '\u0001' or '|' or '\u2401';
}
