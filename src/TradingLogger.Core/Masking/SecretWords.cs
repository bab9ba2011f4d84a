namespace TradingLogging.Masking;

/// <summary>The built-in names of secrets. docs/security.md shows them to the user.</summary>
internal static class SecretWords
{
    private const int LongestSingleWord = 5;

    // Telling in themselves, also when other letters are glued to them: binanceapikey.
    private static readonly WordEndings Anywhere = new(
        "password", "passphrase", "passwd", "secret", "token", "apikey", "apikeyid", "accesskey", "accesskeyid", "secretkey",
        "privatekey", "signingkey", "sessionkey", "encryptionkey", "listenkey", "signature", "mnemonic", "seedphrase", "cookie",
        "credential");

    // Telling as whole words only: a design is no sign, an oath no auth.
    private static readonly WordEndings AsWords = new(
        "authorization", "authorisation", "auth", "authent", "authcode", "authkeyexpires", "bearer", "jwt", "cred", "pwd", "pass", "passcode",
        "passkey", "pin", "otp", "totp", "cvv", "cvc", "sig", "hmac", "phrase", "seedwords", "recoverywords", "walletseed",
        "masterseed", "wif", "xprv", "accesssign", "apisign", "bapisign", "masterkey", "walletkey", "accountkey", "consumerkey",
        "sharedkey", "subscriptionkey", "decryptionkey", "signkey", "authkey", "hmackey", "aeskey", "rsakey", "sshkey", "ecdsakey",
        "cryptokey", "keypair");

    // Behind a secret, they do not make it another thing: passwordHash, secretKeyBase64.
    private static readonly WordEndings Neutral = new(
        "value", "text", "string", "plain", "plaintext", "cleartext", "raw", "hash", "hex", "base64", "b64", "pem", "encoded",
        "encrypted", "bytes", "header", "env", "new", "old", "current", "confirm", "confirmation", "prod", "test", "live",
        "sandbox", "demo", "primary", "secondary", "backup", "default", "v1", "v2", "v3");

    // Tokens that are traded: quoteToken.
    private static readonly WordEndings TradedTokens = new(
        "basetoken", "quotetoken", "inputtoken", "outputtoken", "selltoken", "buytoken", "fromtoken", "totoken", "feetoken",
        "rewardtoken", "lptoken", "gastoken", "nativetoken", "collateraltoken", "assettoken", "swaptoken", "pooltoken");

    /// <summary>Whether the last words of a name are those of a secret.</summary>
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

    // A longer one may be written as several words, as master_key; a short one put together by chance is none.
    private static bool IsWords(in NameWords words, int start, int end)
    {
        for (int i = start + 1; i < end && end - start <= LongestSingleWord; i++)
        {
            if (words.IsWordStart(i))
                return false;
        }

        return words.IsWordStart(start);
    }

    // X-COINEX-KEY, X-COINEX-SIGN: headers of exchanges.
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

/// <summary>Words by their last two letters, so that a name is compared with very few of them. All have two letters or more.</summary>
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

    /// <summary>The words that may end as these letters do.</summary>
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
