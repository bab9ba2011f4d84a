using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TradingLogging.Integrity;

/// <summary>Signs the seals of a trade log, and tells whether a signature is of this key. Who has a key that signs can also rewrite
/// a log and sign it again.</summary>
public abstract class SealKey
{
    private protected SealKey()
    {
    }

    /// <summary>How it signs: <c>hmac-sha256</c> or <c>ecdsa-p256-sha256</c>.</summary>
    public abstract string Algorithm { get; }

    /// <summary>A secret that signs by HMAC-SHA-256.</summary>
    /// <param name="secret">At least 16 bytes.</param>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">The secret is shorter.</exception>
    public static SealKey FromSecret(byte[] secret) => new HmacSealKey(secret);

    /// <summary>A secret that signs by HMAC-SHA-256: the text in UTF-8.</summary>
    /// <param name="secret">At least 16 bytes in UTF-8.</param>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">The secret is shorter.</exception>
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

    /// <summary>The ECDSA P-256 key of a certificate; without its private part it can only verify.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="ArgumentNullException">The certificate is null.</exception>
    /// <exception cref="ArgumentException">It has no ECDSA P-256 key.</exception>
    /// <exception cref="PlatformNotSupportedException">On .NET Framework.</exception>
    public static SealKey FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return EcdsaSealKey.Of(certificate);
    }

    /// <summary>The key in a file: an ECDSA P-256 key in PEM, private or public, or else the secret for HMAC-SHA-256, its bytes
    /// as they are.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException">The PEM holds no ECDSA P-256 key, or the secret is shorter than 16 bytes.</exception>
    /// <exception cref="PlatformNotSupportedException">PEM on .NET Framework.</exception>
    public static SealKey FromFile(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        return content.AsSpan().StartsWith("-----BEGIN "u8)
            ? EcdsaSealKey.OfPem(Encoding.ASCII.GetString(content))
            : new HmacSealKey(content);
    }

    /// <summary>Signs.</summary>
    /// <exception cref="InvalidOperationException">The key has no private part.</exception>
    internal abstract byte[] Sign(byte[] content);

    /// <summary>Whether the signature is of this key and content.</summary>
    internal abstract bool IsSignature(byte[] content, byte[] signature);
}
