using System.Collections.ObjectModel;
using System.Text.Json;
using TradingLogging.Formatting;

namespace TradingLogging.Reading.Parsing;

/// <summary>Reads the members out of an event's JSON.</summary>
internal static class TradeLineMembers
{
    /// <summary>All members but <c>timestamp</c> and <c>action</c>.</summary>
    /// <param name="json">An object that has been found valid.</param>
    public static ReadOnlyCollection<KeyValuePair<string, object?>> Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var members = new List<KeyValuePair<string, object?>>(capacity: 8);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            bool isEnvelope = reader.ValueTextEquals(TradeLineFormat.TimestampName)
                || reader.ValueTextEquals(TradeLineFormat.ActionName);
            if (isEnvelope)
                reader.Skip();
            else
                members.Add(ReadMember(ref reader));
        }

        return new ReadOnlyCollection<KeyValuePair<string, object?>>(members);
    }

    /// <summary>Reads the value that a reader stands at, and stays at its last token.</summary>
    public static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number => TradeNumber.Read(reader.ValueSpan),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => reader.GetString(),
    };

    private static KeyValuePair<string, object?> ReadMember(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        reader.Read();
        return new KeyValuePair<string, object?>(name, ReadValue(ref reader));
    }

    private static ReadOnlyCollection<object?> ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(ReadValue(ref reader));
        return new ReadOnlyCollection<object?>(list);
    }

    private static ReadOnlyCollection<KeyValuePair<string, object?>> ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, object?>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            members.Add(ReadMember(ref reader));
        return new ReadOnlyCollection<KeyValuePair<string, object?>>(members);
    }
}
