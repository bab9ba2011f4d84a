using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Remembers the strings of the actions or symbols of a log, and whether they are wanted. A log has few of
/// them and millions of events.</summary>
/// <param name="isWanted">Decides; null wants all.</param>
internal sealed class StringFilterCache(Func<string, bool>? isWanted)
{
    private const int Slots = 256;

    // Longer texts are not remembered: a cache that lives long must not hold megabytes.
    private const int LongestRemembered = 256;

    /// <summary>Replaces any text when all are wanted and nobody reads them.</summary>
    public static readonly Verdict Unread = new([], string.Empty, IsWanted: true);

    private readonly Verdict?[] _known = new Verdict?[Slots];

    /// <summary>Whether all texts are wanted.</summary>
    public bool WantsAll => isWanted is null;

    /// <summary>What is known of a text.</summary>
    /// <param name="bytes">The text in UTF-8, as JSON escapes it, without quotes.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public Verdict Of(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        int slot = SlotOf(bytes);
        if (_known[slot] is { } known && ByteSearch.AreEqual(bytes, known.Bytes))
            return known;
        // Two texts of one slot stand side by side.
        if (_known[slot ^ 1] is { } other && ByteSearch.AreEqual(bytes, other.Bytes))
            return other;
        Verdict judged = Judge(bytes, isEscaped);
        if (bytes.Length <= LongestRemembered)
            (_known[slot], _known[slot ^ 1]) = (judged, _known[slot]);
        return judged;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;
        int hash = bytes.Length * 31;
        hash = (hash + bytes[0]) * 31;
        hash = (hash + bytes[bytes.Length / 2]) * 31;
        hash += bytes[^1];
        return hash & (Slots - 1);
    }

    private static string Unescape(ReadOnlySpan<byte> bytes)
    {
        byte[] quoted = [(byte)'"', .. bytes, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private Verdict Judge(ReadOnlySpan<byte> bytes, bool isEscaped)
    {
        string text = isEscaped ? Unescape(bytes) : Encoding.UTF8.GetString(bytes);
        return new Verdict(bytes.ToArray(), text, isWanted?.Invoke(text) ?? true);
    }

    /// <summary>What is known of a text.</summary>
    /// <param name="Bytes">The text as JSON escapes it.</param>
    /// <param name="Text">The text.</param>
    /// <param name="IsWanted">Whether it is wanted.</param>
    internal sealed record Verdict(byte[] Bytes, string Text, bool IsWanted)
    {
        /// <summary>What members lines have that have the text as their action.</summary>
        public MemberPath Members { get; } = new();
    }
}
