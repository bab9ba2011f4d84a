using System.Text;
using System.Text.Json;

namespace TradingLogging.Reading.Parsing;

/// <summary>Where in JSON a string stands, with its quotes.</summary>
internal readonly record struct JsonToken(int Start, int Length, bool IsEscaped)
{
    private const int Quote = 1;

    /// <summary>Whether it is nowhere.</summary>
    public bool IsMissing => Length == 0;

    /// <summary>The string that a reader stands at.</summary>
    public static JsonToken At(ref Utf8JsonReader reader) =>
        new((int)reader.TokenStartIndex, reader.ValueSpan.Length + (2 * Quote), reader.ValueIsEscaped);

    /// <summary>The string as it is escaped, without quotes.</summary>
    public ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> json) => json.Slice(Start + Quote, Length - (2 * Quote));

    /// <summary>The text of the string.</summary>
    public string ReadText(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> quoted = json.Slice(Start, Length);
        if (!IsEscaped)
            return Encoding.UTF8.GetString(quoted[Quote..^Quote]);
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
