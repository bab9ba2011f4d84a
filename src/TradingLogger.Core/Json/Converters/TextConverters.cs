using System.Globalization;
using System.Numerics;
using System.Text;

namespace TradingLogging.Json.Converters;

/// <summary>A type whose values are written as a text.</summary>
internal sealed class TextConverter(Func<object, string?> toText) : ValueConverter
{
    public override void Write(JsonLine line, object value) => line.Text(toText(value) ?? string.Empty);
}

/// <summary>One character.</summary>
internal sealed class CharConverter : ValueConverter
{
    public override void Write(JsonLine line, object value) => line.Text([(char)value]);
}

/// <summary>Whole numbers of any length.</summary>
internal sealed class BigIntegerConverter : ValueConverter
{
    public override void Write(JsonLine line, object value)
    {
        if (!JsonNumberWriter.TryWrite(line.Buffer, (BigInteger)value))
            line.MarkTruncated();
    }
}

/// <summary>A string builder, of which no more is copied than fits.</summary>
internal sealed class StringBuilderConverter : ValueConverter
{
    public override void Write(JsonLine line, object value)
    {
        var text = (StringBuilder)value;
        // One character more than fits, so that the line cuts and marks the text.
        int most = Math.Max(0, line.Limit - line.Buffer.Length) + 1;
        line.Text(text.ToString(0, Math.Min(text.Length, most)));
    }
}

/// <summary>Bytes, written as base64.</summary>
internal sealed class BytesConverter(Func<object, ReadOnlyMemory<byte>> toBytes) : ValueConverter
{
    public override void Write(JsonLine line, object value) => line.Base64(toBytes(value).Span);
}

/// <summary>Enumerations: by name; a value without a name as its number in a string.</summary>
internal sealed class EnumConverter : ValueConverter
{
    public static readonly EnumConverter Instance = new();

    public override void Write(JsonLine line, object value) => line.Text(TextOf((Enum)value));

    public static string TextOf(Enum value)
    {
        string name = value.ToString();
        // The text of a value without a name has the minus sign of the machine's culture.
        return char.IsLetter(name[0]) || name[0] == '_' ? name : NumberOf(value);
    }

    private static string NumberOf(Enum value) => value.GetTypeCode() == TypeCode.UInt64
        ? Convert.ToUInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Values that stand for a simple one (DBNull, Newtonsoft's JValue), written as that one.</summary>
internal sealed class ConvertibleConverter : ValueConverter
{
    public static readonly ConvertibleConverter Instance = new();

    public override void Write(JsonLine line, object value)
    {
        var source = (IConvertible)value;
        TypeCode code = source.GetTypeCode();
        if (code is TypeCode.Empty or TypeCode.DBNull)
            JsonValueWriter.WriteNull(line.Buffer);
        else if (code == TypeCode.Object)
            line.Text(source.ToString(CultureInfo.InvariantCulture));
        else
            JsonValueWriter.Write(line, Convert.ChangeType(source, code, CultureInfo.InvariantCulture));
    }
}
