using System.Runtime.CompilerServices;

namespace TradingLogging.Analytics.Facts;

/// <summary>What was made of bytes, for those that come again and again: a log has few symbols and names, and millions
/// of events.</summary>
/// <param name="make">Makes a value of bytes as JSON escapes them.</param>
internal sealed class TextCache<TValue>(TextCache<TValue>.Maker make)
    where TValue : class
{
    private const int Slots = 1024;

    private readonly (byte[]? Bytes, TValue Value)[] _entries = new (byte[]?, TValue)[Slots];

    /// <summary>Makes a value.</summary>
    internal delegate TValue Maker(ReadOnlySpan<byte> bytes, bool isEscaped);

    /// <summary>The value of bytes.</summary>
    public TValue Of(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        ref (byte[]? Bytes, TValue Value) slot = ref _entries[SlotOf(bytes)];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
            slot = (bytes.ToArray(), make(bytes, isEscaped));
        return slot.Value;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        int hash = bytes.Length;
        if (!bytes.IsEmpty)
            hash = (((((hash * 31) + bytes[0]) * 31) + bytes[bytes.Length / 2]) * 31) + bytes[^1];
        return (hash ^ (hash >> 10)) & (Slots - 1);
    }
}

/// <summary>What was made of objects that come again and again, such as texts that <see cref="TextCache{TValue}"/>
/// gives. An object is found by its reference: for a text this costs less than hashing its characters.</summary>
/// <param name="make">Makes a value of an object.</param>
internal sealed class ReferenceCache<TKey, TValue>(Func<TKey, TValue> make)
    where TKey : class
{
    private const int Slots = 256;

    private readonly (TKey? Key, TValue Value)[] _entries = new (TKey?, TValue)[Slots];

    /// <summary>The value of an object.</summary>
    public TValue Of(TKey key)
    {
        ref (TKey? Key, TValue Value) entry = ref _entries[RuntimeHelpers.GetHashCode(key) & (Slots - 1)];
        if (key != entry.Key)
            entry = (key, make(key));
        return entry.Value;
    }
}
