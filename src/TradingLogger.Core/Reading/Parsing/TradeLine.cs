using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace TradingLogging.Reading.Parsing;

/// <summary>What is known of a line of the trade log once it has been looked through and found to be a valid event: its time, and
/// where its other parts stand.</summary>
internal readonly struct TradeLine
{
    internal TradeLine(DateTimeOffset timestamp, JsonToken action, JsonToken symbol, int start, int end)
    {
        Timestamp = timestamp;
        Action = action;
        Symbol = symbol;
        Start = start;
        End = end;
    }

    public DateTimeOffset Timestamp { get; }

    /// <summary>The string of the action.</summary>
    public JsonToken Action { get; }

    /// <summary>The string of the symbol; missing when there is none.</summary>
    public JsonToken Symbol { get; }

    /// <summary>Where the object begins.</summary>
    public int Start { get; }

    /// <summary>Where the object has ended.</summary>
    public int End { get; }

    /// <summary>Looks through the first value of a line. What stands behind it is not looked at.</summary>
    /// <param name="json">The line without halves of surrogate pairs.</param>
    /// <param name="line">What was found, if that is an event.</param>
    /// <param name="reason">Why it is none.</param>
    public static bool TryScan(ReadOnlySpan<byte> json, out TradeLine line, [NotNullWhen(false)] out string? reason)
    {
        line = default;
        try
        {
            // Text is cheaply told from JSON without an exception.
            int first = JsonSpace.Skip(json, 0);
            reason = first < json.Length && json[first] == '{' ? Scan(json, first, out line) : "It does not begin with {.";
        }
        catch (JsonException exception)
        {
            reason = exception.Message;
        }

        return reason is null;
    }

    /// <summary>Whether nothing but white space stands behind the object.</summary>
    public bool IsFollowedByNothing(ReadOnlySpan<byte> json, [NotNullWhen(false)] out string? reason)
    {
        bool isNothing = JsonSpace.Skip(json, End) == json.Length;
        reason = isNothing ? null : "Something follows the object.";
        return isNothing;
    }

    /// <summary>Makes the event of the line.</summary>
    /// <param name="json">What was scanned.</param>
    /// <param name="texts">Whose actions and symbols are shared among events.</param>
    /// <param name="location">Where the event begins; null when it is in no file.</param>
    public TradeEvent ToEvent(ReadOnlySpan<byte> json, TradeLineFilter texts, LogLocation? location) => new(
        Timestamp,
        texts.Actions.Of(Action.TextIn(json), Action.IsEscaped).Text,
        Symbol.IsMissing ? null : texts.Symbols.Of(Symbol.TextIn(json), Symbol.IsEscaped).Text,
        json[Start..End].ToArray(),
        location);

    private static string? Scan(ReadOnlySpan<byte> json, int start, out TradeLine line)
    {
        line = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var envelope = default(TradeEnvelope);
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                && envelope.Take(ref reader) is { } envelopeFault)
            {
                return envelopeFault;
            }

            if (reader.TokenType == JsonTokenType.Number && TradeNumber.FaultOf(reader.ValueSpan) is { } numberFault)
                return numberFault;
        }

        int end = (int)reader.BytesConsumed;
        if (envelope.Timestamp is not { } timestamp)
            return "It has no timestamp.";
        if (envelope.Action.IsMissing)
            return "It has no action.";
        if (!Utf8.IsValid(json[start..end]))
            return "It is not valid UTF-8.";
        line = new TradeLine(timestamp, envelope.Action, envelope.Symbol, start, end);
        return null;
    }
}
