using TradingLogging.Masking;
using Xunit;

namespace TradingLogging.Tests.Masking;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData(
        "api_key", "apiKey", "API-KEY", "APIKey", "Api Key", "X-MBX-APIKEY", "binanceapikey", "apikeys", "a.p.i.key")]
    [InlineData("secret", "apiSecret", "client_secret", "SECRET_KEY", "secretKey2", "clientsecret", "Secrets")]
    [InlineData("token", "access_token", "refreshToken", "csrftoken", "bearerTokens", "oauth2token", "token_v2")]
    [InlineData("sshpass", "SSHPASS", "Passwort", "dbKennwort")]
    [InlineData(
        "password", "PassWord", "dbPassword", "password_hash", "passwordConfirmation", "Pwd", "pass", "user_pass",
        "passwd")]
    [InlineData("passphrase", "CB-ACCESS-PASSPHRASE", "KC_API_PASSPHRASE", "pass phrase", "pass-code")]
    [InlineData(
        "signature", "X-GEMINI-SIGNATURE", "CB-ACCESS-SIGN", "OK-ACCESS-SIGN", "X-BAPI-SIGN", "API-Sign", "sign",
        "sig")]
    [InlineData("authorization", "Proxy-Authorization", "auth", "X-Auth", "Authent", "AUTHORIZATION")]
    [InlineData("cookie", "Set-Cookie", "cookies", "sessionCookie")]
    [InlineData(
        "privateKey", "private_key_pem", "privatekey", "signingKey", "accountKey", "AWS_ACCESS_KEY_ID",
        "APCA-API-KEY-ID")]
    [InlineData("mnemonic", "seed phrase", "seedPhrase", "recovery_phrase", "SEED-PHRASE", "walletSeed")]
    [InlineData("CB-ACCESS-KEY", "OK-ACCESS-KEY", "X-COINEX-KEY", "listenKey", "otp", "pin", "jwt", "credentials")]
    [InlineData("ｐａｓｓｗｏｒｄ", "pass\u200bword", "\ud800password", "API\u00a0Key")]
    public void A_name_of_a_secret_is_known_in_every_spelling(params string[] names) =>
        Assert.All(names, name => Assert.True(SecretMask.Default.IsSecret(name), name));

    [Theory]
    [InlineData("symbol", "orderKey", "tokenPair", "signatureTime", "secretariat")]
    [InlineData(
        "key", "keys", "order_key", "idempotency_key", "partitionKey", "publicKey", "public_key_id", "keyboard",
        "hotkey")]
    [InlineData(
        "token_id", "tokenCount", "token_symbol", "tokenIn", "quoteToken", "baseTokens", "tokenize", "tokenAddress")]
    [InlineData(
        "client_order_id", "order_id", "clientOid", "session", "session_id", "seed", "private", "nonce", "timestamp")]
    [InlineData("signal", "design", "assign", "signed", "X-BAPI-SIGN-TYPE", "signatureVersion", "signer", "priceSign")]
    [InlineData(
        "passed", "compass", "bypass_count", "passthru", "address", "pinned", "spin", "pinbar", "shipping", "opinion")]
    [InlineData(
        "author", "authors", "oauth_version", "cookieCount", "api_key_version", "secretary", "passwordLength",
        ".cV|V&")]
    [InlineData("", "-", "s", "€", "1", "12345", "x", "v2", "test", "hash")]
    public void Other_names_are_left_alone(params string[] names) =>
        Assert.All(names, name => Assert.False(SecretMask.Default.IsSecret(name), name));

    [Fact]
    public void The_user_can_add_names_and_take_names_out()
    {
        var mask = new SecretMask(["strategy_params", "desk*", "*edge", "a*b*c", " ", "-"], ["token", "X-*-KEY"]);

        Assert.All(
            ["StrategyParams", "desk", "desk_7", "my-edge", "edge", "abc", "a1b2c"],
            name => Assert.True(mask.IsSecret(name), name));
        Assert.All(
            ["strategy", "params", "edges", "ac", "acb", "token", "TOKEN", "x_coinex_key", "symbol"],
            name => Assert.False(mask.IsSecret(name), name));
        Assert.True(mask.IsSecret("access_token"));
        Assert.False(new SecretMask([], ["*"]).IsSecret("password"));
    }

    [Fact]
    public void A_name_is_decided_the_same_way_every_time()
    {
        string[] names =
        [
            .. Enumerable.Range(0, 2000).Select(number => $"name{number}" + (number % 3 == 0 ? "Secret" : "x")),
        ];

        for (int round = 0; round < 2; round++)
        {
            Assert.All(
                names,
                name => Assert.Equal(
                    name.EndsWith("Secret", StringComparison.Ordinal), SecretMask.Default.IsSecret(name)));
        }
    }

    [Fact]
    public void A_name_of_any_length_is_decided_by_its_end()
    {
        Assert.True(SecretMask.Default.IsSecret(new string('a', 10_000) + "_api_key"));
        Assert.False(SecretMask.Default.IsSecret("api_key_" + new string('a', 10_000)));
    }
}
