using System.Runtime.CompilerServices;

namespace TradingLogging.Analytics.Facts;

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
