using System.Data;
using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;

namespace TradingLogging.Json.Converters;

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
