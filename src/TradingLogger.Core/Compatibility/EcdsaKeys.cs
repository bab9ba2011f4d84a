using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Integrity;

// netstandard2.0 has no API that reads an ECDSA key.
internal static class EcdsaKeys
{
    public static ECDsa? Of(X509Certificate2 certificate) => throw Unsupported();

    public static ECDsa OfPem(string pem) => throw Unsupported();

    private static PlatformNotSupportedException Unsupported() =>
        new("ECDSA seals need PowerShell 7.6 or later. Use a secret (HMAC) instead.");
}
