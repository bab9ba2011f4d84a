using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using TradingLogging.Text;

namespace TradingLogging.Json.Converters;

/// <summary>Values of System.Text.Json, written as JSON. Its array and object nodes are ordinary lists and
/// dictionaries.</summary>
internal static class JsonDocumentConverters
{
    /// <summary>Finds the converter of such a type, without loading System.Text.Json for any other.</summary>
    public static ValueConverter? TryFind(Type type) =>
        type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes" ? FindLoaded(type) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueConverter? FindLoaded(Type type)
    {
        if (type == typeof(JsonElement))
            return new ElementConverter(value => (JsonElement)value);
        if (type == typeof(JsonDocument))
            return new ElementConverter(value => ((JsonDocument)value).RootElement);
        return typeof(JsonValue).IsAssignableFrom(type) ? new NodeValueConverter() : null;
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
                JsonValueWriter.WriteNull(line.Buffer);
                break;
        }
    }

    private sealed class ElementConverter(Func<object, JsonElement> toElement) : ValueConverter
    {
        private readonly ElementObjectConverter _object = new(toElement);

        public override void Write(JsonLine line, object value) =>
            WriteElement(line, toElement(value), _object, value);

        public override ObjectConverter? AsObject(object value) =>
            toElement(value).ValueKind == JsonValueKind.Object ? _object : null;
    }

    private sealed class ElementObjectConverter(Func<object, JsonElement> toElement) : ObjectConverter
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

    private sealed class NodeValueConverter : ValueConverter
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

/// <summary>Values of System.Xml, written as XML, and rows of tables, written as pairs of column and value. Their
/// properties would tell of parents, neighbours and schemas, and hide the names by which secrets are known.</summary>
internal static class XmlAndTableConverters
{
    /// <summary>Finds the converter of such a type, without loading its assembly for any other.</summary>
    public static ValueConverter? TryFind(Type type) => type.Namespace switch
    {
        "System.Xml" or "System.Xml.Linq" => FindXml(type),
        "System.Data" => FindTable(type),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextConverter? FindXml(Type type)
    {
        if (typeof(XmlNode).IsAssignableFrom(type))
            return new TextConverter(value => ((XmlNode)value).OuterXml);
        if (typeof(XNode).IsAssignableFrom(type))
            return new TextConverter(value => ((XNode)value).ToString(SaveOptions.DisableFormatting));
        return typeof(XAttribute).IsAssignableFrom(type) ? new TextConverter(value => value.ToString()) : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueConverter? FindTable(Type type)
    {
        if (type == typeof(DataTable))
            return new TableConverter();
        return type == typeof(DataRow) ? new RowConverter() : null;
    }

    private sealed class TableConverter : ValueConverter
    {
        public override void Write(JsonLine line, object value) =>
            ListConverter.Trusted.Write(line, ((DataTable)value).Rows);
    }

    private sealed class RowConverter : ObjectConverter
    {
        public override void WriteMembers(JsonLine line, object value)
        {
            var row = (DataRow)value;
            line.CheckNames();
            foreach (DataColumn column in row.Table.Columns)
            {
                line.Member(column.ColumnName, row.IsNull(column) ? null : row[column]);
                if (line.IsFull)
                    break;
            }
        }
    }
}
