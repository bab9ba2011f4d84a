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

/// <summary>What was made of texts that come again and again as the same object, as <see cref="TextCache{TValue}"/>
/// gives them. A text is found by its reference, which costs less than hashing its characters.</summary>
/// <param name="make">Makes a value of a text.</param>
internal sealed class SameTextCache<TValue>(Func<string, TValue> make)
{
    private const int Slots = 256;

    private readonly (string? Text, TValue Value)[] _entries = new (string?, TValue)[Slots];

    /// <summary>The value of a text.</summary>
    public TValue Of(string text)
    {
        ref (string? Text, TValue Value) entry = ref _entries[RuntimeHelpers.GetHashCode(text) & (Slots - 1)];
        if ((object)text != entry.Text)
            entry = (text, make(text));
        return entry.Value;
    }
}
