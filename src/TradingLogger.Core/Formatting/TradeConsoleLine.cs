using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>A trade event as a line for people: <c>2025-12-18 10:30:45 | ORDER_FILLED    BTCUSDT  BUY 0.1 @ 50010.5
/// order_id=12345</c>. The members that every reader looks for come first, all others follow as <c>name=value</c>, and
/// dots stand for what is inside a nested one. Control characters are escaped as in every line.</summary>
internal sealed class TradeConsoleLine
{
    private const int ActionWidth = 15;
    private const int SymbolWidth = 8;

    private static readonly string[] Quantities = ["quantity", "qty", "size"];
    private static readonly string[] Prices = ["price", "fill_price", "px"];
    private static readonly string[] Ids = ["order_id", "orderId", "client_order_id"];
    private static readonly string[] Pnls = ["pnl", "realized_pnl", "realised_pnl", "net_pnl"];
    private static readonly string[] Failures = ["REJECT", "FAIL", "ERROR", "LIQUIDAT"];
    private static readonly string[] Fills = ["FILL", "EXECUT"];

    private readonly List<Member> _members = [];

    private TradeConsoleLine(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(LoneSurrogates.Replace(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            _members.Add(Read(name, ref reader));
        }
    }

    /// <summary>Makes the line of an event.</summary>
    /// <param name="record">The record of the event.</param>
    /// <param name="tone">What the event means for its reader.</param>
    /// <returns>The line without line feed; null when the record is no JSON, which only another formatter can
    /// make.</returns>
    public static string? TryMake(in LogRecord record, out TradeTone tone) =>
        TryMake(record.TradeLine, record.Timestamp, out tone);

    /// <summary>Makes the line of an event that was read.</summary>
    /// <param name="json">The event.</param>
    /// <param name="moment">When it was logged.</param>
    /// <returns>The line without line feed; null when the event is no JSON.</returns>
    public static string? TryMake(ReadOnlySpan<byte> json, DateTimeOffset moment) => TryMake(json, moment, out _);

    private static string? TryMake(ReadOnlySpan<byte> json, DateTimeOffset moment, out TradeTone tone)
    {
        tone = TradeTone.Neutral;
        try
        {
            var line = new TradeConsoleLine(json);
            tone = line.Tone();
            return line.Text(moment);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Member Read(string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new Member(name, reader.GetString()!, IsText: true);
            case JsonTokenType.StartObject:
                reader.Skip();
                return new Member(name, "{...}", IsNested: true);
            case JsonTokenType.StartArray:
                reader.Skip();
                return new Member(name, "[...]", IsNested: true);
            default:
                return new Member(name, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private string Text(DateTimeOffset moment)
    {
        var text = new StringBuilder();
        text.Append(moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append(" | ");
        text.Append(VisibleText.Of(Take("action") ?? string.Empty).PadRight(ActionWidth));
        if (Take("symbol") is { } symbol)
            text.Append(' ').Append(VisibleText.Of(symbol).PadRight(SymbolWidth));
        if (Take("side") is { } side)
            text.Append(' ').Append(VisibleText.Of(side));
        if (Take(Quantities) is { } quantity)
            text.Append(' ').Append(VisibleText.Of(quantity));
        if (Take(Prices) is { } price)
            text.Append(" @ ").Append(VisibleText.Of(price));
        string separator = "  ";
        // The end of a long line is cut, and an order is what most readers look for.
        foreach (Member member in _members.OrderByDescending(member => IsOneOf(member, Ids)))
        {
            if (member.Name == "timestamp")
                continue;
            text.Append(separator).Append(VisibleText.Of(member.Name)).Append('=').Append(member.Shown());
            separator = " ";
        }

        return text.ToString().TrimEnd();
    }

    private TradeTone Tone()
    {
        string action = Find("action")?.Value ?? string.Empty;
        if (IsOneOf(action, Failures))
            return TradeTone.Failure;
        if (Pnls.Select(Find).FirstOrDefault(member => member is not null) is { } pnl && pnl.Value.Any(IsDigitOfValue))
            return pnl.Value[0] == '-' ? TradeTone.Loss : TradeTone.Gain;
        return IsOneOf(action, Fills) ? TradeTone.Fill : TradeTone.Neutral;
    }

    private static bool IsOneOf(string action, string[] words) =>
        words.Any(word => action.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsDigitOfValue(char character) => character is >= '1' and <= '9';

    private static bool IsOneOf(Member member, string[] names) =>
        names.Contains(member.Name, StringComparer.OrdinalIgnoreCase);

    // A member without a value says nothing at the place of one.
    private Member? Find(string name) => _members.Find(
        member => !member.IsNested && !member.IsNull
            && string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));

    private string? Take(params string[] names)
    {
        foreach (string name in names)
        {
            if (Find(name) is not { } member)
                continue;
            _members.Remove(member);
            return member.Value;
        }

        return null;
    }

    private sealed record Member(string Name, string Value, bool IsText = false, bool IsNested = false)
    {
        public bool IsNull => !IsText && Value == "null";

        public string Shown()
        {
            string visible = VisibleText.Of(Value);
            return IsText && (visible.Length == 0 || visible.IndexOfAny([' ', '"', '=']) >= 0)
                ? $"\"{visible.Replace("\"", "\\\"")}\""
                : visible;
        }
    }
}
