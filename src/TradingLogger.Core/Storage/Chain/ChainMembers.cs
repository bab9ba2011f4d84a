using System.Buffers.Text;
using TradingLogging.Text;

namespace TradingLogging.Storage.Chain;

/// <summary>The two members at the end of a chained line that tie it to the line before it:
/// <c>, "seq": 7, "prev": "…"}</c>.</summary>
internal static class ChainMembers
{
    /// <summary>The size of a hash in bytes.</summary>
    public const int HashSize = 32;

    /// <summary>The most bytes that the members add to a line.</summary>
    public const int LongestLength = 109;

    /// <summary>The highest number that a writer continues from. A higher one was forged, and would use up the
    /// numbers.</summary>
    public const long HighestContinued = 100_000_000_000_000;

    private const int HexSize = 2 * HashSize;

    // Longer numbers do not count as numbers. At a million lines a second the numbers last for 30 years.
    private const int MostDigits = 15;

    private static ReadOnlySpan<byte> BeforeSeq => ", \"seq\": "u8;

    private static ReadOnlySpan<byte> BeforePrev => ", \"prev\": \""u8;

    private static ReadOnlySpan<byte> AfterPrev => "\"}"u8;

    /// <summary>Writes the members and the closing brace of the line.</summary>
    /// <returns>The number of bytes that were written.</returns>
    public static int Write(Span<byte> target, long seq, ReadOnlySpan<byte> previousHash)
    {
        BeforeSeq.CopyTo(target);
        int length = BeforeSeq.Length;
        Utf8Formatter.TryFormat(seq, target[length..], out int digits);
        length += digits;
        BeforePrev.CopyTo(target[length..]);
        length += BeforePrev.Length;
        HexText.Write(previousHash, target.Slice(length, HexSize));
        length += HexSize;
        AfterPrev.CopyTo(target[length..]);
        return length + AfterPrev.Length;
    }

    /// <summary>Reads the members from the end of a line. They count only in the exact form in which they are
    /// written.</summary>
    /// <param name="line">The line without its line feed. Its beginning may be missing.</param>
    /// <param name="seq">Receives the number, from 1 to 999,999,999,999,999.</param>
    /// <param name="previousHash">Receives the hash, 32 bytes.</param>
    /// <returns>Whether the line ends with the members.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out long seq, Span<byte> previousHash)
    {
        seq = 0;
        if (!line.EndsWith(AfterPrev))
            return false;
        ReadOnlySpan<byte> rest = line[..^AfterPrev.Length];
        if (rest.Length < HexSize || !HexText.TryRead(rest[^HexSize..], previousHash))
            return false;
        rest = rest[..^HexSize];
        if (!rest.EndsWith(BeforePrev))
            return false;
        rest = rest[..^BeforePrev.Length];
        int digits = 0;
        while (digits < rest.Length && digits < MostDigits && rest[^(digits + 1)] is >= (byte)'0' and <= (byte)'9')
            digits++;
        ReadOnlySpan<byte> number = rest[^digits..];
        return rest[..^digits].EndsWith(BeforeSeq)
            && digits > 0
            && number[0] != '0'
            && Utf8Parser.TryParse(number, out seq, out int read)
            && read == digits;
    }
}
