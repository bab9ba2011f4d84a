using System.Security.Cryptography;

namespace TradingLogging.Integrity;

/// <summary>A secret that signs by HMAC-SHA-256.</summary>
internal sealed class HmacSealKey : SealKey
{
    private const int ShortestSecret = 16;

    private readonly byte[] _secret;

    public HmacSealKey(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length < ShortestSecret)
            throw new ArgumentException("The secret of a seal must be 16 bytes or longer.", nameof(secret));
        _secret = secret;
    }

    public override string Algorithm => "hmac-sha256";

    internal override byte[] Sign(byte[] content)
    {
        using var hash = new HMACSHA256(_secret);
        return hash.ComputeHash(content);
    }

    internal override bool IsSignature(byte[] content, byte[] signature)
    {
        byte[] own = Sign(content);
        int difference = own.Length ^ signature.Length;
        for (int index = 0; index < Math.Min(own.Length, signature.Length); index++)
            difference |= own[index] ^ signature[index];
        return difference == 0;
    }
}
