using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace TradingLogging.Encryption.Writing;

/// <summary>A key of AES-256-GCM that one logger uses for the values of one day. Thread-safe.</summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Calls of other threads may still use it when its session ends; its handle goes with it.")]
internal sealed class ContentKey
{
    private const int RandomPart = 4;

    private readonly AesGcm _cipher;
    private readonly byte[] _id;
    private readonly uint _random;
    private long _count;

    /// <param name="key">32 bytes; not kept.</param>
    /// <param name="id">The id of the key.</param>
    public ContentKey(ReadOnlySpan<byte> key, string id)
    {
        _cipher = new AesGcm(key, EncryptedValue.TagSize);
        _id = Encoding.ASCII.GetBytes(id);
        Span<byte> random = stackalloc byte[RandomPart];
        RandomNumberGenerator.Fill(random);
        _random = BinaryPrimitives.ReadUInt32BigEndian(random);
    }

    /// <summary>The id of the key, in UTF-8.</summary>
    public ReadOnlySpan<byte> Id => _id;

    /// <summary>Encrypts a value.</summary>
    /// <param name="plain">The JSON of the value.</param>
    /// <param name="associated">What the value is bound to.</param>
    /// <param name="target">Receives nonce, cipher text and tag: 28 bytes more than the value.</param>
    public void Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated, Span<byte> target)
    {
        // The deterministic construction of NIST SP 800-38D, 8.2.1: no other process has the key, and no number comes
        // again.
        Span<byte> nonce = target[..EncryptedValue.NonceSize];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, _random);
        BinaryPrimitives.WriteInt64BigEndian(nonce[RandomPart..], Interlocked.Increment(ref _count));
        Span<byte> cipherText = target.Slice(nonce.Length, plain.Length);
        Span<byte> tag = target.Slice(nonce.Length + plain.Length, EncryptedValue.TagSize);
        // The context of OpenSSL serves one thread at a time.
        lock (_cipher)
            _cipher.Encrypt(nonce, plain, cipherText, tag, associated);
    }
}
