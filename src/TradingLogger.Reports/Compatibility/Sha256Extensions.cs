using System.Security.Cryptography;

namespace TradingLogging.Reports.Compatibility;

/// <summary>What netstandard2.0 lacks of <see cref="SHA256"/>.</summary>
internal static class Sha256Extensions
{
    extension(SHA256)
    {
        /// <summary>The hash of bytes.</summary>
        public static byte[] HashData(byte[] source)
        {
            using var hash = SHA256.Create();
            return hash.ComputeHash(source);
        }
    }
}
