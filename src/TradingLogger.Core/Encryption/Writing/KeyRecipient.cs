using System.Security.Cryptography;

namespace TradingLogging.Encryption.Writing;

/// <summary>A public key for which content keys are wrapped.</summary>
internal abstract class KeyRecipient
{
    private const int LeastRsaBits = 2048;

    // A SubjectPublicKeyInfo (RFC 5480) of an uncompressed point on P-256, up to the point.
    private static readonly byte[] P256Opening =
        Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private protected KeyRecipient(string id) => Id = id;

    /// <summary>The thumbprint of the key (RFC 7638).</summary>
    public string Id { get; }

    /// <summary>Reads a public key.</summary>
    /// <param name="info">A SubjectPublicKeyInfo in DER.</param>
    /// <exception cref="CryptographicException">It is none, or not of RSA with 2,048 bits or more, nor on the curve
    /// P-256.</exception>
    public static KeyRecipient Of(ReadOnlySpan<byte> info)
    {
        if (info.StartsWith(P256Opening) && info.Length == P256Opening.Length + (2 * CurvePoint.Size))
        {
            ReadOnlySpan<byte> point = info[P256Opening.Length..];
            return new CurveRecipient(new CurvePoint(
                point[..CurvePoint.Size].ToArray(), point[CurvePoint.Size..].ToArray()));
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(info, out int read);
            if (read == info.Length && rsa.KeySize >= LeastRsaBits)
                return new RsaRecipient(rsa);
        }
        catch (CryptographicException)
        {
            // It is of another algorithm, or damaged: the same answer.
        }

        throw new CryptographicException(
            $"it is no RSA key of {LeastRsaBits} bits or more and no key on the curve P-256");
    }

    /// <summary>Encrypts the key of a JWE for this recipient.</summary>
    /// <param name="key">32 bytes.</param>
    public abstract KeyLineRecipient Wrap(byte[] key);

    private sealed class RsaRecipient(RSA key) : KeyRecipient(JsonWebKeys.ThumbprintOf(key))
    {
        private readonly RSA _key = key;

        public override KeyLineRecipient Wrap(byte[] key) =>
            new(KeyLineRecipient.RsaOaep, Id, null, _key.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
    }

    private sealed class CurveRecipient : KeyRecipient
    {
        private readonly ECDiffieHellman _key;

        public CurveRecipient(CurvePoint point)
            : base(JsonWebKeys.ThumbprintOfP256(point.X, point.Y))
        {
            _key = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point.X, Y = point.Y },
            });
        }

        public override KeyLineRecipient Wrap(byte[] key)
        {
            using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            ECPoint point = ephemeral.ExportParameters(includePrivateParameters: false).Q;
            byte[] secret = ephemeral.DeriveRawSecretAgreement(_key.PublicKey);
            byte[] wrapping = ConcatKdf.Derive(secret, KeyLineRecipient.EcdhEs, EncryptedValue.KeySize);
            byte[] wrapped = AesKeyWrap.Wrap(wrapping, key);
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(wrapping);
            return new KeyLineRecipient(KeyLineRecipient.EcdhEs, Id, new CurvePoint(point.X!, point.Y!), wrapped);
        }
    }
}
