namespace TradingLogging.Masking;

/// <summary>The built-in names of secrets. Keep the list in docs/security.md equal.</summary>
internal static class SecretWords
{
    private const int LongestSingleWord = 5;

    // These name a secret even when other letters precede them without a separator: binanceapikey.
    private static readonly WordEndings Anywhere = new(
        "password", "passphrase", "passwd", "secret", "token", "apikey", "apikeyid", "accesskey", "accesskeyid", "secretkey",
        "privatekey", "signingkey", "sessionkey", "encryptionkey", "listenkey", "signature", "mnemonic", "seedphrase", "cookie",
        "credential");

    // These name a secret as whole words only: bypass is not pass, spin is not pin.
    private static readonly WordEndings AsWords = new(
        "authorization", "authorisation", "auth", "authent", "authcode", "authkeyexpires", "bearer", "jwt", "cred", "pwd", "pass", "passcode",
        "passkey", "pin", "otp", "totp", "cvv", "cvc", "sig", "hmac", "phrase", "seedwords", "recoverywords", "walletseed",
        "masterseed", "wif", "xprv", "accesssign", "apisign", "bapisign", "masterkey", "walletkey", "accountkey", "consumerkey",
        "sharedkey", "subscriptionkey", "decryptionkey", "signkey", "authkey", "hmackey", "aeskey", "rsakey", "sshkey", "ecdsakey",
        "cryptokey", "keypair");

    // With one of these after it, a secret is still a secret: passwordHash, secretKeyBase64.
    private static readonly WordEndings Neutral = new(
        "value", "text", "string", "plain", "plaintext", "cleartext", "raw", "hash", "hex", "base64", "b64", "pem", "encoded",
        "encrypted", "bytes", "header", "env", "new", "old", "current", "confirm", "confirmation", "prod", "test", "live",
        "sandbox", "demo", "primary", "secondary", "backup", "default", "v1", "v2", "v3");

    // These tokens are traded, not secret: quoteToken.
    private static readonly WordEndings TradedTokens = new(
        "basetoken", "quotetoken", "inputtoken", "outputtoken", "selltoken", "buytoken", "fromtoken", "totoken", "feetoken",
        "rewardtoken", "lptoken", "gastoken", "nativetoken", "collateraltoken", "assettoken", "swaptoken", "pooltoken");

    /// <summary>Whether the last words of a name name a secret.</summary>
    public static bool AreAtTheEndOf(ref NameWords words)
    {
        if (IsWhole(words.Letters, "sign") || IsHeaderKey(words))
            return true;
        DropNeutral(ref words);
        ReadOnlySpan<char> letters = words.Letters;
        if (letters.IsEmpty)
            return false;
        bool isPlural = letters.Length > 3 && letters[letters.Length - 1] == 's';
        return IsSecret(words, letters) || (isPlural && IsSecret(words, letters.Slice(0, letters.Length - 1)));
    }

    private static bool IsSecret(in NameWords words, ReadOnlySpan<char> letters) =>
        Ends(words, letters) && !TradedTokens.Contains(letters);

    private static bool Ends(in NameWords words, ReadOnlySpan<char> letters)
    {
        foreach (string word in Anywhere.For(letters))
        {
            if (letters.EndsWith(word.AsSpan()))
                return true;
        }

        foreach (string word in AsWords.For(letters))
        {
            if (letters.EndsWith(word.AsSpan()) && IsWords(words, letters.Length - word.Length, letters.Length))
                return true;
        }

        return false;
    }

    // A long word may be written as several, such as master_key. Several words may form a short one by chance.
    private static bool IsWords(in NameWords words, int start, int end)
    {
        for (int i = start + 1; i < end && end - start <= LongestSingleWord; i++)
        {
            if (words.IsWordStart(i))
                return false;
        }

        return words.IsWordStart(start);
    }

    // Exchanges have headers such as X-COINEX-KEY and X-COINEX-SIGN.
    private static bool IsHeaderKey(in NameWords words) =>
        words.Length > 4 && words.Letters[0] == 'x' && words.IsWordStart(1)
        && (IsWhole(words.Last, "key") || IsWhole(words.Last, "sign"));

    private static void DropNeutral(ref NameWords words)
    {
        for (int last = words.Last.Length; last < words.Length && Neutral.Contains(words.Last); last = words.Last.Length)
            words.Drop(last);
        int digits = 0;
        while (digits < words.Length && char.IsDigit(words.Letters[words.Length - 1 - digits]))
            digits++;
        if (digits < words.Length)
            words.Drop(digits);
    }

    private static bool IsWhole(ReadOnlySpan<char> letters, string word) => letters.SequenceEqual(word.AsSpan());
}

/// <summary>Words of two or more letters, found by their last two, so that a name is compared with very few of
/// them.</summary>
internal sealed class WordEndings
{
    private const int LettersOfOne = 32;

    private readonly string[]?[] _byEnding = new string[LettersOfOne * LettersOfOne][];

    public WordEndings(params string[] words)
    {
        foreach (string word in words)
        {
            ref string[]? alike = ref _byEnding[Ending(word.AsSpan())];
            alike = [.. alike ?? [], word];
        }
    }

    /// <summary>The words whose last two letters are those of a text, and perhaps a few more.</summary>
    public ReadOnlySpan<string> For(ReadOnlySpan<char> letters) =>
        letters.Length < 2 ? default : _byEnding[Ending(letters)];

    /// <summary>Whether the letters are one of the words.</summary>
    public bool Contains(ReadOnlySpan<char> letters)
    {
        foreach (string word in For(letters))
        {
            if (letters.SequenceEqual(word.AsSpan()))
                return true;
        }

        return false;
    }

    private static int Ending(ReadOnlySpan<char> letters) =>
        (letters[letters.Length - 1] % LettersOfOne * LettersOfOne) + (letters[letters.Length - 2] % LettersOfOne);
}
