using System.Runtime.CompilerServices;

namespace TradingLogging.Reading.Parsing;

/// <summary>What was made of objects that come again and again, such as texts that <see cref="TextCache{TValue}"/>
/// gives. An object is found by its reference: for a text this costs less than hashing its characters.</summary>
/// <param name="make">Makes a value of an object.</param>
internal sealed class ReferenceCache<TKey, TValue>(Func<TKey, TValue> make)
    where TKey : class
{
    private const int Pairs = 256;

    private readonly (TKey? Key, TValue Value)[] _entries = new (TKey?, TValue)[2 * Pairs];

    /// <summary>The value of an object.</summary>
    public TValue Of(TKey key)
    {
        int slot = 2 * (RuntimeHelpers.GetHashCode(key) & (Pairs - 1));
        ref (TKey? Key, TValue Value) entry = ref _entries[slot];
        if (key == entry.Key)
            return entry.Value;
        // Of the objects of a pair of slots the last two stay: they must not drive each other out at each event.
        ref (TKey? Key, TValue Value) neighbour = ref _entries[slot + 1];
        if (key == neighbour.Key)
            return neighbour.Value;
        TValue made = make(key);
        neighbour = entry;
        entry = (key, made);
        return made;
    }
}

/// <summary>What was made of pairs of texts that come again and again, found by their references.</summary>
/// <param name="make">Makes a value of a pair.</param>
internal sealed class PairCache<TValue>(Func<string?, string?, TValue> make)
    where TValue : class
{
    private const int Pairs = 512;

    private readonly (string? First, string? Second, TValue? Value)[] _entries =
        new (string?, string?, TValue?)[2 * Pairs];

    /// <summary>The value of a pair.</summary>
    public TValue Of(string? first, string? second)
    {
        int slot = 2 * ((HashOf(first) ^ (HashOf(second) * 31)) & (Pairs - 1));
        ref (string? First, string? Second, TValue? Value) entry = ref _entries[slot];
        if ((object?)first == entry.First && (object?)second == entry.Second && entry.Value is { } value)
            return value;
        ref (string? First, string? Second, TValue? Value) neighbour = ref _entries[slot + 1];
        if ((object?)first == neighbour.First && (object?)second == neighbour.Second && neighbour.Value is { } other)
            return other;
        TValue made = make(first, second);
        neighbour = entry;
        entry = (first, second, made);
        return made;
    }

    private static int HashOf(string? text) => text is null ? 0 : RuntimeHelpers.GetHashCode(text);
}
