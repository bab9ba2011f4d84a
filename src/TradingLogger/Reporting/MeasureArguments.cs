using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>What scripts give as tables, as the core takes it.</summary>
internal static class MeasureArguments
{
    /// <summary>Names by name; a value may be one name or a list.</summary>
    /// <exception cref="ArgumentException">A name is missing.</exception>
    public static Dictionary<string, IReadOnlyList<string>>? Names(IDictionary? table)
    {
        if (table is null)
            return null;
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            string[]? own = LanguagePrimitives.ConvertTo<string[]>(entry.Value);
            if (own is null || own.Length == 0 || Array.Exists(own, name => name is null))
                throw new ArgumentException($"-Map has no name for {TextOf(entry.Key)}. Give one or leave it out.");
            names[TextOf(entry.Key)] = own;
        }

        return names;
    }

    /// <summary>Numbers by currency.</summary>
    /// <exception cref="ArgumentException">A rate is no number above 0.</exception>
    public static Dictionary<string, decimal> Rates(IDictionary? table)
    {
        var rates = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            string currency = TextOf(entry.Key);
            // Within a text PowerShell reads a comma as thousands: 612,5 would be 6125.
            if (entry.Value is { } value && PSObject.AsPSObject(value).BaseObject is string text && text.Contains(','))
            {
                throw new ArgumentException(
                    $"The rate of {currency}, '{text}', may be read in two ways. Write it as a number, such as 612.5.");
            }

            if (!LanguagePrimitives.TryConvertTo(entry.Value, CultureInfo.InvariantCulture, out decimal rate)
                || rate <= 0)
            {
                throw new ArgumentException($"The rate of {currency} is no number above 0.");
            }

            rates[currency] = rate;
        }

        return rates;
    }

    /// <summary>A week before a moment, for orders and positions that were opened before it; null for null.</summary>
    public static DateTimeOffset? WeekBefore(DateTimeOffset? moment) =>
        moment - DateTimeOffset.MinValue > TimeSpan.FromDays(8) ? moment - TimeSpan.FromDays(7) : moment;

    private static string TextOf(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Takes a time zone by its id, such as <c>Europe/Berlin</c> or <c>UTC</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeZoneArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string id)
            return value;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new ArgumentTransformationMetadataException($"'{id}' is no time zone of this machine.", exception);
        }
    }
}
