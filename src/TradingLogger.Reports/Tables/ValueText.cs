using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingLogging.Analytics.Facts;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Reports.Tables;

/// <summary>Writes a member's value as text: text as it is, numbers with all digits, nested values as JSON.</summary>
internal static class ValueText
{
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as text; null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Json(value),
    };

    /// <summary>The text of a cell; null for a cell without a value. A number has the digits of the log.</summary>
    public static string? Of(in EventCell cell, ReadOnlySpan<byte> json)
    {
        if (!cell.HasValue)
            return null;
        ReadOnlySpan<byte> value = cell.In(json);
        return cell.Kind switch
        {
            JsonValueKindOf.Text => JsonMembers.Decode(value, cell.IsEscaped),
            JsonValueKindOf.Nested => OfNested(value),
            JsonValueKindOf.Number when HasExponent(value) => Of(TradeNumber.Read(value)),
            _ => JsonMembers.Decode(value, isEscaped: false),
        };
    }

    /// <summary>Whether a number is written with an exponent.</summary>
    public static bool HasExponent(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'e', (byte)'E') >= 0;

    private static string? OfNested(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Of(TradeLineMembers.ReadValue(ref reader));
    }

    private static string Json(object value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> member in members)
                {
                    writer.WritePropertyName(member.Key);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<object?> items:
                writer.WriteStartArray();
                foreach (object? item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(Of(value) ?? "null");
                break;
        }
    }
}
