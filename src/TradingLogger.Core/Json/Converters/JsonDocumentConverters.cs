using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>Values of System.Text.Json, written as the JSON that they are. Its arrays and object nodes are ordinary
/// lists and dictionaries.</summary>
internal static class JsonDocumentConverters
{
    /// <summary>Finds the shape of such a type, without loading System.Text.Json for any other.</summary>
    public static ValueConverter? TryFind(Type type) =>
        type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes" ? FindLoaded(type) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueConverter? FindLoaded(Type type)
    {
        if (type == typeof(JsonElement))
            return new ElementShape(value => (JsonElement)value);
        if (type == typeof(JsonDocument))
            return new ElementShape(value => ((JsonDocument)value).RootElement);
        return typeof(JsonValue).IsAssignableFrom(type) ? new NodeValueShape() : null;
    }

    private static void WriteElement(JsonLine line, JsonElement element, ObjectConverter asObject, object container)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                asObject.Write(line, container);
                break;
            case JsonValueKind.Array:
                ListConverter.Trusted.Write(line, element.EnumerateArray());
                break;
            case JsonValueKind.String:
                line.Text(element.GetString()!);
                break;
            case JsonValueKind.Number:
                PrintableAscii.Write(line.Buffer, element.GetRawText().AsSpan());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                JsonValueWriter.Write(line, element.GetBoolean());
                break;
            default:
                line.Buffer.Write("null"u8);
                break;
        }
    }

    private sealed class ElementShape(Func<object, JsonElement> toElement) : ValueConverter
    {
        private readonly ElementObjectShape _object = new(toElement);

        public override void Write(JsonLine line, object value) =>
            WriteElement(line, toElement(value), _object, value);

        public override ObjectConverter? AsObject(object value) =>
            toElement(value).ValueKind == JsonValueKind.Object ? _object : null;
    }

    private sealed class ElementObjectShape(Func<object, JsonElement> toElement) : ObjectConverter
    {
        public override void WriteMembers(JsonLine line, object value)
        {
            line.CheckNames();
            foreach (JsonProperty property in toElement(value).EnumerateObject())
            {
                line.Member(property.Name, property.Value);
                if (line.IsFull)
                    break;
            }
        }
    }

    private sealed class NodeValueShape : ValueConverter
    {
        public override void Write(JsonLine line, object value)
        {
            var node = (JsonValue)value;
            if (node.TryGetValue(out JsonElement element))
                JsonValueWriter.Write(line, element);
            else
                JsonValueWriter.Write(line, node.GetValue<object>());
        }
    }
}
