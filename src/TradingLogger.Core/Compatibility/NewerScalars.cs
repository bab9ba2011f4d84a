using System.Globalization;
using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>The types of fixed size that netstandard2.0 lacks. A newer runtime may pass values of them, which are known
/// by the name of their type.</summary>
internal static class NewerScalars
{
    /// <summary>The converter of a type; null when it is none of these.</summary>
    public static ScalarConverter? Find(Type type) => type.Namespace != "System" ? null : type.Name switch
    {
        "Int128" or "UInt128" => new ScalarConverter<object>(
            (buffer, value) => PrintableAscii.Write(buffer, Text(value, null).AsSpan())),
        "Half" => new ScalarConverter<object>(
            (buffer, value) =>
                JsonNumberWriter.Write(buffer, float.Parse(Text(value, null), CultureInfo.InvariantCulture))),
        "DateOnly" => ScalarConverters.Quoted<object>(
            (buffer, value) =>
                IsoTimeWriter.WriteDate(buffer, DateTime.Parse(Text(value, "O"), CultureInfo.InvariantCulture))),
        "TimeOnly" => ScalarConverters.Quoted<object>(
            (buffer, value) =>
                IsoTimeWriter.WriteTimeOfDay(
                    buffer,
                    TimeSpan.Parse(Text(value, "O"), CultureInfo.InvariantCulture).Ticks)),
        _ => null,
    };

    private static string Text(object value, string? format) =>
        ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);
}
