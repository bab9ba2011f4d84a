using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Decryption;

// netstandard2.0 has neither AES-GCM nor an API that reads keys in PEM.
internal static class RecipientPrivateKey
{
    public static PrivateKey Of(X509Certificate2 certificate) => throw Unsupported();

    public static PrivateKey OfFile(string path, SecureString? password) => throw Unsupported();

    private static PlatformNotSupportedException Unsupported() =>
        new("Encrypted members are decrypted by PowerShell 7.6 or later, not by Windows PowerShell.");
}
