using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>A line of a simulated log: what a mutation can change.</summary>
internal sealed record LogLine(DateTimeOffset Time, string Action, IReadOnlyList<KeyValuePair<string, string>> Members)
{
    private static readonly string[] Texts =
        ["symbol", "side", "strategy", "account", "order_id", "exec_id", "position_id", "fee_currency", "event_time"];

    public bool IsFill => Action is "ORDER_FILLED" or "ORDER_PARTIALLY_FILLED";

    /// <summary>Its order: two accounts, or two symbols, may use one id.</summary>
    public string OrderKey => ValueOf("account") + ValueOf("symbol") + ValueOf("order_id");

    /// <summary>A line of members as names and values, without those that are null.</summary>
    public static LogLine Of(
        DateTimeOffset time, string action, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var list = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                list.Add(new(name, TextOf(name, value)));
        }

        return new LogLine(time, action, list);
    }

    public string? ValueOf(string name) => Members.FirstOrDefault(member => member.Key == name).Value;

    public LogLine With(Func<KeyValuePair<string, string>, KeyValuePair<string, string>> change) =>
        this with { Members = [.. Members.Select(change)] };

    public LogLine Without(string name) => this with { Members = [.. Members.Where(member => member.Key != name)] };

    public LogLine Plus(string name, object value) =>
        this with { Members = [.. Members, new(name, TextOf(name, value))] };

    public TradeEvent ToEvent() => TradeEvent.Parse(Encoding.UTF8.GetBytes(ToString()));

    public override string ToString()
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
                $"{{\"timestamp\": \"{Time:yyyy-MM-ddTHH:mm:ss.ffffffzzz}\", \"action\": \"{Action}\"");
        foreach (KeyValuePair<string, string> member in Members)
            line.Append(CultureInfo.InvariantCulture, $", \"{member.Key}\": {member.Value}");
        return line.Append('}').ToString();
    }

    private static string TextOf(string name, object value) => value is string text
        ? Texts.Contains(name) ? JsonSerializer.Serialize(text) : text
        : ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
}
