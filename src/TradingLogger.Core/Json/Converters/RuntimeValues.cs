using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>Writes the values whose types .NET has and netstandard2.0 has not. The only place where the two targets
/// differ in it: there a newer runtime's values are known by name.</summary>
internal static class RuntimeValues
{
#if NET
    public static bool TryWrite(Utf8Buffer buffer, object value)
    {
        switch (value)
        {
            case Int128 number: InvariantText.Write(buffer, number); return true;
            case UInt128 number: InvariantText.Write(buffer, number); return true;
            case Half number: WriteHalf(buffer, number); return true;
            case DateOnly date: WriteDate(buffer, date.ToDateTime(default)); return true;
            case TimeOnly time: WriteTime(buffer, time.Ticks); return true;
            default: return false;
        }
    }

    private static void WriteHalf(Utf8Buffer buffer, Half value)
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
#else
    public static bool TryWrite(Utf8Buffer buffer, object value)
    {
        if (value is not IFormattable text || value.GetType().Namespace != "System")
            return false;
        switch (value.GetType().Name)
        {
            case "Int128" or "UInt128":
                PrintableAscii.Write(buffer, Text(text, null).AsSpan());
                return true;
            case "Half":
                JsonNumberWriter.Write(buffer, float.Parse(Text(text, null), System.Globalization.CultureInfo.InvariantCulture));
                return true;
            case "DateOnly":
                WriteDate(buffer, DateTime.Parse(Text(text, "O"), System.Globalization.CultureInfo.InvariantCulture));
                return true;
            case "TimeOnly":
                WriteTime(buffer, TimeSpan.Parse(Text(text, "O"), System.Globalization.CultureInfo.InvariantCulture).Ticks);
                return true;
            default:
                return false;
        }
    }

    private static string Text(IFormattable value, string? format) =>
        value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
#endif

    private static void WriteDate(Utf8Buffer buffer, DateTime date)
    {
        buffer.Write((byte)'"');
        IsoTimeWriter.WriteDate(buffer, date);
        buffer.Write((byte)'"');
    }

    private static void WriteTime(Utf8Buffer buffer, long ticks)
    {
        buffer.Write((byte)'"');
        IsoTimeWriter.WriteTimeOfDay(buffer, ticks);
        buffer.Write((byte)'"');
    }
}
