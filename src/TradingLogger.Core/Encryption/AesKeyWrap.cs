using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TradingLogging.Encryption;

/// <summary>Wraps a key by another one (RFC 3394).</summary>
internal static class AesKeyWrap
{
    private const int Half = 8;
    private const int Rounds = 6;

    // RFC 3394, section 2.2.3.1.
    private const ulong InitialValue = 0xA6A6A6A6A6A6A6A6;

    /// <summary>Wraps a key.</summary>
    /// <param name="wrapping">The key that wraps: 16, 24 or 32 bytes.</param>
    /// <param name="key">The key that is wrapped: a multiple of 8 bytes, 16 at least.</param>
    /// <returns>8 bytes more than the key.</returns>
    /// <exception cref="ArgumentException">The length of the key is none of these.</exception>
    public static byte[] Wrap(byte[] wrapping, byte[] key)
    {
        if (key.Length < 2 * Half || key.Length % Half != 0)
            throw new ArgumentException("The key must have 16, 24, 32 bytes and so on.", nameof(key));
        using Aes aes = Create(wrapping);
        using ICryptoTransform cipher = aes.CreateEncryptor();
        byte[] wrapped = new byte[key.Length + Half];
        key.CopyTo(wrapped, Half);
        byte[] block = new byte[2 * Half];
        ulong check = InitialValue;
        int blocks = key.Length / Half;
        for (int round = 0; round < Rounds; round++)
        {
            for (int index = 1; index <= blocks; index++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(block, check);
                Array.Copy(wrapped, index * Half, block, Half, Half);
                cipher.TransformBlock(block, 0, block.Length, block, 0);
                check = BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)((blocks * round) + index);
                Array.Copy(block, Half, wrapped, index * Half, Half);
            }
        }

        BinaryPrimitives.WriteUInt64BigEndian(wrapped, check);
        return wrapped;
    }

    /// <summary>Opens a wrapped key.</summary>
    /// <param name="wrapping">The key that wrapped it: 16, 24 or 32 bytes.</param>
    /// <param name="wrapped">What <see cref="Wrap"/> gave.</param>
    /// <returns>The key; null when another key wrapped it, or when it was changed.</returns>
    public static byte[]? TryUnwrap(byte[] wrapping, byte[] wrapped)
    {
        if (wrapped.Length < 3 * Half || wrapped.Length % Half != 0)
            return null;
        using Aes aes = Create(wrapping);
        using ICryptoTransform cipher = aes.CreateDecryptor();
        byte[] key = new byte[wrapped.Length - Half];
        Array.Copy(wrapped, Half, key, 0, key.Length);
        byte[] block = new byte[2 * Half];
        ulong check = BinaryPrimitives.ReadUInt64BigEndian(wrapped);
        int blocks = key.Length / Half;
        for (int round = Rounds - 1; round >= 0; round--)
        {
            for (int index = blocks; index >= 1; index--)
            {
                BinaryPrimitives.WriteUInt64BigEndian(block, check ^ (ulong)((blocks * round) + index));
                Array.Copy(key, (index - 1) * Half, block, Half, Half);
                cipher.TransformBlock(block, 0, block.Length, block, 0);
                check = BinaryPrimitives.ReadUInt64BigEndian(block);
                Array.Copy(block, Half, key, (index - 1) * Half, Half);
            }
        }

        return check == InitialValue ? key : null;
    }

    // RFC 3394 applies the bare block cipher. Each block is another one.
    private static Aes Create(byte[] key)
    {
        Aes aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        return aes;
    }
}
