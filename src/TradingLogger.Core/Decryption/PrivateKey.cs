using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Encryption;

namespace TradingLogging.Decryption;

/// <summary>The private key of a recipient: RSA, or P-256. It opens content keys and nothing else.</summary>
public abstract class PrivateKey : IDisposable
{
    private protected PrivateKey(string id) => Id = id;

    /// <summary>The id under which key lines name the recipient: the thumbprint of the public key (RFC 7638,
    /// SHA-256, in base64url).</summary>
    public string Id { get; }

    /// <summary>Takes the private key of a certificate. The key may be one that cannot be exported.</summary>
    /// <param name="certificate">The certificate. It stays the caller's to dispose of.</param>
    /// <exception cref="ArgumentNullException">The certificate is null.</exception>
    /// <exception cref="ArgumentException">It has no private key of RSA or P-256 that may be used.</exception>
    /// <exception cref="PlatformNotSupportedException">On .NET Framework.</exception>
    public static PrivateKey FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return RecipientPrivateKey.Of(certificate);
    }

    /// <summary>Reads a private key from a PEM file: PKCS#8, encrypted or not, or the older forms of RSA and EC
    /// keys. Certificates and public keys in the file are passed over.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="password">The password of an encrypted key; null for none.</param>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException">It holds no private key of RSA or P-256, or the password is missing or
    /// wrong.</exception>
    /// <exception cref="PlatformNotSupportedException">On .NET Framework.</exception>
    public static PrivateKey FromFile(string path, SecureString? password = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return RecipientPrivateKey.OfFile(path, password);
    }

    /// <summary>Disposes of the key.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the content key of a line.</summary>
    /// <param name="recipient">The recipient that this key is of.</param>
    /// <param name="line">The line.</param>
    /// <returns>Null when the line is damaged or was made for another key.</returns>
    internal abstract IContentCipher? TryOpen(KeyLineRecipient recipient, KeyLine line);

    /// <summary>Disposes of the key.</summary>
    /// <param name="isDisposing">True: there is no finalizer.</param>
    protected abstract void Dispose(bool isDisposing);
}

/// <summary>Decrypts with one content key; its disposal zeroes the key. Not thread-safe.</summary>
internal interface IContentCipher : IDisposable
{
    /// <summary>Decrypts.</summary>
    /// <param name="data">Nonce, cipher text and tag.</param>
    /// <param name="bound">The associated data.</param>
    /// <returns>Null when one of these is not as it was encrypted.</returns>
    byte[]? TryDecrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> bound);
}
