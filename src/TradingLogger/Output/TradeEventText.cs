using System.Globalization;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>What the table of trade events shows.</summary>
public static class TradeEventText
{
    private const string SymbolName = "symbol";

    /// <summary>The members of an event but its symbol, in one line.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <returns>For example <c>side=BUY price=50010</c>; a nested value is shown as three dots; empty for no event.</returns>
    public static string Members(TradeEvent? tradeEvent) =>
        string.Join(" ", (tradeEvent?.Members ?? [])
            .Where(member => member.Key != SymbolName)
            .Select(member => $"{member.Key}={Text(member.Value)}"));

    private static string Text(object? value) => value switch
    {
        IReadOnlyList<object?> or IReadOnlyList<KeyValuePair<string, object?>> => "...",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
