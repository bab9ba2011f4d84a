using System.Text.Json;
using TradingLogging.Formatting;

namespace TradingLogging.Reading.Parsing;

/// <summary>Collects the members of an event that every event has, or that are asked for by name.</summary>
internal struct TradeEnvelope
{
    private bool _hasSymbol;

    public DateTimeOffset? Timestamp { get; private set; }

    public JsonToken Action { get; private set; }

    /// <summary>The first symbol, if it is a string.</summary>
    public JsonToken Symbol { get; private set; }

    /// <summary>Takes a member of the line's own object, when it is one of the envelope's.</summary>
    /// <param name="reader">Stands at the name; goes on to the value.</param>
    /// <returns>What is wrong with the member; null for nothing.</returns>
    public string? Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(TradeLineFormat.TimestampName))
            return TakeTimestamp(ref reader);
        if (reader.ValueTextEquals(TradeLineFormat.ActionName))
            return TakeAction(ref reader);
        if (!_hasSymbol && reader.ValueTextEquals("symbol"u8))
        {
            _hasSymbol = true;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                Symbol = JsonToken.At(ref reader);
            return null;
        }

        reader.Read();
        return null;
    }

    private string? TakeTimestamp(ref Utf8JsonReader reader)
    {
        if (Timestamp is not null)
            return "It has two timestamps.";
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out DateTimeOffset timestamp))
            return "Its timestamp is no time in ISO 8601.";
        Timestamp = timestamp;
        return null;
    }

    private string? TakeAction(ref Utf8JsonReader reader)
    {
        if (!Action.IsMissing)
            return "It has two actions.";
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return "Its action is no string.";
        Action = JsonToken.At(ref reader);
        return null;
    }
}
