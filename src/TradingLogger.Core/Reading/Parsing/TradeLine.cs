using System.Text.Json;
using TradingLogging.Formatting;

namespace TradingLogging.Reading.Parsing;

/// <summary>What the scanner found out about a line that is a valid event.</summary>
/// <param name="Timestamp">The moment of logging.</param>
/// <param name="Action">What happened.</param>
/// <param name="Symbol">The text of the symbol, also when it is a number; null when there is none.</param>
/// <param name="Start">Where the object begins.</param>
/// <param name="End">Where the object has ended.</param>
/// <param name="IsWanted">Whether the query wants the event by its time, action and symbol.</param>
internal readonly record struct TradeLine(
    DateTimeOffset Timestamp,
    string Action,
    string? Symbol,
    int Start,
    int End,
    bool IsWanted)
{
    /// <summary>Whether a name may stand in it twice.</summary>
    public bool MayRepeatNames { get; init; }

    /// <summary>The names of its members behind the action, if the scanner noted where their values stand; else
    /// null.</summary>
    public MemberPath? Names { get; init; }

    /// <summary>Makes the event of the line.</summary>
    /// <param name="json">The bytes that were scanned.</param>
    /// <param name="location">Where the event begins; null when it is in no file.</param>
    public TradeEvent ToEvent(ReadOnlySpan<byte> json, LogLocation? location) =>
        new(Timestamp, Action, Symbol, json[Start..End].ToArray(), location);
}

/// <summary>Collects the members that every event has while a line of any form is read as JSON.</summary>
/// <remarks>A name that is written exactly wins; of names that differ from it only by case the first wins, and of
/// several symbols the first.</remarks>
internal struct TradeEnvelope
{
    private DateTimeOffset? _timestamp;
    private DateTimeOffset? _otherTimestamp;
    private JsonText _action;
    private JsonText _otherAction;
    private JsonText _symbol;
    private JsonText _otherSymbol;

    /// <summary>The moment of logging; null when there is none.</summary>
    public readonly DateTimeOffset? Timestamp => _timestamp ?? _otherTimestamp;

    /// <summary>The action.</summary>
    public readonly JsonText Action => _action.IsThere ? _action : _otherAction;

    /// <summary>The symbol; a number counts, a symbol of another kind is none.</summary>
    public readonly JsonText Symbol => _symbol.IsThere ? _symbol : _otherSymbol;

    /// <summary>Takes a member of the line's own object.</summary>
    /// <param name="reader">Stands at the name; goes on to the value.</param>
    /// <returns>What is wrong with the member; null for nothing.</returns>
    public string? Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(TradeLineFormat.TimestampName))
            return TakeTimestamp(ref reader);
        if (reader.ValueTextEquals(TradeLineFormat.ActionName))
            return TakeAction(ref reader);
        if (reader.ValueTextEquals(TradeLineScanner.SymbolName))
            return TakeSymbol(ref reader, ref _symbol);
        return TakeOther(ref reader);
    }

    private static string? TakeSymbol(ref Utf8JsonReader reader, ref JsonText symbol)
    {
        reader.Read();
        if (!symbol.IsThere)
            symbol = JsonText.At(ref reader);
        return null;
    }

    private string? TakeTimestamp(ref Utf8JsonReader reader)
    {
        if (_timestamp is not null)
            return "It has two timestamps.";
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out DateTimeOffset timestamp))
            return "Its timestamp is no time in ISO 8601.";
        _timestamp = timestamp;
        return null;
    }

    private string? TakeAction(ref Utf8JsonReader reader)
    {
        if (_action.IsThere)
            return "It has two actions.";
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return "Its action is no string.";
        _action = JsonText.At(ref reader);
        return null;
    }

    private string? TakeOther(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        bool isSymbol = TradeLineFormat.IsSameName(name, TradeLineScanner.SymbolName);
        bool isAction = TradeLineFormat.IsSameName(name, TradeLineFormat.ActionName);
        bool isTimestamp = TradeLineFormat.IsSameName(name, TradeLineFormat.TimestampName);
        if (isSymbol)
            return TakeSymbol(ref reader, ref _otherSymbol);
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return null;
        if (isAction && !_otherAction.IsThere)
            _otherAction = JsonText.At(ref reader);
        else if (isTimestamp && reader.TryGetDateTimeOffset(out DateTimeOffset timestamp))
            _otherTimestamp ??= timestamp;
        return null;
    }
}

/// <summary>Where a string or a number stands in a line.</summary>
/// <param name="IsThere">Whether there is such a member, of whatever kind.</param>
/// <param name="Start">Where the text begins, behind the quote of a string.</param>
/// <param name="Length">The length of the text in bytes; 0 for an empty string and for values of another kind.</param>
/// <param name="IsText">Whether the value is a string or a number.</param>
/// <param name="IsEscaped">Whether the text has escapes.</param>
internal readonly record struct JsonText(bool IsThere, int Start, int Length, bool IsText, bool IsEscaped)
{
    /// <summary>The value that a reader stands at.</summary>
    public static JsonText At(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.String => new(true, start + 1, reader.ValueSpan.Length, true, reader.ValueIsEscaped),
            JsonTokenType.Number => new(true, start, reader.ValueSpan.Length, true, IsEscaped: false),
            _ => new(true, start, 0, IsText: false, IsEscaped: false),
        };
    }

    /// <summary>The text as it is escaped.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
