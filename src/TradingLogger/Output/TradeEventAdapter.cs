using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Values;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Output;

/// <summary>Shows the members of a trade event to scripts as properties of the event, made when a script asks for them.
/// A member of exactly the name comes first, then the first one whose name differs only by case.</summary>
public sealed class TradeEventAdapter : PSPropertyAdapter
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";

    private const int FirstWithoutFramework = 5;

    private static readonly PSMethodInfo TimeText =
        new PSCodeMethod(nameof(ToString), typeof(TradeEventAdapter).GetMethod(nameof(TimestampToString)));

    /// <summary>The text of an event's timestamp. Without a format it has the microseconds, which the text of a
    /// <see cref="DateTimeOffset"/> lacks; <c>Export-Csv</c> writes it.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="arguments">A format, a format provider, or both.</param>
    /// <returns>For example <c>2025-12-18T10:30:45.123456+01:00</c>.</returns>
    public static string TimestampToString(PSObject timestamp, params object?[] arguments)
    {
        var time = (DateTimeOffset)timestamp.BaseObject;
        object?[] plain = [.. arguments.Select(ArgumentValue.Of)];
        return plain switch
        {
            [] => time.ToString(TimeForm, CultureInfo.InvariantCulture),
            [IFormatProvider provider] => time.ToString(provider),
            [var format] => time.ToString(format?.ToString(), CultureInfo.CurrentCulture),
            [var format, var provider, ..] => time.ToString(format?.ToString(), provider as IFormatProvider),
        };
    }

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        var read = (TradeEvent)baseObject;
        var properties = new Collection<PSAdaptedProperty>
        {
            new(nameof(TradeEvent.Timestamp), read.Timestamp),
            new(nameof(TradeEvent.Action), read.Action),
        };
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            nameof(TradeEvent.Timestamp),
            nameof(TradeEvent.Action),
        };
        foreach (KeyValuePair<string, object?> member in read.Members)
        {
            string name = ScriptValue.PropertyName(member.Key);
            if (names.Add(name))
                properties.Add(new PSAdaptedProperty(name, member.Value));
        }

        return properties;
    }

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName)
    {
        var read = (TradeEvent)baseObject;
        if (Same(propertyName, nameof(TradeEvent.Action)))
            return null;
        if (Same(propertyName, nameof(TradeEvent.Timestamp)))
            return new PSAdaptedProperty(nameof(TradeEvent.Timestamp), read.Timestamp);
        if (Find(read, propertyName) is { } member)
            return new PSAdaptedProperty(propertyName, member.Value);
        // Not listed among the properties, but there for who asks.
        return propertyName.ToUpperInvariant() switch
        {
            "LOCATION" => new PSAdaptedProperty(propertyName, read.Location),
            "MEMBERS" => new PSAdaptedProperty(propertyName, read.Members.ToArray()),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) => adaptedProperty?.Tag switch
    {
        DateTimeOffset timestamp => WithText(timestamp),
        var value => WithItems(ScriptValue.Of(value)),
    };

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        (ScriptValue.Of(adaptedProperty?.Tag)?.GetType() ?? typeof(object)).FullName!;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException(
            "What has been logged does not change: the members of a trade event are read-only.");

    private static KeyValuePair<string, object?>? Find(TradeEvent read, string propertyName)
    {
        KeyValuePair<string, object?>? other = null;
        foreach (KeyValuePair<string, object?> member in read.Members)
        {
            string name = ScriptValue.PropertyName(member.Key);
            if (name == propertyName)
                return member;
            if (other is null && Same(name, propertyName))
                other = member;
        }

        return other;
    }

    // The text of an array is the name of its type, and that of an array in PowerShell's wrapper is that of its items;
    // Export-Csv writes it. Windows PowerShell's ConvertTo-Json makes an object of a wrapped array.
    private static object? WithItems(object? value) =>
        value is object?[] && Environment.Version.Major >= FirstWithoutFramework ? new PSObject(value) : value;

    private static PSObject WithText(DateTimeOffset timestamp)
    {
        var result = new PSObject(timestamp);
        result.Methods.Add((PSMethodInfo)TimeText.Copy());
        return result;
    }

    /// <summary>Whether a property is one that every event has, and no member of its own.</summary>
    internal static bool IsEnvelope(string name) =>
        Same(name, nameof(TradeEvent.Timestamp)) || Same(name, nameof(TradeEvent.Action));

    /// <summary>Whether two names of members are the same: case does not matter, as everywhere in PowerShell.</summary>
    internal static bool Same(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Shows the value of an event's member as scripts know such values: a list is an array, an object a custom
/// object.</summary>
internal static class ScriptValue
{
    // As the writer calls a member without a name.
    private const string Unnamed = "(unnamed)";

    /// <summary>The value for scripts.</summary>
    /// <param name="value">Of the types that <see cref="TradeEventMembers"/> lists.</param>
    public static object? Of(object? value) => value switch
    {
        IReadOnlyList<object?> list => list.Select(Of).ToArray(),
        IReadOnlyList<KeyValuePair<string, object?>> members => CustomObject(members),
        _ => value,
    };

    /// <summary>The name of a property for a member. PowerShell has no property without a name, and keeps some names
    /// for itself.</summary>
    public static string PropertyName(string member) =>
        member.Length == 0 ? Unnamed : IsReserved(member) ? "_" + member : member;

    private static bool IsReserved(string name) =>
        name.StartsWith("PS", StringComparison.OrdinalIgnoreCase)
        && name.ToUpperInvariant() is "PSOBJECT" or "PSBASE" or "PSADAPTED" or "PSEXTENDED" or "PSTYPENAMES";

    private static PSObject CustomObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var result = new PSObject();
        foreach (KeyValuePair<string, object?> member in members)
        {
            string name = PropertyName(member.Key);
            // PowerShell's names know no case: of two that differ only by it, the first is reachable.
            if (result.Properties[name] is null)
                result.Properties.Add(new PSNoteProperty(name, Of(member.Value)));
        }

        return result;
    }
}

/// <summary>What the table of trade events shows.</summary>
public static class TradeEventText
{
    private const string SymbolName = "symbol";

    /// <summary>The members of an event but its symbol, in one line.</summary>
    /// <param name="tradeEvent">The event, or a copy of one out of a job, remoting or Clixml, which has properties
    /// only.</param>
    /// <returns>For example <c>side=BUY price=50010</c>; a nested value is shown as three dots; empty for no
    /// event.</returns>
    public static string Members(PSObject? tradeEvent)
    {
        IEnumerable<KeyValuePair<string, object?>> members = tradeEvent?.BaseObject is TradeEvent read
            ? read.Members
            : MembersOfCopy(tradeEvent);
        return string.Join(" ", members
            .Where(member => !string.Equals(member.Key, SymbolName, StringComparison.OrdinalIgnoreCase))
            .Select(member => $"{Visible(member.Key)}={Text(member.Value)}"));
    }

    /// <summary>A moment in the same form in every culture.</summary>
    /// <param name="moment">A moment, its copy out of a job, remoting or Clixml, or its text.</param>
    /// <param name="format">The form, such as <c>yyyy-MM-dd HH:mm:ss</c>.</param>
    /// <returns>The text itself when it is no moment; empty for null.</returns>
    public static string Time(PSObject? moment, string format) =>
        DeserialisedValue.MomentOf(moment) is { } known
            ? known.ToString(format, CultureInfo.InvariantCulture)
            : Visible(Convert.ToString(moment, CultureInfo.InvariantCulture));

    /// <summary>The name of a value of an enumeration.</summary>
    /// <param name="value">The value, or its copy out of a job, remoting or Clixml, which is a number with a
    /// name.</param>
    /// <returns>Empty for null.</returns>
    public static string Name(PSObject? value) => value?.ToString() ?? string.Empty;

    /// <summary>A side for a table: one of several words by their first letters, as brokers write them.</summary>
    /// <param name="side">The side, such as <c>BUY</c> or <c>SELL_SHORT</c>; null is empty.</param>
    /// <returns><c>BUY</c>, <c>SS</c>.</returns>
    public static string Side(string? side)
    {
        string[] words = Visible(side).Split(['_', ' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? Visible(side) : string.Concat(words.Select(word => char.ToUpperInvariant(word[0])));
    }

    /// <summary>A text whose control characters cannot drive a terminal: they are shown as escapes.</summary>
    /// <param name="text">The text; null is empty.</param>
    /// <returns>The text itself, when it has none.</returns>
    public static string Visible(string? text)
    {
        if (text is null || !text.Any(IsControl))
            return text ?? string.Empty;
        var visible = new StringBuilder();
        foreach (char character in text)
        {
            if (IsControl(character))
                visible.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)character);
            else
                visible.Append(character);
        }

        return visible.ToString();
    }

    private static IEnumerable<KeyValuePair<string, object?>> MembersOfCopy(PSObject? copy) =>
        from property in copy?.Properties ?? Enumerable.Empty<PSPropertyInfo>()
        where property is PSNoteProperty or PSProperty
            && !ObjectMembers.IsNoise(property.Name)
            && !TradeEventAdapter.IsEnvelope(property.Name)
        select new KeyValuePair<string, object?>(property.Name, property.Value);

    private static bool IsControl(char character) =>
        char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private static string Text(object? value) => value switch
    {
        IReadOnlyList<object?> or IReadOnlyList<KeyValuePair<string, object?>> => "...",
        PSObject { BaseObject: PSCustomObject or System.Collections.ICollection } => "...",
        _ => Visible(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
