using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using TradingLogging.Text;

namespace TradingLogging.PowerShell.Values;

/// <summary>Values that a job, remoting or Clixml made an object of: their properties do not have the value, or have it
/// in pieces. They are written as the value was.</summary>
internal static class DeserialisedValue
{
    /// <summary>What precedes the name of the type that an object had.</summary>
    public const string Prefix = "Deserialized.";

    private const string TimeOfDayForm = "HH:mm:ss.FFFFFFF";

    // What has the value: its text, or the property that is named.
    private static readonly Dictionary<string, Func<PSObject, object?>> Readers = new(StringComparer.Ordinal)
    {
        [Prefix + "System.Numerics.BigInteger"] = Whole,
        [Prefix + "System.Int128"] = Whole,
        [Prefix + "System.UInt128"] = Whole,
        [Prefix + "System.IntPtr"] = Whole,
        [Prefix + "System.UIntPtr"] = Whole,
        [Prefix + "System.Half"] = Real,
        [Prefix + "System.DateTimeOffset"] = Moment,
        [Prefix + "System.DateOnly"] = Date,
        [Prefix + "System.TimeOnly"] = TimeOfDay,
        [Prefix + "System.TimeZoneInfo"] = value => Text(value, "Id"),
        [Prefix + "System.Type"] = value => Text(value, "FullName"),
        [Prefix + "System.Text.Encoding"] = value => Text(value, "WebName"),
        [Prefix + "System.Globalization.CultureInfo"] = value => Text(value, "Name"),
        [Prefix + "System.Management.Automation.SwitchParameter"] = value => Property<bool?>(value, "IsPresent"),
        [Prefix + "System.IO.FileSystemInfo"] = value => Text(value, "FullName"),
        [Prefix + "System.Management.Automation.SemanticVersion"] = Text,
        [Prefix + "System.Net.EndPoint"] = Text,
        [Prefix + "System.Numerics.Complex"] = Text,
        [Prefix + "System.Text.RegularExpressions.Regex"] = Text,
        [Prefix + "System.Text.Rune"] = Text,
        [Prefix + "System.Text.StringBuilder"] = Text,
        [Prefix + "System.Text.Json.JsonElement"] = Text,
        [Prefix + "System.Text.Json.Nodes.JsonNode"] = Text,
    };

    /// <summary>The value of an object that was deserialised.</summary>
    /// <param name="wrapper">An object that has nothing but its properties.</param>
    /// <returns>The value; null for an object whose properties are what it is.</returns>
    public static object? Find(PSObject wrapper)
    {
        var types = wrapper.TypeNames;
        if (types.Count == 0 || !types[0].StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        foreach (string type in types)
        {
            if (Readers.TryGetValue(type, out Func<PSObject, object?>? read))
                return read(wrapper);
        }

        return wrapper.Properties.Any() ? null : Text(wrapper);
    }

    /// <summary>The moment that a value is.</summary>
    /// <param name="value">A time, its copy out of a job, remoting or Clixml, or its text. A time without an offset is
    /// that of the machine's zone.</param>
    /// <returns>Null for a value that is no moment.</returns>
    public static DateTimeOffset? MomentOf(object? value)
    {
        object? plain = value is PSObject wrapper ? Find(wrapper) ?? wrapper.BaseObject : value;
        if (plain is DateTimeOffset moment)
            return moment;
        if (plain is DateTime time)
            return WallClock.MomentOf(time);
        return WallClock.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), out moment) ? moment : null;
    }

    private static string? Text(PSObject value) => value.ToString() is { Length: > 0 } text ? text : null;

    private static string? Text(PSObject value, string property) => Property<string>(value, property) ?? Text(value);

    private static object? Whole(PSObject value) =>
        BigInteger.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : Text(value);

    private static object? Real(PSObject value) =>
        double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : Text(value);

    private static object? Moment(PSObject value) =>
        Property<DateTime?>(value, "DateTime") is { } time && Property<TimeSpan?>(value, "Offset") is { } offset
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), offset)
            : Text(value);

    private static string? Date(PSObject value) =>
        Property<int?>(value, "Year") is { } year
            && Property<int?>(value, "Month") is { } month
            && Property<int?>(value, "Day") is { } day
            ? new DateTime(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Text(value);

    private static string? TimeOfDay(PSObject value) =>
        Property<long?>(value, "Ticks") is { } ticks
            ? new DateTime(ticks).ToString(TimeOfDayForm, CultureInfo.InvariantCulture)
            : Text(value);

    private static T? Property<T>(PSObject value, string name)
    {
        // A script's own property could run any code.
        object? found = value.Properties[name] is { } property and (PSProperty or PSNoteProperty)
            ? property.Value
            : null;
        return (found is PSObject wrapped ? wrapped.BaseObject : found) is T read ? read : default;
    }
}
