using System.Globalization;

namespace TradingLogging.Json.Converters;

/// <summary>Values that stand for a simple one (DBNull, Newtonsoft's JValue): written as the one they stand for.</summary>
internal sealed class ConvertibleConverter : ValueConverter
{
    public static readonly ConvertibleConverter Instance = new();

    public override void Write(JsonLine line, object value)
    {
        var source = (IConvertible)value;
        TypeCode code = source.GetTypeCode();
        if (code is TypeCode.Empty or TypeCode.DBNull)
            line.Buffer.Write("null"u8);
        else if (code == TypeCode.Object)
            line.Text(source.ToString(CultureInfo.InvariantCulture));
        else
            JsonValueWriter.Write(line, Convert.ChangeType(source, code, CultureInfo.InvariantCulture));
    }
}
