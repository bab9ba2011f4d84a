using System.Collections.ObjectModel;
using System.Management.Automation;

namespace TradingLogging.PowerShell;

/// <summary>Shows a trade event to scripts: its members are properties of the object.</summary>
internal static class TradeEventObject
{
    /// <summary>Wraps an event.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <returns>The event with a property for each member that it has not already.</returns>
    public static PSObject From(TradeEvent tradeEvent)
    {
        var result = new PSObject(tradeEvent);
        foreach (KeyValuePair<string, object?> member in tradeEvent.Members)
        {
            if (IsSymbol(member) || IsEnvelope(member.Key))
                continue;
            result.Members.Add(new PSNoteProperty(member.Key, Value(member.Value)), preValidated: false);
        }

        return result;
    }

    private static bool IsSymbol(KeyValuePair<string, object?> member) =>
        member.Value is string && Same(member.Key, nameof(TradeEvent.Symbol));

    private static bool IsEnvelope(string name) => Same(name, nameof(TradeEvent.Timestamp)) || Same(name, nameof(TradeEvent.Action));

    private static bool Same(string name, string own) => string.Equals(name, own, StringComparison.OrdinalIgnoreCase);

    private static object? Value(object? value) => value switch
    {
        ReadOnlyCollection<object?> list => list.Select(Value).ToArray(),
        ReadOnlyCollection<KeyValuePair<string, object?>> members => CustomObject(members),
        _ => value,
    };

    private static PSObject CustomObject(ReadOnlyCollection<KeyValuePair<string, object?>> members)
    {
        var result = new PSObject();
        foreach (KeyValuePair<string, object?> member in members)
        {
            // PowerShell's names know no case; of two that differ only by it the first is reachable.
            if (result.Properties[member.Key] is null)
                result.Properties.Add(new PSNoteProperty(member.Key, Value(member.Value)));
        }

        return result;
    }
}
