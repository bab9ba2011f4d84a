namespace TradingLogging.Masking;

/// <summary>How surely a name says that its value is a secret.</summary>
[Flags]
internal enum SecretKind
{
    /// <summary>It says nothing.</summary>
    None = 0,

    /// <summary>The value is a secret if it looks random: <c>key</c>, <c>seed</c>, <c>FTX-KEY</c>.</summary>
    Weak = 1,

    /// <summary>The value is a secret unless it is a small number, a word, a symbol or an address: <c>token</c>,
    /// <c>sign</c>.</summary>
    Soft = 2,

    /// <summary>The value is a secret: <c>password</c>.</summary>
    Hard = 4,

    /// <summary>The value is a secret whatever it is: the user said so.</summary>
    Always = 16,

    /// <summary>The name is a plural, so that a number is a count: <c>max_tokens</c>.</summary>
    Plural = 8,

    /// <summary>A path is no secret: <c>PWD</c> is a shell's directory, too.</summary>
    NoPath = 32,

    /// <summary>Null and booleans are secrets, too.</summary>
    Whole = 64,
}

/// <summary>Decides by a value whether it is a secret under a name.</summary>
internal static class SecretKinds
{
    private const int ShortestRandom = 20;
    private const int LongestRandom = 512;
    private const int LongestWord = 12;
    private const int LongestSymbol = 10;
    private const int LongestSmallNumber = 5;
    private const int LongestOrdinal = 2;
    private const int LongestCoin = 32;
    private const int LeastWordsOfPhrase = 12;
    private const int MostWordsOfPhrase = 24;

    /// <summary>Whether a text is a secret.</summary>
    public static bool IsSecret(this SecretKind kind, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (kind == SecretKind.None || (kind & SecretKind.Always) != 0)
            return kind != SecretKind.None;
        if (kind == SecretKind.Weak)
            return LooksRandom(value) || IsPhrase(value);
        if ((kind & SecretKind.NoPath) != 0 && IsPath(value))
            return false;
        if (IsNumber(value, out int digits))
        {
            bool isCount = (kind & SecretKind.Plural) != 0;
            return !isCount && digits > ((kind & SecretKind.Soft) != 0 ? LongestSmallNumber : LongestOrdinal);
        }

        return (kind & SecretKind.Soft) == 0 || !(IsWord(value) || IsSymbol(value) || IsAddress(value));
    }

    /// <summary>Whether a text is a secret that was measured to the end of its line: <c>secrets: 0 found</c>.</summary>
    public static bool IsSecretLine(this SecretKind kind, ReadOnlySpan<char> value)
    {
        int blank = value.IndexOf(' ');
        if (blank <= 0 || !kind.IsSecret(value))
            return kind.IsSecret(value);
        ReadOnlySpan<char> first = value.Slice(0, blank).TrimEnd(",;.".AsSpan());
        ReadOnlySpan<char> rest = value.Slice(blank);
        bool isLoose = (kind & (SecretKind.Soft | SecretKind.Plural)) != 0
            && rest.IndexOfAny("0123456789".AsSpan()) < 0;
        bool isNextPair = IsNumber(first, out int digits) && digits <= LongestOrdinal && rest.IndexOfAny(':', '=') > 1;
        return kind.IsSecret(first) || !(isLoose || isNextPair);
    }

    /// <summary>Whether a text is a secret as the value of a URL's query: there it is no word of a sentence, so a short
    /// one of letters is a secret, too.</summary>
    public static bool IsSecretOfQuery(this SecretKind kind, ReadOnlySpan<char> value) =>
        (kind & SecretKind.Soft) != 0
        && IsWord(value)
        && !IsSymbol(value);

    /// <summary>Whether a value is the address or the name of a coin, where a name that ends with <c>token</c> stands
    /// beside a symbol or a chain. A session's token looks random and has no such address's alphabet.</summary>
    public static bool IsCoin(ReadOnlySpan<char> value) =>
        IsBase58Address(value) || (value.Length <= LongestCoin && !LooksRandom(value));

