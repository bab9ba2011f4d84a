using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>Takes events, and objects that have an event's timestamp, action and members: events that came back from a job, from
/// remoting or from Clixml, rows of <c>Import-Csv</c>, and what <c>Select-Object</c> made of events.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TradeEventArgumentAttribute : ArgumentTransformationAttribute
{
    private const int DeepestValue = 16;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            // Paths are for another parameter.
            string or FileSystemInfo => inputData,
            object[] several => several.Select(EventOf).ToArray(),
            _ => new[] { EventOf(inputData) },
        };
    }

    private static TradeEvent EventOf(object item)
    {
        PSObject wrapped = PSObject.AsPSObject(item);
        if (wrapped.BaseObject is TradeEvent tradeEvent)
            return tradeEvent;
        if (Find(wrapped, "timestamp") is not { } timestamp || Find(wrapped, "action") is not { } action)
            throw new ArgumentTransformationMetadataException("An event has a timestamp and an action; this object has not.");

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", TimeOf(timestamp.Value));
            writer.WriteString("action", Convert.ToString(action.Value, CultureInfo.InvariantCulture));
            WriteMembers(writer, wrapped.Properties.Where(property => property != timestamp && property != action && !IsOfTheReader(property)), 0);
            writer.WriteEndObject();
        }

        try
        {
            return TradeEvent.Parse(buffer.ToArray());
        }
        catch (FormatException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private static PSPropertyInfo? Find(PSObject item, string name) => item.Properties[name];

    // Where an event stood is no member of it.
    private static bool IsOfTheReader(PSPropertyInfo property) =>
        property.Name is nameof(TradeEvent.Location) or nameof(TradeEvent.Members) or "PSComputerName" or "PSShowComputerName" or "RunspaceId";

    private static string TimeOf(object? value) => value switch
    {
        DateTimeOffset moment => moment.ToString("o", CultureInfo.InvariantCulture),
        DateTime time => new DateTimeOffset(time).ToString("o", CultureInfo.InvariantCulture),
        // What came back from a job or from Clixml has the parts of the time as properties.
        PSObject { BaseObject: PSCustomObject } parts when parts.Properties["UtcTicks"]?.Value is long ticks =>
            new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(parts.Properties["Offset"]?.Value as TimeSpan? ?? TimeSpan.Zero).ToString("o", CultureInfo.InvariantCulture),
        PSObject { BaseObject: not PSCustomObject } wrapped => TimeOf(wrapped.BaseObject),
        _ => TimeOf(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    // A job hands a time over as text of the invariant culture, not as ISO 8601.
    private static string TimeOf(string text) =>
        text.IndexOf('T') < 0 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
            ? moment.ToString("o", CultureInfo.InvariantCulture)
            : text;

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<PSPropertyInfo> members, int depth)
    {
        foreach (PSPropertyInfo member in members)
        {
            writer.WritePropertyName(member.Name);
            Write(writer, member.Value, depth);
        }
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case string text:
                WriteText(writer, text);
                break;
            case DateTime or DateTimeOffset:
                writer.WriteStringValue(TimeOf(bare));
                break;
            case double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong or System.Numerics.BigInteger:
                writer.WriteRawValue(Number((IFormattable)bare));
                break;
            case PSObject custom when depth < DeepestValue:
                writer.WriteStartObject();
                WriteMembers(writer, custom.Properties, depth + 1);
                writer.WriteEndObject();
                break;
            case IEnumerable list when depth < DeepestValue:
                writer.WriteStartArray();
                foreach (object? item in list)
                    Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(bare, CultureInfo.InvariantCulture));
                break;
        }
    }

    // A row of a CSV file has texts only: what is written as a number was one.
    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (IsNumber(text))
            writer.WriteRawValue(text);
        else
            writer.WriteStringValue(text);
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || text[0] is not ('-' or (>= '0' and <= '9')))
            return false;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == Encoding.UTF8.GetByteCount(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Number(IFormattable number) => number is double or float
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : number.ToString(null, CultureInfo.InvariantCulture);
}
