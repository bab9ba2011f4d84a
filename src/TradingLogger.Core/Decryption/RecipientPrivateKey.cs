using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Encryption;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Decryption;

/// <summary>A private key of RSA or P-256.</summary>
internal sealed class RecipientPrivateKey : PrivateKey
{
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const string PlainEnd = "PRIVATE KEY";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LargestFile = 1024 * 1024;

    private readonly RSA? _rsa;
    private readonly ECDiffieHellman? _agreement;

    private RecipientPrivateKey(RSA rsa)
        : base(JsonWebKeys.ThumbprintOf(rsa)) => _rsa = rsa;

    private RecipientPrivateKey(ECDiffieHellman agreement)
        : base(IdOf(agreement)) => _agreement = agreement;

    /// <inheritdoc cref="PrivateKey.FromCertificate"/>
    public static RecipientPrivateKey Of(X509Certificate2 certificate)
    {
        string name = $"The certificate '{certificate.Subject}'";
        if (!certificate.HasPrivateKey)
            throw new ArgumentException($"{name} has no private key here.");
        try
        {
            if (certificate.GetRSAPrivateKey() is { } rsa)
                return new RecipientPrivateKey(rsa);
            if (certificate.GetECDiffieHellmanPrivateKey() is { } agreement)
                return OfCurve(agreement, name);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException(
                $"{name} has a private key that cannot be used: {exception.Message}", exception);
        }

        throw new ArgumentException(
            $"{name} has no private key of RSA or P-256, or its key usage does not allow key agreement.");
    }

    /// <inheritdoc cref="PrivateKey.FromFile"/>
    public static RecipientPrivateKey OfFile(string path, SecureString? password)
    {
        using FileStream file = PlatformFiles.OpenOrdinary(path);
        if (file.Length > LargestFile)
            throw new ArgumentException($"'{path}' is too large to be a PEM file.");
        byte[] content = new byte[(int)file.Length];
        char[] text = [];
        try
        {
            file.ReadExactly(content);
            text = Encoding.UTF8.GetChars(content);
            return OfPem(text, $"'{path}'", password);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
            Array.Clear(text, 0, text.Length);
        }
    }

    /// <inheritdoc/>
    internal override IContentCipher? TryOpen(KeyLineRecipient recipient, KeyLine line)
    {
        byte[]? key = null;
        byte[]? json = null;
        byte[]? content = null;
        try
        {
            key = recipient.Ephemeral is { } point ? Agree(point, recipient) : Decrypt(recipient.EncryptedKey);
            if (key is not { Length: EncryptedValue.KeySize })
                return null;
            using var cipher = new ContentCipher(key);
            byte[] data = [.. line.Iv, .. line.CipherText, .. line.Tag];
            json = cipher.TryDecrypt(data, Encoding.ASCII.GetBytes(line.Protected));
            content = json is null ? null : JsonWebKeys.TryReadContentKey(json);
            return content is null ? null : new ContentCipher(content);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(json);
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        _rsa?.Dispose();
        _agreement?.Dispose();
    }

    private static RecipientPrivateKey OfPem(ReadOnlySpan<char> pem, string name, SecureString? password)
    {
        // OpenSSL before PKCS#8, and its -traditional still.
        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The private key in {name} is encrypted in an old form. Convert it to PKCS#8: "
                + "openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem.");
        }

        ReadOnlySpan<char> found = default;
        ReadOnlySpan<char> rest = pem;
        for (; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            if (!rest[fields.Label].EndsWith(PlainEnd))
                continue;
            if (!found.IsEmpty)
            {
                throw new ArgumentException(
                    $"{name} holds more than one private key. Give each of them a file of its own.");
            }

            found = rest[fields.Location];
        }

        if (found.IsEmpty)
        {
            throw new ArgumentException(
                $"{name} holds no private key in PEM. A certificate or a public key cannot decrypt; a PFX file is "
                + "opened as a certificate.");
        }