    /// <summary>Whether a value has the form of a generated key: long, of letters and digits in no order of
    /// words.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        if (value.Length is < ShortestRandom or > LongestRandom)
            return false;
        int digits = 0, upper = 0, lower = 0, dashes = 0, beyondHex = 0;
        foreach (char c in value)
        {
            if (c is >= '0' and <= '9')
                digits++;
            else if (c is >= 'A' and <= 'Z')
                upper++;
            else if (c is >= 'a' and <= 'z')
                lower++;
            else if (c is '-' or '_')
                dashes++;
            else if (c is not ('+' or '/' or '='))
                return false;
            if (char.IsLetter(c) && (c | ' ') > 'f')
                beyondHex++;
        }

        if (digits < 3 || upper + lower < 3 || dashes > 2)
            return false;
        bool isHex = beyondHex == 0 && dashes == 0;
        return (upper > 1 && lower > 1)
            || (isHex && value.Length >= 32 && value.Length != 40)
            || (dashes == 0 && !isHex && value.Length >= 24);
    }

    // Solana's addresses.
    private static bool IsBase58Address(ReadOnlySpan<char> value) => value.Length is 43 or 44 && IsBase58(value);

    /// <summary>Whether a text has letters and digits only, without 0, O, I and l.</summary>
    public static bool IsBase58(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            if (!(c is >= '1' and <= '9') && !(c is >= 'A' and <= 'Z' and not ('O' or 'I'))
                && !(c is >= 'a' and <= 'z' and not 'l'))
            {
                return false;
            }
        }

        return true;
    }

    // The words of a wallet's seed (BIP-39): 12 to 24, each of 3 to 8 small letters.
    private static bool IsPhrase(ReadOnlySpan<char> text)
    {
        if (text.Length < LeastWordsOfPhrase * 4)
            return false;
        int words = 0;
        int length = 0;
        foreach (char c in text)
        {
            if (c is >= 'a' and <= 'z')
                length++;
            else if (c != ' ' || length is < 3 or > 8)
                return false;
            if (c == ' ')
                (words, length) = (words + 1, 0);
        }

        return length is >= 3 and <= 8 && words + 1 is >= LeastWordsOfPhrase and <= MostWordsOfPhrase;
    }

    // /home/bot, ~/bot, C:\bot.
    private static bool IsPath(ReadOnlySpan<char> text)
    {
        bool isRooted = text.StartsWith("/".AsSpan())
            || text.StartsWith("~/".AsSpan())
            || (text.Length > 2 && char.IsLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/');
        if (!isRooted || LooksRandom(text))
            return false;
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('/' or '\\' or '.' or '_' or '-' or ' ' or ':' or '~'))
                return false;
        }

        return true;
    }

    // With a sign, a point, commas between thousands or a unit: -1, 0.5, 128,000, 4k.
    private static bool IsNumber(ReadOnlySpan<char> text, out int digits)
    {
        digits = 0;
        int index = !text.IsEmpty && text[0] is '-' or '+' ? 1 : 0;
        for (; index < text.Length; index++)
        {
            bool isUnit = index == text.Length - 1 && digits > 0 && text[index] is 'k' or 'K' or 'M' or '%';
            if (char.IsDigit(text[index]))
                digits++;
            else if (!isUnit && text[index] is not ('.' or ',' or '_'))
                return false;
        }

        return digits > 0;
    }

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestWord)
            return false;
        for (int index = 0; index < text.Length; index++)
        {
            if (!char.IsLetter(text[index]))
                return false;
        }

        return true;
    }

    private static bool IsSymbol(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > LongestSymbol)
            return false;
        int digits = 0;
        foreach (char c in text)
        {
            if (c is >= '0' and <= '9')
                digits++;
            else if (c is not ((>= 'A' and <= 'Z') or '-' or '/' or '_'))
                return false;
        }

        return digits == 0 || (digits <= 2 && text.Length <= 6);
    }

    // An address of a contract; a private key has 64 digits.
    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        if (text.Length != 42 || !text.StartsWith("0x".AsSpan()))
            return false;
        foreach (char c in text.Slice(2))
        {
            if (c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
                return false;
        }

        return true;
    }
}
