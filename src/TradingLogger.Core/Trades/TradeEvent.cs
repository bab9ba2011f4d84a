using System.Collections.ObjectModel;
using System.Text.Json;

namespace TradingLogging;

/// <summary>One event of the trade log.</summary>
public sealed class TradeEvent
{
    private const string TimestampName = "timestamp";
    private const string ActionName = "action";
    private const string SymbolName = "symbol";

    private TradeEvent(DateTimeOffset timestamp, string action, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        Timestamp = timestamp;
        Action = action;
        Members = members;
    }

    /// <summary>The moment of logging. A timestamp written without an offset is taken as this machine's wall clock.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What happened, for example <c>ORDER_FILLED</c>.</summary>
    public string Action { get; }

    /// <summary>The member <c>symbol</c>; null when there is none.</summary>
    public string? Symbol => Members.FirstOrDefault(member => member.Key == SymbolName).Value as string;

    /// <summary>All other members in the order of the line: null, bool, string, long (<see cref="System.Numerics.BigInteger"/>
    /// beyond), double, decimal where a double would lose digits, a list of such values for an array, a list of pairs of name
    /// and value for an object.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Members { get; }

    /// <summary>Reads a line of the trade log.</summary>
    /// <param name="line">The JSON object in UTF-8; white space around it is allowed. An escaped half of a surrogate pair, which
    /// no .NET string can be read from, becomes U+FFFD.</param>
    /// <exception cref="FormatException">The line is no JSON object with <c>timestamp</c> and <c>action</c>.</exception>
    public static TradeEvent Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(LoneSurrogates.Replace(line));
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            // A second value behind the first is not white space: the reader throws.
            reader.Read();
            return Parse(document.RootElement);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException("The line is not a trade event: " + exception.Message, exception);
        }
    }

    private static TradeEvent Parse(JsonElement line)
    {
        DateTimeOffset timestamp = line.GetProperty(TimestampName).GetDateTimeOffset();
        string action = line.GetProperty(ActionName).GetString() ?? throw new FormatException("the action is null.");
        return new TradeEvent(
            timestamp,
            action,
            [.. ReadMembers(line).Where(member => member.Key is not (TimestampName or ActionName))]);
    }

    private static IEnumerable<KeyValuePair<string, object?>> ReadMembers(JsonElement element) =>
        element.EnumerateObject().Select(member => new KeyValuePair<string, object?>(member.Name, Read(member.Value)));

    private static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Number => TradeNumber.Read(element),
        JsonValueKind.Array => new ReadOnlyCollection<object?>([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => new ReadOnlyCollection<KeyValuePair<string, object?>>([.. ReadMembers(element)]),
        _ => element.GetString(),
    };
}
