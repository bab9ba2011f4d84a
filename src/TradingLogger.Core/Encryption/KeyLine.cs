using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>A line of a key file: one content key, wrapped for all recipients as a JWE in general JSON serialization
/// (RFC 7516, section 7.2.1).</summary>
/// <param name="Protected">The protected header as it stands in the line, in base64url. As ASCII it is the associated
/// data of the payload.</param>
/// <param name="Recipients">For whom the key is wrapped.</param>
/// <param name="Iv">The nonce of the payload, 12 bytes.</param>
/// <param name="CipherText">The encrypted payload: the content key as a JWK (<see cref="JsonWebKeys"/>).</param>
/// <param name="Tag">The tag of the payload, 16 bytes.</param>
internal sealed record KeyLine(
    string Protected, IReadOnlyList<KeyLineRecipient> Recipients, byte[] Iv, byte[] CipherText, byte[] Tag)
{
    /// <summary>The algorithm that encrypts the payload and the values.</summary>
    public const string ContentAlgorithm = "A256GCM";

    private const string ContentType = "jwk+json";
    private const int KeyIdSize = 16;

    /// <summary>The protected header of every line that is made, in base64url.</summary>
    public static string ProtectedHeader { get; } = Base64UrlText.Of(
        Encoding.ASCII.GetBytes($"{{\"enc\":\"{ContentAlgorithm}\",\"cty\":\"{ContentType}\"}}"));

    /// <summary>The id of the key of a line: of the SHA-256 of its bytes the first 16, in base64url. So every value
    /// that is encrypted by the key proves the line.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <returns>22 characters.</returns>
    public static string IdOf(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[ConcatKdf.HashSize];
        SHA256.HashData(line, hash);
        return Base64UrlText.Of(hash[..KeyIdSize]);
    }

    /// <summary>The line, without its line feed.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append("{\"protected\":\"").Append(Protected).Append("\",\"recipients\":[");
        for (int index = 0; index < Recipients.Count; index++)
        {
            KeyLineRecipient recipient = Recipients[index];
            text.Append(index == 0 ? "" : ",")
                .Append("{\"header\":{\"alg\":\"").Append(recipient.Algorithm)
                .Append("\",\"kid\":\"").Append(recipient.KeyId).Append('"');
            if (recipient.Ephemeral is { } point)
            {
                text.Append(",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"").Append(Base64UrlText.Of(point.X))
                    .Append("\",\"y\":\"").Append(Base64UrlText.Of(point.Y)).Append("\"}");
            }

            text.Append("},\"encrypted_key\":\"").Append(Base64UrlText.Of(recipient.EncryptedKey)).Append("\"}");
        }

        text.Append("],\"iv\":\"").Append(Base64UrlText.Of(Iv))
            .Append("\",\"ciphertext\":\"").Append(Base64UrlText.Of(CipherText))
            .Append("\",\"tag\":\"").Append(Base64UrlText.Of(Tag)).Append("\"}");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Reads a line. Members may stand in any order, with blanks; unknown ones and recipients with algorithms
    /// of others are left out.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <param name="reason">What is wrong with it; null when it can be read.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static KeyLine? TryParse(ReadOnlyMemory<byte> line, out string? reason)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            KeyLine? read = Read(document.RootElement, out reason);
            return read;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            reason = "it is not JSON";
            return null;
        }
    }

    /// <summary>The text of a member; null when there is none.</summary>
    internal static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static KeyLine? Read(JsonElement root, out string? reason)
    {
        reason = "it is no JWE in general JSON serialization";
        if (root.ValueKind != JsonValueKind.Object
            || TextOf(root, "protected") is not { } header
            || Base64UrlText.TryRead(header) is not { } headerJson
            || BytesOf(root, "iv") is not { Length: EncryptedValue.NonceSize } iv
            || BytesOf(root, "ciphertext") is not { } cipherText
            || BytesOf(root, "tag") is not { Length: EncryptedValue.TagSize } tag
            || !root.TryGetProperty("recipients", out JsonElement recipients)
            || recipients.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        using JsonDocument protectedHeader = JsonDocument.Parse(headerJson);
        if (protectedHeader.RootElement.ValueKind != JsonValueKind.Object
            || TextOf(protectedHeader.RootElement, "enc") != ContentAlgorithm)
        {
            reason = $"its payload is not encrypted by {ContentAlgorithm}";
            return null;
        }

        reason = null;
        return new KeyLine(
            header,
            [.. recipients.EnumerateArray().Select(KeyLineRecipient.TryRead).OfType<KeyLineRecipient>()],
            iv,
            cipherText,
            tag);
    }

    internal static byte[]? BytesOf(JsonElement element, string name) =>
        TextOf(element, name) is { } text ? Base64UrlText.TryRead(text) : null;
}

/// <summary>One recipient of a content key.</summary>
/// <param name="Algorithm"><see cref="RsaOaep"/> or <see cref="EcdhEs"/>.</param>
/// <param name="KeyId">The thumbprint of the public key (RFC 7638).</param>
/// <param name="Ephemeral">The public key that was made for this line alone; null for RSA.</param>
/// <param name="EncryptedKey">The key of the JWE, encrypted for the recipient.</param>
internal sealed record KeyLineRecipient(string Algorithm, string KeyId, CurvePoint? Ephemeral, byte[] EncryptedKey)
{
    /// <summary>RSA with OAEP, SHA-256 and MGF1 with SHA-256 (RFC 7518, section 4.3).</summary>
    public const string RsaOaep = "RSA-OAEP-256";

    /// <summary>Agreement on P-256, Concat KDF and AES-256 key wrap (RFC 7518, section 4.6).</summary>
    public const string EcdhEs = "ECDH-ES+A256KW";

    /// <summary>Reads a recipient.</summary>
    /// <returns>Null when its algorithm is another one or something is missing.</returns>
    internal static KeyLineRecipient? TryRead(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("header", out JsonElement header)
            || header.ValueKind != JsonValueKind.Object
            || KeyLine.TextOf(header, "kid") is not { } keyId
            || KeyLine.BytesOf(element, "encrypted_key") is not { } key)
        {
            return null;
        }

        return KeyLine.TextOf(header, "alg") switch
        {
            RsaOaep => new KeyLineRecipient(RsaOaep, keyId, null, key),
            EcdhEs when CurvePoint.TryRead(header) is { } point => new KeyLineRecipient(EcdhEs, keyId, point, key),
            _ => null,
        };
    }
}

/// <summary>A point of the curve P-256.</summary>
/// <param name="X">The first coordinate, 32 bytes.</param>
/// <param name="Y">The second coordinate, 32 bytes.</param>
internal sealed record CurvePoint(byte[] X, byte[] Y)
{
    /// <summary>The length of a coordinate, in bytes.</summary>
    public const int Size = 32;

    internal static CurvePoint? TryRead(JsonElement header) =>
        header.TryGetProperty("epk", out JsonElement key)
        && key.ValueKind == JsonValueKind.Object
        && KeyLine.TextOf(key, "kty") == "EC"
        && KeyLine.TextOf(key, "crv") == "P-256"
        && KeyLine.BytesOf(key, "x") is { Length: Size } x
        && KeyLine.BytesOf(key, "y") is { Length: Size } y
            ? new CurvePoint(x, y)
            : null;
}
