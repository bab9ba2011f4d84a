using TradingLogging.Analytics.Facts;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Duplicates;

/// <summary>Hashes of 64 bits of what identifies events and orders. Texts that come again and again are hashed
/// once.</summary>
internal sealed class FactHash
{
    private readonly ReferenceCache<string, ulong> _known = new(Of);

    /// <summary>The hash of a text.</summary>
    public static ulong Of(string text)
    {
        ulong hash = (ulong)text.Length;
        foreach (char character in text)
            hash = (hash ^ character) * 0x100000001B3;
        return With(hash, 0);
    }

    /// <summary>A hash with a further part.</summary>
    public static ulong With(ulong hash, ulong part)
    {
        hash = (hash ^ part) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>A hash with a number: 1.50 and 1.5 are one.</summary>
    public static ulong With(ulong hash, Amount? amount) =>
        With(hash, amount is { } known ? (ulong)BitConverter.DoubleToInt64Bits((double)known.Value) : 1);

    /// <summary>A hash with a text that differs from event to event.</summary>
    public static ulong WithId(ulong hash, string? id) => With(hash, id is null ? 0 : Of(id));

    /// <summary>A hash with a text that many events share.</summary>
    public ulong With(ulong hash, string? text) => With(hash, text is null ? 0 : _known.Of(text));
}
