using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>What was made of texts that come again and again: a log has few actions, symbols and names, and millions of
/// events.</summary>
/// <param name="make">Makes a value of a text in UTF-8, as JSON escapes it, without quotes.</param>
internal sealed class TextCache<TValue>(TextCache<TValue>.Maker make)
    where TValue : class
{
    private const int PairBits = 8;
    private const ulong Mixer = 0x9E37_79B9_7F4A_7C15;

    // Longer texts are not remembered: a cache that lives long must not hold megabytes.
    private const int LongestRemembered = 256;

    private readonly (byte[]? Bytes, TValue Value)[] _entries = new (byte[]?, TValue)[2 << PairBits];

    /// <summary>Makes a value.</summary>
    internal delegate TValue Maker(ReadOnlySpan<byte> bytes, bool isEscaped);

    /// <summary>The value of a text.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public TValue Of(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        int slot = 2 * PairOf(bytes);
        ref (byte[]? Bytes, TValue Value) entry = ref _entries[slot];
        if (entry.Bytes is { } known && ByteSearch.AreEqual(bytes, known))
            return entry.Value;
        // Of the texts of a pair of slots the last two stay: they must not drive each other out at each line.
        ref (byte[]? Bytes, TValue Value) neighbour = ref _entries[slot + 1];
        if (neighbour.Bytes is { } other && ByteSearch.AreEqual(bytes, other))
            return neighbour.Value;
        TValue made = make(bytes, isEscaped);
        if (bytes.Length <= LongestRemembered)
        {
            neighbour = entry;
            entry = (bytes.ToArray(), made);
        }

        return made;
    }

    // Every byte counts: symbols of options differ in a few digits in the middle.
    private static int PairOf(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        for (; bytes.Length > sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return (int)(Mixed(hash ^ UpToEight(bytes)) >> (64 - PairBits));
    }

    private static ulong UpToEight(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(uint))
        {
            ulong last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]);
            return (last << 32) | BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }

        return bytes.IsEmpty ? 0 : bytes[0] | ((uint)bytes[bytes.Length / 2] << 8) | ((uint)bytes[^1] << 16);
    }

    private static ulong Mixed(ulong hash) => unchecked((hash ^ (hash >> 32)) * Mixer);
}
