using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Output;

/// <summary>Shows the members of a trade event to scripts as properties of the event, made when a script asks for them. Of names
/// that differ only by case the first is reachable.</summary>
public sealed class TradeEventAdapter : PSPropertyAdapter
{
    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        var read = (TradeEvent)baseObject;
        var properties = new Collection<PSAdaptedProperty>
        {
            new(nameof(TradeEvent.Timestamp), read.Timestamp),
            new(nameof(TradeEvent.Action), read.Action),
        };
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { nameof(TradeEvent.Timestamp), nameof(TradeEvent.Action) };
        if (read.Symbol is not null && names.Add(nameof(TradeEvent.Symbol)))
            properties.Add(new PSAdaptedProperty(nameof(TradeEvent.Symbol), read.Symbol));
        foreach (KeyValuePair<string, object?> member in read.Members)
        {
            if (names.Add(member.Key))
                properties.Add(new PSAdaptedProperty(member.Key, member.Value));
        }

        return properties;
    }

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName)
    {
        var read = (TradeEvent)baseObject;
        // The event's own properties need no help.
        if (Same(propertyName, nameof(TradeEvent.Timestamp)) || Same(propertyName, nameof(TradeEvent.Action))
            || (read.Symbol is not null && Same(propertyName, nameof(TradeEvent.Symbol))))
        {
            return null;
        }

        foreach (KeyValuePair<string, object?> member in read.Members)
        {
            if (Same(propertyName, member.Key))
                return new PSAdaptedProperty(member.Key, member.Value);
        }

        return null;
    }

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) => ScriptValue.Of(adaptedProperty?.Tag);

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        (GetPropertyValue(adaptedProperty)?.GetType() ?? typeof(object)).FullName!;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException("What has been logged does not change: the members of a trade event are read-only.");

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

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
