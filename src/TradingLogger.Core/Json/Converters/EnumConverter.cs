using System.Globalization;

namespace TradingLogging.Json.Converters;

/// <summary>Enumerations: by name; a value without a name as its number in a string.</summary>
internal sealed class EnumConverter : ValueConverter
{
    public static readonly EnumConverter Instance = new();

    public override void Write(JsonLine line, object value) => line.Text(TextOf((Enum)value));

    public static string TextOf(Enum value)
    {
        string name = value.ToString();
        // The number of an unnamed value carries the machine's own minus sign.
        return char.IsLetter(name[0]) || name[0] == '_' ? name : NumberOf(value);
    }

    private static string NumberOf(Enum value) => value.GetTypeCode() == TypeCode.UInt64
        ? Convert.ToUInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
