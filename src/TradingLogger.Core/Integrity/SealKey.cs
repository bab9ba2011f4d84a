using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Integrity;

/// <summary>Signs the seals of a trade log and verifies their signatures. The holder of a signing key can also rewrite
/// a log and sign it again.</summary>
public abstract class SealKey
{
    private protected SealKey()
    {
    }

    /// <summary>The algorithm: <c>hmac-sha256</c> or <c>ecdsa-p256-sha256</c>.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Makes a key from a secret, for HMAC-SHA-256.</summary>
    /// <param name="secret">At least 16 bytes.</param>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public static SealKey FromSecret(byte[] secret) => new HmacSealKey(secret);

    /// <summary>Makes a key from a secret text in UTF-8, for HMAC-SHA-256.</summary>
    /// <param name="secret">At least 16 bytes in UTF-8.</param>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public static SealKey FromSecureString(SecureString secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return new HmacSealKey(Encoding.UTF8.GetBytes(Marshal.PtrToStringUni(text, secret.Length)));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    /// <summary>Makes a key from the ECDSA P-256 key of a certificate.</summary>
    /// <param name="certificate">The certificate. Without its private key it can verify, but not sign.</param>
    /// <exception cref="ArgumentNullException">The certificate is null.</exception>
    /// <exception cref="ArgumentException">It has no ECDSA P-256 key.</exception>
    /// <exception cref="PlatformNotSupportedException">On .NET Framework.</exception>
    public static SealKey FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return EcdsaSealKey.Of(certificate);
    }

    /// <summary>Reads a key from a file. A PEM file holds an ECDSA P-256 key, private or public. The bytes of any other
    /// file are the secret for HMAC-SHA-256.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException">The PEM holds no ECDSA P-256 key, or the secret is shorter than 16
    /// bytes.</exception>
    /// <exception cref="PlatformNotSupportedException">PEM on .NET Framework.</exception>
    public static SealKey FromFile(string path)
    {
        using FileStream file = PlatformFiles.OpenOrdinary(path);
        using var read = new MemoryStream();
        file.CopyTo(read);
        byte[] content = read.ToArray();
        return content.AsSpan().StartsWith("-----BEGIN "u8)
            ? EcdsaSealKey.OfPem(Encoding.ASCII.GetString(content))
            : new HmacSealKey(content);
    }

    /// <summary>Signs the content.</summary>
    /// <exception cref="InvalidOperationException">The key has no private part.</exception>
    internal abstract byte[] Sign(byte[] content);

    /// <summary>Whether this key made the signature of the content.</summary>
    internal abstract bool IsSignature(byte[] content, byte[] signature);
}

/// <summary>A secret for HMAC-SHA-256.</summary>
internal sealed class HmacSealKey : SealKey
{
    public const string Name = "hmac-sha256";

    private const int ShortestSecret = 16;

    private readonly byte[] _secret;

    public HmacSealKey(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length < ShortestSecret)
            throw new ArgumentException("The secret of a seal must be 16 bytes or longer.", nameof(secret));
        _secret = secret;
    }

    public override string Algorithm => Name;

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

/// <summary>An ECDSA key on the curve P-256.</summary>
internal sealed class EcdsaSealKey : SealKey
{
    public const string Name = "ecdsa-p256-sha256";

    private const int Bits = 256;

    private readonly ECDsa _key;

    private EcdsaSealKey(ECDsa? key)
    {
        if (key is null || key.KeySize != Bits)
            throw new ArgumentException("A seal needs an ECDSA key on the curve P-256.", nameof(key));
        _key = key;
    }

    public override string Algorithm => Name;

    public static EcdsaSealKey Of(X509Certificate2 certificate) => new(EcdsaKeys.Of(certificate));

    public static EcdsaSealKey OfPem(string pem) => new(EcdsaKeys.OfPem(pem));

    internal override byte[] Sign(byte[] content)
    {
        try
        {
            return _key.SignData(content, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException(
                "The key cannot sign because it has no private part. It can only verify.", exception);
        }
    }

    internal override bool IsSignature(byte[] content, byte[] signature) =>
        _key.VerifyData(content, signature, HashAlgorithmName.SHA256);
}
