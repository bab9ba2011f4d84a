using System.Collections.ObjectModel;
using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

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
