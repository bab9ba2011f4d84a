using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Chain;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Sources;

/// <summary>Makes the ids of the events of a file, from its content alone: they stay the same when it is renamed,
/// compressed, copied or restored. Not thread-safe.</summary>
/// <param name="firstLine">The SHA-256 of the file's first line, in hexadecimal digits.</param>
/// <param name="prefix">What the ids begin with.</param>
internal sealed class EventIds(string firstLine, string prefix)
{
    private const int HashBytes = FallbackIds.HashBytes;
    private const int FileDigits = 16;
    private const int DayDigits = 8;
    private const int DayLength = 10;
    private const byte Hyphen = (byte)'-';

    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(prefix);
    private readonly byte[] _file = Encoding.ASCII.GetBytes(firstLine[..FileDigits]);
    private readonly byte[] _id = new byte[FallbackIds.LongestId];
    private readonly byte[] _previous = new byte[ChainMembers.HashSize];

    /// <summary>Makes the id of an event.</summary>
    /// <param name="json">Its line.</param>
    /// <param name="offset">The uncompressed offset of its first byte.</param>
    /// <param name="hash">The SHA-256 of the line.</param>
    /// <param name="before">The SHA-256 of the line before it; empty when there is none or it is not known.</param>
    /// <returns>The id; valid until the next call.</returns>
    public ReadOnlySpan<byte> Make(
        ReadOnlySpan<byte> json, long offset, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> before)
    {
        // Data of a caller may end as the chain does. They do not name the line before them.
        bool isChained = ChainMembers.TryRead(json, out long seq, _previous)
            && (before.IsEmpty || before.SequenceEqual(_previous));
        int length = _prefix.Length;
        _prefix.CopyTo(_id, 0);
        if (!isChained)
        {
            WriteDay(json, _id.AsSpan(length, DayDigits));
            length += DayDigits;
            _id[length++] = Hyphen;
        }

        _file.CopyTo(_id, length);
        length += FileDigits;
        _id[length++] = Hyphen;
        Utf8Formatter.TryFormat(isChained ? seq : offset, _id.AsSpan(length), out int digits);
        length += digits;
        _id[length++] = Hyphen;
        HexText.Write(hash[..HashBytes], _id.AsSpan(length, 2 * HashBytes));
        return _id.AsSpan(0, length + (2 * HashBytes));
    }

    /// <summary>The first half of the hash that an event would have without its number in the chain.</summary>
    /// <param name="json">The line of the event.</param>
    /// <param name="unchained">Receives 16 bytes.</param>
    /// <returns>Whether the line ends with such a number.</returns>
    public bool TryHashUnchained(ReadOnlySpan<byte> json, Span<byte> unchained)
    {
        if (!ChainMembers.TryRead(json, out _, _previous))
            return false;
        int end = json.LastIndexOf(", \"seq\": "u8);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> whole = stackalloc byte[ChainMembers.HashSize];
        sha.AppendData(json[..end]);
        sha.AppendData("}"u8);
        sha.GetHashAndReset(whole);
        whole[..HashBytes].CopyTo(unchained);
        return true;
    }

    // The day as it is written, whatever the zone of this machine is.
    private static void WriteDay(ReadOnlySpan<byte> json, Span<byte> day)
    {
        day.Fill((byte)'0');
        if (!json.StartsWith(TradeLineFormat.Opening) || json.Length < TradeLineFormat.Opening.Length + DayLength)
            return;
        ReadOnlySpan<byte> text = json.Slice(TradeLineFormat.Opening.Length, DayLength);
        int length = 0;
        for (int index = 0; index < DayLength; index++)
        {
            if (index is 4 or 7)
                continue;
            if (text[index] is < (byte)'0' or > (byte)'9')
            {
                day.Fill((byte)'0');
                return;
            }

            day[length++] = text[index];
        }
    }
}
