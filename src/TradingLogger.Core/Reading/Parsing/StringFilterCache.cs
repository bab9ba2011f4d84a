using System.Text;
using System.Text.Json;

namespace TradingLogging.Reading.Parsing;

/// <summary>Remembers the strings of the actions or symbols of a log, and whether they are wanted. A log has few of
/// them and millions of events.</summary>
/// <param name="isWanted">Decides; null wants all.</param>
internal sealed class StringFilterCache(Func<string, bool>? isWanted)
{
    /// <summary>Replaces any text when all are wanted and nobody reads them.</summary>
    public static readonly Verdict Unread = new(string.Empty, IsWanted: true);

    private readonly TextCache<Verdict> _known = new((bytes, isEscaped) => Judge(bytes, isEscaped, isWanted));

    /// <summary>Whether all texts are wanted.</summary>
    public bool WantsAll => isWanted is null;

    /// <summary>What is known of a text.</summary>
    /// <param name="bytes">The text in UTF-8, as JSON escapes it, without quotes.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    public Verdict Of(ReadOnlySpan<byte> bytes, bool isEscaped) => _known.Of(bytes, isEscaped);

    private static string Unescape(ReadOnlySpan<byte> bytes)
    {
        byte[] quoted = [(byte)'"', .. bytes, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private static Verdict Judge(ReadOnlySpan<byte> bytes, bool isEscaped, Func<string, bool>? isWanted)
    {
        string text = isEscaped ? Unescape(bytes) : Encoding.UTF8.GetString(bytes);
        return new Verdict(text, isWanted?.Invoke(text) ?? true);
    }

    /// <summary>What is known of a text.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="IsWanted">Whether it is wanted.</param>
    internal sealed record Verdict(string Text, bool IsWanted)
    {
        /// <summary>What members lines have that have the text as their action.</summary>
        public MemberPath Members { get; } = new();
    }
}
