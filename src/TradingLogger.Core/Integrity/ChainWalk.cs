using TradingLogging.Storage.Chain;

namespace TradingLogging.Integrity;

/// <summary>Follows the chain from line to line and from file to file.</summary>
internal sealed class ChainWalk
{
    private readonly byte[] _hash = new byte[ChainMembers.HashSize];
    private bool _hasLine;

    /// <summary>The number of the last line that has one; 0 before the first.</summary>
    public long Seq { get; private set; }

    /// <summary>The number of the first line that has one; 0 when there is none.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>Takes the next line.</summary>
    /// <param name="line">The line, just added.</param>
    /// <param name="seq">Its number; 0 when it has none.</param>
    /// <returns>Why it does not follow; null when it does.</returns>
    public string? Take(FileSummarizer line, long seq)
    {
        string? fault = seq == 0 ? FaultOfUnlinked() : FaultOfLinked(seq, line.PreviousHash);
        if (seq > 0)
        {
            Seq = seq;
            FirstSeq = FirstSeq == 0 ? seq : FirstSeq;
        }

        line.LineHash.CopyTo(_hash);
        _hasLine = true;
        return fault;
    }

    private string? FaultOfUnlinked() =>
        Seq == 0 ? null : "The line has no number: it was inserted, changed or damaged.";

    private string? FaultOfLinked(long seq, ReadOnlySpan<byte> previous)
    {
        // A log whose first days were removed begins with a higher number; lines without numbers cannot stand before it.
        bool isBeginning = Seq == 0 && !_hasLine;
        if (isBeginning && seq > 1)
            return null;
        if (seq != Seq + 1)
        {
            return FormattableString.Invariant(
                $"The line has the number {seq} where {Seq + 1} was expected: lines were removed, doubled, moved or changed.");
        }

        return previous.SequenceEqual(_hash)
            ? null
            : "The line does not follow the one before it: one of both was changed, or lines between them were removed or inserted.";
    }
}
