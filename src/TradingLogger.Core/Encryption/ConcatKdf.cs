using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>Derives a key from the secret that two parties agreed on: the Concat KDF of NIST SP 800-56A with SHA-256,
/// as RFC 7518, section 4.6.2 uses it.</summary>
internal static class ConcatKdf
{
    /// <summary>The size of a SHA-256, in bytes, and so of the longest key that one round gives.</summary>
    public const int HashSize = 32;

    /// <summary>Derives a key.</summary>
    /// <param name="secret">The x coordinate of the shared point.</param>
    /// <param name="algorithm">What the key is for, for example <c>ECDH-ES+A256KW</c>.</param>
    /// <param name="size">The length of the key, in bytes; 32 at most.</param>
    /// <param name="producer">Who makes it (<c>apu</c>); empty for nobody.</param>
    /// <param name="consumer">Who opens it (<c>apv</c>); empty for nobody.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key is too long.</exception>
    public static byte[] Derive(
        ReadOnlySpan<byte> secret,
        string algorithm,
        int size,
        ReadOnlySpan<byte> producer = default,
        ReadOnlySpan<byte> consumer = default)
    {
        if (size is < 1 or > HashSize)
            throw new ArgumentOutOfRangeException(nameof(size), size, "One round gives 32 bytes at most.");
        var input = new Utf8Buffer();
        WriteNumber(input, 1);
        input.Write(secret);
        WritePart(input, Encoding.ASCII.GetBytes(algorithm));
        WritePart(input, producer);
        WritePart(input, consumer);
        WriteNumber(input, size * 8);
        Span<byte> hash = stackalloc byte[HashSize];
        SHA256.HashData(input.Written, hash);
        input.WrittenForChange.Clear();
        return hash[..size].ToArray();
    }

    private static void WritePart(Utf8Buffer input, ReadOnlySpan<byte> part)
    {
        WriteNumber(input, part.Length);
        input.Write(part);
    }

    private static void WriteNumber(Utf8Buffer input, int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(input.GetSpan(sizeof(int)), number);
        input.Advance(sizeof(int));
    }
}
