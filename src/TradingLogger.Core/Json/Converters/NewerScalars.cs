using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>The types of fixed size that .NET has and netstandard2.0 does not.</summary>
internal static class NewerScalars
{
    private static readonly Dictionary<Type, Func<ScalarConverter>> Table = new()
    {
        [typeof(Int128)] = () => new ScalarConverter<Int128>((buffer, value) => InvariantText.Write(buffer, value)),
        [typeof(UInt128)] = () => new ScalarConverter<UInt128>((buffer, value) => InvariantText.Write(buffer, value)),
        [typeof(Half)] = () => new ScalarConverter<Half>(Write),
        [typeof(DateOnly)] = () => ScalarConverters.Quoted<DateOnly>(
            (buffer, value) => IsoTimeWriter.WriteDate(buffer, value.ToDateTime(default))),
        [typeof(TimeOnly)] = () => ScalarConverters.Quoted<TimeOnly>(
            (buffer, value) => IsoTimeWriter.WriteTimeOfDay(buffer, value.Ticks)),
    };

    /// <summary>The converter of a type; null when it is none of these.</summary>
    public static ScalarConverter? Find(Type type) =>
        Table.TryGetValue(type, out Func<ScalarConverter>? make) ? make() : null;

    private static void Write(Utf8Buffer buffer, Half value)
    {
        if (!Half.IsFinite(value))
        {
            JsonNumberWriter.Write(buffer, (double)value);
            return;
        }

        int start = buffer.Length;
        InvariantText.Write(buffer, value);
        JsonNumberWriter.FinishFloat(buffer, start);
    }
}
