using System.Security.Cryptography;

namespace TradingLogging.Compatibility;

// netstandard2.0 can hash arrays only.
internal static class IncrementalHashExtensions
{
    public static void AppendData(this IncrementalHash hash, ReadOnlySpan<byte> bytes) => hash.AppendData(bytes.ToArray());

    public static void GetHashAndReset(this IncrementalHash hash, Span<byte> result) => hash.GetHashAndReset().CopyTo(result);
}
