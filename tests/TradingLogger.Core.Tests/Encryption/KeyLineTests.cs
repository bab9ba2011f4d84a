using System.Text;
using TradingLogging.Encryption;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>The line of a key file, and what is derived for it.</summary>
public sealed class KeyLineTests
{
    private static readonly KeyLine Line = new(
        KeyLine.ProtectedHeader,
        [
            new KeyLineRecipient(KeyLineRecipient.RsaOaep, "one", null, [1, 2, 3]),
            new KeyLineRecipient(KeyLineRecipient.EcdhEs, "two", new CurvePoint(new byte[32], new byte[32]), [4, 5]),
        ],
        new byte[12],
        [6, 7, 8],
        new byte[16]);

    [Fact]
    public void A_line_is_a_JWE_in_general_serialization_with_its_members_in_this_order()
    {
        string zeros = new('A', 43);

        Assert.Equal(
            "{\"protected\":\"eyJlbmMiOiJBMjU2R0NNIiwiY3R5IjoiandrK2pzb24ifQ\",\"recipients\":["
            + "{\"header\":{\"alg\":\"RSA-OAEP-256\",\"kid\":\"one\"},\"encrypted_key\":\"AQID\"},"
            + "{\"header\":{\"alg\":\"ECDH-ES+A256KW\",\"kid\":\"two\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\","
            + $"\"x\":\"{zeros}\",\"y\":\"{zeros}\"}}}},\"encrypted_key\":\"BAU\"}}],"
            + "\"iv\":\"AAAAAAAAAAAAAAAA\",\"ciphertext\":\"BgcI\",\"tag\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
            Encoding.ASCII.GetString(Line.ToBytes()));
    }

    [Fact]
    public void A_line_that_was_read_gives_the_same_line()
    {
        KeyLine? read = KeyLine.TryParse(Line.ToBytes(), out string? reason);

        Assert.Null(reason);
        Assert.Equal(Line.ToBytes(), read!.ToBytes());
    }

    [Fact]
    public void Members_may_stand_in_any_order_with_blanks_and_unknown_ones_beside_them()
    {
        string other = "{ \"tag\": \"AAAAAAAAAAAAAAAAAAAAAA\", \"unprotected\": {}, \"ciphertext\": \"BgcI\", "
            + "\"recipients\": [ { \"encrypted_key\": \"AQID\", \"header\": { \"kid\": \"one\", "
            + "\"alg\": \"RSA-OAEP-256\" } }, { \"header\": { \"alg\": \"dir\", \"kid\": \"x\" } } ], "
            + $"\"iv\": \"AAAAAAAAAAAAAAAA\", \"protected\": \"{KeyLine.ProtectedHeader}\" }}";

        KeyLine read = KeyLine.TryParse(Encoding.UTF8.GetBytes(other), out _)!;

        Assert.Equal("one", Assert.Single(read.Recipients).KeyId);
        Assert.Equal([6, 7, 8], read.CipherText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"protected\":\"e30\"}")]
    [InlineData("{\"protected\":\"\\ud800\",\"iv\":1}")]
    public void What_is_no_key_line_is_not_read(string text)
    {
        Assert.Null(KeyLine.TryParse(Encoding.UTF8.GetBytes(text), out string? reason));
        Assert.NotEmpty(reason!);
    }

    [Fact]
    public void A_payload_of_another_algorithm_is_named()
    {
        string text = Encoding.ASCII.GetString(Line.ToBytes()).Replace(
            KeyLine.ProtectedHeader, Base64UrlText.Of("{\"enc\":\"A128GCM\"}"u8), StringComparison.Ordinal);

        Assert.Null(KeyLine.TryParse(Encoding.UTF8.GetBytes(text), out string? reason));
        Assert.Contains("A256GCM", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_a_key_is_the_beginning_of_the_hash_of_its_line() =>
        // SHA-256 of "abc", FIPS 180-2: ba7816bf 8f01cfea 414140de 5dae2223 …
        Assert.Equal(
            Base64UrlText.Of(Convert.FromHexString("ba7816bf8f01cfea414140de5dae2223")), KeyLine.IdOf("abc"u8));

    [Fact]
    public void A_content_key_comes_back_from_its_JWK()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

        Assert.Equal(key, JsonWebKeys.TryReadContentKey(JsonWebKeys.OfContentKey(key)));
    }

    [Theory]
    [InlineData("{\"kty\":\"oct\",\"k\":\"AAAA\"}")]
    [InlineData("{\"kty\":\"RSA\"}")]
    [InlineData("nothing")]
    public void Another_JWK_is_no_content_key(string json) =>
        Assert.Null(JsonWebKeys.TryReadContentKey(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void The_thumbprint_of_an_RSA_key_is_that_of_RFC_7638()
    {
        byte[] modulus = Base64UrlText.TryRead(
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJE"
            + "CPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Q"
            + "vzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6"
            + "WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")!;

        Assert.Equal(
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            JsonWebKeys.ThumbprintOfRsa(modulus, Base64UrlText.TryRead("AQAB")));
    }

    [Fact]
    public void The_derived_key_is_that_of_RFC_7518_appendix_C()
    {
        byte[] secret =
        [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106,
            72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];

        Assert.Equal(
            "VqqN6vgjbSBcIijNcacQGg",
            Base64UrlText.Of(ConcatKdf.Derive(secret, "A128GCM", 16, "Alice"u8, "Bob"u8)));
    }
}
