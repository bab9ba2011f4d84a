using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Integrity;

/// <summary>Reads ECDSA keys.</summary>
internal static class EcdsaKeys
{
    /// <summary>The key of a certificate, with its private part if it has one; null when it is none for
    /// ECDSA.</summary>
    public static ECDsa? Of(X509Certificate2 certificate) =>
        certificate.GetECDsaPrivateKey() ?? certificate.GetECDsaPublicKey();

    /// <summary>The key that a PEM text holds.</summary>
    /// <exception cref="ArgumentException">The text holds no ECDSA key.</exception>
    public static ECDsa OfPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"The PEM holds no ECDSA key: {exception.Message}", nameof(pem), exception);
        }
    }
}
