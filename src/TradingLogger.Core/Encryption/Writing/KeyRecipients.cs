using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Encryption.Writing;

/// <summary>Those who can read encrypted members (setting <c>encrypt_to</c>): their public keys. Immutable.</summary>
internal sealed class KeyRecipients
{
    /// <summary>How many recipients there may be.</summary>
    public const int Most = 32;

    private const int LargestFile = 64 * 1024;

    private readonly KeyRecipient[] _all;

    private KeyRecipients(KeyRecipient[] all) => _all = all;

    /// <summary>The ids of their keys.</summary>
    public IEnumerable<string> Ids => _all.Select(recipient => recipient.Id);

    /// <summary>Reads the public keys.</summary>
    /// <param name="names">Paths of files, in PEM or DER, or thumbprints of certificates of this machine.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <exception cref="ArgumentException">A key cannot be had, is a private one, or is of a kind that is not
    /// supported; or there are none, or too many.</exception>
    public static KeyRecipients Read(IReadOnlyList<string> names, Action<string> warn)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException(
                "encrypt names members, but encrypt_to names nobody who can read them. "
                + "Name certificates or public keys: files, or thumbprints of certificates of this machine.");
        }

        if (names.Count > Most)
            throw new ArgumentException($"encrypt_to names more than {Most} recipients.");
        // The same key named twice, as file and as thumbprint, is one recipient.
        return new KeyRecipients([.. names.Select(name => Read(name, warn)).DistinctBy(recipient => recipient.Id)]);
    }

    /// <summary>Wraps a content key for all of them.</summary>
    /// <param name="key">32 bytes.</param>
    /// <returns>The key line, without line feed.</returns>
    public byte[] Wrap(ReadOnlySpan<byte> key)
    {
        byte[] wrapping = RandomNumberGenerator.GetBytes(EncryptedValue.KeySize);
        byte[] iv = RandomNumberGenerator.GetBytes(EncryptedValue.NonceSize);
        byte[] payload = JsonWebKeys.OfContentKey(key);
        byte[] cipherText = new byte[payload.Length];
        byte[] tag = new byte[EncryptedValue.TagSize];
        using (var cipher = new AesGcm(wrapping, EncryptedValue.TagSize))
            cipher.Encrypt(iv, payload, cipherText, tag, Encoding.ASCII.GetBytes(KeyLine.ProtectedHeader));
        var line = new KeyLine(
            KeyLine.ProtectedHeader, [.. _all.Select(recipient => recipient.Wrap(wrapping))], iv, cipherText, tag);
        CryptographicOperations.ZeroMemory(payload);
        CryptographicOperations.ZeroMemory(wrapping);
        return line.ToBytes();
    }

    private static KeyRecipient Read(string name, Action<string> warn)
    {
        try
        {
            return RecipientName.IsThumbprint(name) ? OfStore(name, warn) : OfFile(name);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"encrypt_to: '{name}' cannot be used: {exception.Message.TrimEnd('.')}. "
                + "Name a file with one certificate or public key (RSA of 2048 bits or more, or P-256), or the "
                + "thumbprint of such a certificate.",
                exception);
        }
    }

    private static KeyRecipient OfStore(string thumbprint, Action<string> warn)
    {
        HashAlgorithmName hash =
            thumbprint.Length == RecipientName.Sha1Digits ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        foreach (StoreLocation location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            foreach (StoreName name in (StoreName[])[StoreName.My, StoreName.TrustedPeople])
            {
                if (FindIn(name, location, thumbprint, hash) is not { } certificate)
                    continue;
                using (certificate)
                {
                    if (certificate.HasPrivateKey)
                    {
                        warn(
                            $"The certificate {thumbprint} (encrypt_to) has its private key on this machine: who may "
                            + "use it can read what is encrypted here. Keep the private key elsewhere.");
                    }

                    return OfCertificate(certificate);
                }
            }
        }

        throw new CryptographicException(
            "no certificate of that thumbprint stands in My or TrustedPeople, of the user or of the machine");
    }

    private static X509Certificate2? FindIn(
        StoreName name, StoreLocation location, string thumbprint, HashAlgorithmName hash)
    {
        using var store = new X509Store(name, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            // Not every system has every store.
            return null;
        }

        return store.Certificates.FindByThumbprint(hash, thumbprint).FirstOrDefault();
    }

    private static KeyRecipient OfFile(string path)
    {
        byte[] content = ReadFile(path);
        return content.AsSpan().IndexOf("-----BEGIN "u8) >= 0
            ? OfPem(Encoding.UTF8.GetString(content))
            : OfDer(content);
    }

    private static byte[] ReadFile(string path)
    {
        using FileStream file = PlatformFiles.OpenOrdinary(path);
        if (file.Length > LargestFile)
            throw new IOException("it is too large for a key or a certificate");
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    private static KeyRecipient OfPem(string text)
    {
        // Not by its block: what is encrypted as OpenSSL did before PKCS#8 has headers, and is no block of RFC 7468.
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw PrivateKeyFound();
        List<KeyRecipient> found = [];
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            byte[] der = Convert.FromBase64String(rest[fields.Base64Data].ToString());
            rest = rest[fields.Location.End..];
            if (label.EndsWith("CERTIFICATE", StringComparison.Ordinal))
                found.Add(OfCertificate(der));
            else if (label == "PUBLIC KEY")
                found.Add(KeyRecipient.Of(der));
            else if (label == "RSA PUBLIC KEY")
                found.Add(OfRsa(der));
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new CryptographicException("it holds no certificate and no public key"),
            _ => throw new CryptographicException("it holds more than one key, and only one reader is meant"),
        };
    }

    private static KeyRecipient OfDer(byte[] content)
    {
        X509ContentType type = TypeOf(content);
        if (type == X509ContentType.Pfx || IsPrivateKey(content))
            throw PrivateKeyFound();
        return type == X509ContentType.Cert ? OfCertificate(content) : KeyRecipient.Of(content);
    }

    private static X509ContentType TypeOf(byte[] content)
    {
        try
        {
            return content.Length == 0 ? X509ContentType.Unknown : X509Certificate2.GetCertContentType(content);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    private static bool IsPrivateKey(byte[] content)
    {
        using var rsa = RSA.Create();
        using var ecc = ECDiffieHellman.Create();
        return Imports(() => rsa.ImportPkcs8PrivateKey(content, out _))
            || Imports(() => rsa.ImportRSAPrivateKey(content, out _))
            || Imports(() => ecc.ImportPkcs8PrivateKey(content, out _))
            || Imports(() => ecc.ImportECPrivateKey(content, out _));
    }

    private static bool Imports(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static KeyRecipient OfCertificate(byte[] der)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
        return OfCertificate(certificate);
    }

    private static KeyRecipient OfCertificate(X509Certificate2 certificate) =>
        KeyRecipient.Of(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    private static KeyRecipient OfRsa(byte[] der)
    {
        using var key = RSA.Create();
        key.ImportRSAPublicKey(der, out _);
        return KeyRecipient.Of(key.ExportSubjectPublicKeyInfo());
    }

    private static CryptographicException PrivateKeyFound() =>
        new("it holds a private key, and a writer must not hold one. Take it off this machine");
}
