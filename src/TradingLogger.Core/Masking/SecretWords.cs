namespace TradingLogging.Masking;

/// <summary>The built-in names of secrets. Keep the list in docs/security.md equal.</summary>
internal static class SecretWords
{
    private const int LongestSingleWord = 5;
    private const string Pwd = "pwd";

    // These name a secret even when other letters precede them without a separator: binanceapikey.
    private static readonly WordEndings Anywhere = new(
        "password", "passphrase", "passwd", "passwrd", "pswd", "secret", "apikey", "apikeyid", "accesskey",
        "accesskeyid", "secretkey", "privatekey", "privkey", "signingkey", "sessionkey", "encryptionkey", "listenkey",
        "mnemonic", "seedphrase", "credential", "twofactor", "twofactorcode", "2fa", "2facode", "otpcode", "mfacode",
        "passwort", "kennwort", "webhookurl", "webhookuri", "licensekey", "licencekey", "activationkey",
        "securityanswer", "secretanswer");

    // The same, for values that are no secret when they are a word or a number.
    private static readonly WordEndings AnywhereSoft = new("token", "signature", "cookie");

    // These name a secret as whole words only: bypass is not pass, spin is not pin.
    private static readonly WordEndings AsWords = new(
        "authkeyexpires", "bearer", "jwt", "cred", "pass", "passcode", "pw", "psw", "passw", "pword", "passkey",
        "pin", "pincode", "otp", "totp", "mfa", "tfa", "cvv", "cvc", "hmac", "phrase", "seedwords", "secretwords",
        "recoverywords", "walletseed", "masterseed", "otpseed", "totpseed", "wif", "xprv", "xpriv", "yprv", "zprv",
        "masterkey", "walletkey", "accountkey", "consumerkey", "sharedkey", "subscriptionkey", "decryptionkey",
        "signkey", "authkey", "hmackey", "aeskey", "rsakey", "sshkey", "ecdsakey", "cryptokey", "enckey", "prvkey",
        "pkey", "seckey", "keypair", "userpass", "dbpass", "sshpass", "rootpass", "adminpass", "smtppass", "mailpass",
        "ftppass", "loginpass", "verificationcode", "securitycode", "smscode", "emailcode", "authenticatorcode",
        "googlecode", "logincode", "onetimecode", "recoverycode", "backupcode", "tfacode", "totpcode", "authcode",
        "authenticationcode", Pwd,
        // The word for a password in other languages.
        "motdepasse", "mdp", "contraseña", "contrasena", "senha", "wachtwoord", "lösenord", "losenord", "adgangskode",
        "adgangskoden", "passord", "salasana", "hasło", "haslo", "heslo", "jelszó", "jelszo", "şifre", "parola",
        "geslo", "lozinka", "пароль", "парола", "密码", "密碼", "パスワード", "비밀번호");

    // The same, for values that are no secret when they are a word or a number.
    private static readonly WordEndings AsWordsSoft = new(
        "authorization", "authorisation", "auth", "authent", "sig", "apisig", "accesssign", "apisign", "bapisign",
        "sas", "sasurl", "sasuri");

    // Telling only with a value that looks random.
    private static readonly WordEndings AsWordsWeak = new(
        "key", "pk", "seed", "session", "sessionid", "sid", "jsessionid", "phpsessid", "sessid", "skey", "appkey",
        "clientkey", "restkey");

    // Keys of tables, caches and requests.
    private static readonly WordEndings PlainKeys = new(
        "primarykey", "foreignkey", "sortkey", "cachekey", "idempotencykey", "partitionkey", "orderkey", "rowkey",
        "mapkey", "uniquekey", "indexkey", "hashkey", "rangekey", "routingkey", "messagekey", "eventkey", "hostkey",
        "publickey", "pubkey", "groupkey", "objectkey", "storagekey", "registrykey", "hotkey", "lookupkey",
        "dictionarykey", "sharedpublickey");

