using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using TradingLogging.Json;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Values;

/// <summary>The text of any object in a message, the same in every culture. PowerShell's own text of a hashtable, and
/// of what is in an array or a custom object, is the name of its type: here it is the content.</summary>
internal static class MessageText
{
    /// <summary>The text of an argument.</summary>
    /// <param name="value">Any object but null.</param>
    /// <exception cref="PSInvalidCastException">The object's own code failed.</exception>
    public static string Of(object value)
    {
        object content = value is PSObject wrapper ? wrapper.BaseObject : value;
        return content switch
        {
            string text => text,
            PSCustomObject when !IsDeserialised((PSObject)value) => ValueText.Of(value),
            TradeEvent => content.ToString()!,
            IEnumerable or IStructuralEquatable or DictionaryEntry or PSCredential => ValueText.Of(content),
            ValueType when IsPair(content.GetType()) => ValueText.Of(content),
            _ => LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture) as string
                ?? string.Empty,
        };
    }

    /// <summary>The text of an object that must not keep an error from being logged.</summary>
    /// <param name="value">Any object but null.</param>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "Its type is told in its place.")]
    public static string OfAny(object value)
    {
        try
        {
            return Of(value);
        }
        catch (Exception error) when (error is not PipelineStoppedException)
        {
            return $"<{value.GetType()}>";
        }
    }

    private static bool IsPair(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    // An object of another type came with the text that it had; a custom object's text is PowerShell's.
    private static bool IsDeserialised(PSObject value) =>
        value.TypeNames.Count > 0
        && value.TypeNames[0].StartsWith(DeserialisedValue.Prefix, StringComparison.Ordinal)
        && !value.TypeNames[0].EndsWith(nameof(PSCustomObject), StringComparison.Ordinal);
}