        return found.StartsWith($"-----BEGIN {EncryptedLabel}-----")
            ? OfEncryptedPem(found, name, password)
            : Import(name, (key, text) => key.ImportFromPem(text), found);
    }

    private static RecipientPrivateKey OfEncryptedPem(ReadOnlySpan<char> block, string name, SecureString? password)
    {
        if (password is null)
            throw new ArgumentException($"The private key in {name} is encrypted: give its password.");
        char[] text = new char[password.Length];
        IntPtr copy = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            Marshal.Copy(copy, text, 0, text.Length);
            return Import(name, (key, pem) => key.ImportFromEncryptedPem(pem, text), block);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            Array.Clear(text, 0, text.Length);
        }
    }

    // The label of PKCS#8 does not tell the algorithm.
    private static RecipientPrivateKey Import(string name, PemImport import, ReadOnlySpan<char> block)
    {
        var rsa = RSA.Create();
        var agreement = ECDiffieHellman.Create();
        try
        {
            import(rsa, block);
            agreement.Dispose();
            return new RecipientPrivateKey(rsa);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
        }

        try
        {
            import(agreement, block);
            return OfCurve(agreement, $"The private key in {name}");
        }
        catch (CryptographicException exception)
        {
            agreement.Dispose();
            throw new ArgumentException(
                $"The private key in {name} cannot be read. It is damaged, the password is wrong, or it is neither RSA "
                    + "nor P-256.",
                exception);
        }
    }

    private static RecipientPrivateKey OfCurve(ECDiffieHellman key, string name)
    {
        // Platforms name a curve by its OID, by a name of their own, or by both.
        Oid curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid;
        if (curve.Value == P256 || curve.FriendlyName is "nistP256" or "ECDH_P256" or "ECDSA_P256")
            return new RecipientPrivateKey(key);
        key.Dispose();
        throw new ArgumentException($"{name} is on another curve than P-256.");
    }

    private static string IdOf(ECDiffieHellman key)
    {
        ECPoint point = key.PublicKey.ExportParameters().Q;
        return JsonWebKeys.ThumbprintOfP256(point.X, point.Y);
    }

    private byte[]? Decrypt(byte[] wrapped) => _rsa?.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);

    private byte[]? Agree(CurvePoint point, KeyLineRecipient recipient)
    {
        if (_agreement is null)
            return null;
        // A point that is not on the curve is refused here.
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point.X, Y = point.Y },
        });
        byte[] secret = _agreement.DeriveRawSecretAgreement(other.PublicKey);
        byte[] wrapping = ConcatKdf.Derive(secret, recipient.Algorithm, EncryptedValue.KeySize);
        CryptographicOperations.ZeroMemory(secret);
        byte[]? key = AesKeyWrap.TryUnwrap(wrapping, recipient.EncryptedKey);
        CryptographicOperations.ZeroMemory(wrapping);
        return key;
    }

    private delegate void PemImport(AsymmetricAlgorithm key, ReadOnlySpan<char> pem);
}

/// <summary>AES-256-GCM with one key.</summary>
internal sealed class ContentCipher(ReadOnlySpan<byte> key) : IContentCipher
{
    private readonly AesGcm _cipher = new(key, EncryptedValue.TagSize);

    /// <inheritdoc/>
    public byte[]? TryDecrypt(ReadOnlySpan<byte> data, ReadOnlySpan<byte> bound)
    {
        if (data.Length < EncryptedValue.NonceSize + EncryptedValue.TagSize)
            return null;
        byte[] plain = new byte[data.Length - EncryptedValue.NonceSize - EncryptedValue.TagSize];
        try
        {
            _cipher.Decrypt(
                data[..EncryptedValue.NonceSize],
                data[EncryptedValue.NonceSize..^EncryptedValue.TagSize],
                data[^EncryptedValue.TagSize..],
                plain,
                bound);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();
}
