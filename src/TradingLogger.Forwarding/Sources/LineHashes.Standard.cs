using TradingLogging.Storage.Chain;

namespace TradingLogging.Forwarding.Sources;

// netstandard2.0 has no vectors of the processor: the system hashes line by line.
internal sealed class LineHashes : IDisposable
{
    public const int Lanes = 8;

    private readonly LineHash _single = new();
    private readonly byte[] _hashes = new byte[Lanes * ChainMembers.HashSize];

    public ReadOnlySpan<byte> Compute(EventBatch batch, int start, int count)
    {
        for (int lane = 0; lane < count; lane++)
        {
            _single.Compute(
                batch.Line(start + lane), _hashes.AsSpan(lane * ChainMembers.HashSize, ChainMembers.HashSize));
        }

        return _hashes.AsSpan(0, count * ChainMembers.HashSize);
    }

    public void Dispose() => _single.Dispose();
}
