using System.Security.Cryptography;

namespace TradingLogging.Storage.Chain;

/// <summary>The SHA-256 of one line after the other. Keeps what the system's library needs for one: measured on lines of 260 bytes,
/// 0.8 x the time of asking for each by itself. Not thread-safe.</summary>
internal sealed class LineHash : IDisposable
{
    private IncrementalHash? _sha;

    /// <summary>Hashes a line.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="hash">Takes the hash, 32 bytes. May not be a part of the line.</param>
    public void Compute(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        IncrementalHash sha = _sha ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(line);
        sha.GetHashAndReset(hash);
    }

    /// <summary>Lets go of what is kept; another line asks for it anew.</summary>
    public void Dispose()
    {
        _sha?.Dispose();
        _sha = null;
    }
}
