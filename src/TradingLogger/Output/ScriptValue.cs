using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>Shows the value of an event's member as scripts know such values: a list is an array, an object a custom
/// object.</summary>
internal static class ScriptValue
{
    /// <summary>The value for scripts.</summary>
    /// <param name="value">Of the types that <see cref="TradeEvent.Members"/> lists.</param>
    public static object? Of(object? value) => value switch
    {
        IReadOnlyList<object?> list => list.Select(Of).ToArray(),
        IReadOnlyList<KeyValuePair<string, object?>> members => CustomObject(members),
        _ => value,
    };

    private static PSObject CustomObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var result = new PSObject();
        foreach (KeyValuePair<string, object?> member in members)
        {
            // PowerShell's names know no case; of two that differ only by it the first is reachable.
            if (result.Properties[member.Key] is null)
                result.Properties.Add(new PSNoteProperty(member.Key, Of(member.Value)));
        }

        return result;
    }
}
