using System.Security.Cryptography;

namespace TradingLogging.Compatibility;

// netstandard2.0 can hash arrays only.
internal static class Sha256Extensions
{
    [ThreadStatic]
    private static SHA256? t_hash;

    extension(SHA256)
    {
        public static int HashData(ReadOnlySpan<byte> bytes, Span<byte> hash)
        {
            byte[] result = (t_hash ??= SHA256.Create()).ComputeHash(bytes.ToArray());
            result.CopyTo(hash);
            return result.Length;
        }
    }
}