    // With one of these after it, a secret is still a secret: passwordHash, secretKeyBase64.
    private static readonly WordEndings Neutral = new(
        "value", "text", "string", "plain", "plaintext", "cleartext", "raw", "hash", "hex", "base64", "b64", "pem",
        "encoded", "encrypted", "bytes", "header", "env", "new", "old", "current", "confirm", "confirmation", "prod",
        "test", "live", "sandbox", "demo", "primary", "secondary", "backup", "default", "v1", "v2", "v3");

    // Tokens that are traded (quoteToken), and those that are public.
    private static readonly WordEndings PublicTokens = new(
        "basetoken", "quotetoken", "inputtoken", "outputtoken", "selltoken", "buytoken", "fromtoken", "totoken",
        "feetoken", "rewardtoken", "lptoken", "gastoken", "nativetoken", "collateraltoken", "assettoken", "swaptoken",
        "pooltoken", "publickeytoken");

    // Before "token" they tell of a credential, whatever stands beside it.
    private static readonly WordEndings Credentials = new(
        "access", "api", "app", "auth", "bearer", "bot", "client", "csrf", "xsrf", "device", "id", "jwt", "login",
        "oauth", "personal", "private", "push", "refresh", "request", "reset", "sas", "secret", "security", "service",
        "session", "sso", "user", "verification", "web");

    /// <summary>How surely the last words of a name are those of a secret.</summary>
    public static SecretKind KindAtTheEndOf(ref NameWords words)
    {
        if (IsWhole(words.Letters, "sign"))
            return SecretKind.Soft;
        if (IsHeaderKey(words))
            return SecretKind.Hard;
        DropNeutral(ref words);
        ReadOnlySpan<char> letters = words.Letters;
        if (letters.IsEmpty)
            return SecretKind.None;
        SecretKind kind = KindOf(words, letters);
        if (kind != SecretKind.None || letters.Length <= 3 || letters[letters.Length - 1] != 's')
            return kind;
        kind = KindOf(words, letters.Slice(0, letters.Length - 1));
        return kind is SecretKind.None or SecretKind.Weak ? SecretKind.None : kind | SecretKind.Plural;
    }

    /// <summary>Whether a name ends with <c>token</c> and may be that of a coin, beside a symbol or a chain.</summary>
    public static bool MayBeCoin(in NameWords words)
    {
        ReadOnlySpan<char> letters = words.Letters;
        if (!letters.EndsWith("token".AsSpan()))
            return false;
        ReadOnlySpan<char> before = letters.Slice(0, letters.Length - "token".Length);
        foreach (string word in Credentials.For(before))
        {
            if (before.EndsWith(word.AsSpan()))
                return false;
        }

        return true;
    }

    private static SecretKind KindOf(in NameWords words, ReadOnlySpan<char> letters)
    {
        if (Ends(Anywhere, letters))
            return SecretKind.Hard;
        if (Ends(AnywhereSoft, letters))
            return PublicTokens.Contains(letters) ? SecretKind.None : SecretKind.Soft;
        if (EndsWithWords(AsWords, words, letters))
            return letters.EndsWith(Pwd.AsSpan()) ? SecretKind.Hard | SecretKind.NoPath : SecretKind.Hard;
        if (EndsWithWords(AsWordsSoft, words, letters))
            return SecretKind.Soft;
        return (EndsWithWords(AsWordsWeak, words, letters) || IsHeaderSign(words)) && !Ends(PlainKeys, letters)
            ? SecretKind.Weak
            : SecretKind.None;
    }

    private static bool Ends(WordEndings endings, ReadOnlySpan<char> letters)
    {
        foreach (string word in endings.For(letters))
        {
            if (letters.EndsWith(word.AsSpan()))
                return true;
        }

        return false;
    }

    private static bool EndsWithWords(WordEndings endings, in NameWords words, ReadOnlySpan<char> letters)
    {
        foreach (string word in endings.For(letters))
        {
            if (letters.EndsWith(word.AsSpan()) && IsWords(words, letters.Length - word.Length, letters.Length))
                return true;
        }

        return false;
    }

    // FTX-SIGN, GATE-SIGN.
    private static bool IsHeaderSign(in NameWords words) => words.Length > 4 && IsWhole(words.Last, "sign");

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
        while (words.Last.Length < words.Length && Neutral.Contains(words.Last))
            words.Drop(words.Last.Length);
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
