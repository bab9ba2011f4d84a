using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>Keys in the form of RFC 7517, and the ids that are made of them.</summary>
internal static class JsonWebKeys
{
    private const string ContentStart = "{\"kty\":\"oct\",\"alg\":\"A256GCM\",\"k\":\"";

    /// <summary>The thumbprint of a public RSA key (RFC 7638, SHA-256), which is its id.</summary>
    /// <param name="modulus">The modulus, big-endian, without leading zeros.</param>
    /// <param name="exponent">The exponent, in the same form.</param>
    public static string ThumbprintOfRsa(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent) =>
        ThumbprintOf(
            $"{{\"e\":\"{Base64UrlText.Of(exponent)}\",\"kty\":\"RSA\",\"n\":\"{Base64UrlText.Of(modulus)}\"}}");

    /// <summary>The thumbprint of the public part of an RSA key, which is its id.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="CryptographicException">It cannot be read.</exception>
    public static string ThumbprintOf(RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return ThumbprintOfRsa(parameters.Modulus, parameters.Exponent);
    }

    /// <summary>The thumbprint of a public key on P-256 (RFC 7638, SHA-256), which is its id.</summary>
    /// <param name="x">The first coordinate, 32 bytes.</param>
    /// <param name="y">The second coordinate, 32 bytes.</param>
    public static string ThumbprintOfP256(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y) =>
        ThumbprintOf(
            "{\"crv\":\"P-256\",\"kty\":\"EC\","
            + $"\"x\":\"{Base64UrlText.Of(x)}\",\"y\":\"{Base64UrlText.Of(y)}\"}}");

    /// <summary>A content key as the JWK that a key line carries (RFC 7517, section 4; RFC 7518, section
    /// 6.4).</summary>
    /// <param name="key">32 bytes.</param>
    public static byte[] OfContentKey(ReadOnlySpan<byte> key) =>
        Encoding.ASCII.GetBytes($"{ContentStart}{Base64UrlText.Of(key)}\"}}");

    /// <summary>Reads a content key.</summary>
    /// <param name="json">The JWK.</param>
    /// <returns>32 bytes; null when it is no key for AES-256-GCM.</returns>
    public static byte[]? TryReadContentKey(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && KeyLine.TextOf(root, "kty") == "oct"
                && KeyLine.TextOf(root, "alg") is null or KeyLine.ContentAlgorithm
                && KeyLine.TextOf(root, "k") is { } text
                && Base64UrlText.TryRead(text) is { Length: EncryptedValue.KeySize } key
                    ? key
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string ThumbprintOf(string json)
    {
        Span<byte> hash = stackalloc byte[ConcatKdf.HashSize];
        SHA256.HashData(Encoding.ASCII.GetBytes(json), hash);
        return Base64UrlText.Of(hash);
    }
}
