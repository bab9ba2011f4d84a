using System.Security.Cryptography;
using System.Text;
using TradingLogging.Encryption;
using TradingLogging.Text;

namespace TradingLogging.Tests.Decryption;

/// <summary>A content key of a test, with which it encrypts as it likes: also what no writer would.</summary>
internal sealed class TestContentKey
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(EncryptedValue.KeySize);

    /// <summary>Wraps a new key for recipients on P-256.</summary>
    public TestContentKey(params ECDiffieHellman[] recipients)
    {
        byte[] wrapped = RandomNumberGenerator.GetBytes(EncryptedValue.KeySize);
        byte[] header = Encoding.ASCII.GetBytes(KeyLine.ProtectedHeader);
        byte[] payload = Encrypt(wrapped, JsonWebKeys.OfContentKey(_key), header);
        Line = new KeyLine(
            KeyLine.ProtectedHeader,
            [.. recipients.Select(recipient => Wrap(wrapped, recipient))],
            payload[..EncryptedValue.NonceSize],
            payload[EncryptedValue.NonceSize..^EncryptedValue.TagSize],
            payload[^EncryptedValue.TagSize..]).ToBytes();
        Id = KeyLine.IdOf(Line);
    }

    /// <summary>Its key line.</summary>
    public byte[] Line { get; }

    /// <summary>The text of its key line with a line feed.</summary>
    public string LineText => Encoding.ASCII.GetString(Line) + "\n";

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The thumbprint of a public key.</summary>
    public static string IdOf(ECDiffieHellman key)
    {
        ECPoint point = key.PublicKey.ExportParameters().Q;
        return JsonWebKeys.ThumbprintOfP256(point.X, point.Y);
    }

    /// <summary>The text of an encrypted value.</summary>
    public string Encrypt(string timestamp, string action, string pointer, string plain, string? underId = null)
    {
        byte[] id = Encoding.ASCII.GetBytes(underId ?? Id);
        var bound = new Utf8Buffer();
        AssociatedData.Write(
            bound,
            Encoding.UTF8.GetBytes(timestamp),
            Encoding.UTF8.GetBytes(action),
            Encoding.UTF8.GetBytes(pointer),
            id);
        byte[] data = Encrypt(_key, Encoding.UTF8.GetBytes(plain), bound.Written.ToArray());
        byte[] text = new byte[EncryptedValue.LengthOf(plain.Length * 4)];
        return Encoding.ASCII.GetString(text, 0, EncryptedValue.Write(text, id, data));
    }

    private static byte[] Encrypt(byte[] key, byte[] plain, byte[] bound)
    {
        byte[] data = new byte[EncryptedValue.NonceSize + plain.Length + EncryptedValue.TagSize];
        RandomNumberGenerator.Fill(data.AsSpan(0, EncryptedValue.NonceSize));
        using var cipher = new AesGcm(key, EncryptedValue.TagSize);
        cipher.Encrypt(
            data.AsSpan(0, EncryptedValue.NonceSize),
            plain,
            data.AsSpan(EncryptedValue.NonceSize, plain.Length),
            data.AsSpan(data.Length - EncryptedValue.TagSize),
            bound);
        return data;
    }

    private static KeyLineRecipient Wrap(byte[] key, ECDiffieHellman recipient)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] secret = ephemeral.DeriveRawSecretAgreement(recipient.PublicKey);
        byte[] wrapping = ConcatKdf.Derive(secret, KeyLineRecipient.EcdhEs, ConcatKdf.HashSize);
        ECPoint point = ephemeral.PublicKey.ExportParameters().Q;
        return new KeyLineRecipient(
            KeyLineRecipient.EcdhEs,
            IdOf(recipient),
            new CurvePoint(point.X!, point.Y!),
            AesKeyWrap.Wrap(wrapping, key));
    }
}
