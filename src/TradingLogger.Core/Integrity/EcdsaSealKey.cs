using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Integrity;

/// <summary>An ECDSA key on the curve P-256.</summary>
internal sealed class EcdsaSealKey : SealKey
{
    private const int Bits = 256;

    private readonly ECDsa _key;

    private EcdsaSealKey(ECDsa? key)
    {
        if (key is null || key.KeySize != Bits)
            throw new ArgumentException("A seal is signed by an ECDSA key on the curve P-256; this is none.", nameof(key));
        _key = key;
    }

    public override string Algorithm => "ecdsa-p256-sha256";

#if NETSTANDARD2_0
    // .NET Standard 2.0 has no way to an ECDSA key.
    public static EcdsaSealKey Of(X509Certificate2 certificate) => throw Unsupported();

    public static EcdsaSealKey OfPem(string pem) => throw Unsupported();

    private static PlatformNotSupportedException Unsupported() =>
        new("Seals by ECDSA need PowerShell 7.6 or later. Use a secret (HMAC) here.");
#else
    public static EcdsaSealKey Of(X509Certificate2 certificate) =>
        new(certificate.GetECDsaPrivateKey() ?? certificate.GetECDsaPublicKey());

    public static EcdsaSealKey OfPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"The PEM holds no ECDSA key: {exception.Message}", nameof(pem), exception);
        }

        return new EcdsaSealKey(key);
    }
#endif

    internal override byte[] Sign(byte[] content)
    {
        try
        {
            return _key.SignData(content, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException("The key cannot sign: it has no private part. It can only verify.", exception);
        }
    }

    internal override bool IsSignature(byte[] content, byte[] signature) =>
        _key.VerifyData(content, signature, HashAlgorithmName.SHA256);
}
