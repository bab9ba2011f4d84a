using System.Data;
using System.Xml;
using System.Xml.Linq;
using TradingLogging.Formatting;
using TradingLogging.Masking;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Json;

/// <summary>XML and tables, in which secrets stand under their names too.</summary>
public sealed class XmlAndTableConvertersTests
{
    private const string Xml = "<order symbol=\"BTCUSDT\"><apiKey>abc</apiKey><login password=\"abc\" /></order>";

    private static readonly string Masked =
        "{\"v\": \"" + Xml.Replace("abc", "***").Replace("\"", "\\\"") + "\"}";

    [Fact]
    public void Xml_is_written_as_it_is_and_masked()
    {
        var document = new XmlDocument();
        using XmlReader reader = XElement.Parse(Xml).CreateReader();
        document.Load(reader);

        Assert.Equal(Masked, ValueOf(document));
        Assert.Equal(Masked, ValueOf(document.DocumentElement!));
        Assert.Equal(Masked, ValueOf(XElement.Parse(Xml)));
        Assert.Equal(Masked, ValueOf(XDocument.Parse(Xml)));
        Assert.Equal("{\"v\": \"apiKey=\\\"***\\\"\"}", ValueOf(new XAttribute("apiKey", "abc")));
    }

    [Fact]
    public void A_row_is_its_columns_and_a_table_its_rows()
    {
        using var table = new DataTable();
        table.Columns.Add("symbol");
        table.Columns.Add("price", typeof(decimal));
        table.Columns.Add("apiKey");
        table.Rows.Add("BTCUSDT", 50010.10m, "abc");
        table.Rows.Add("ETHUSDT", DBNull.Value, "abc");
        const string first = "{\"symbol\": \"BTCUSDT\", \"price\": 50010.10, \"apiKey\": \"***\"}";

        Assert.Equal($"{{\"v\": {first}}}", ValueOf(table.Rows[0]));
        Assert.Equal(
            $"{{\"v\": [{first}, {{\"symbol\": \"ETHUSDT\", \"price\": null, \"apiKey\": \"***\"}}]}}",
            ValueOf(table));
        Assert.Equal(first, Members(table.Rows[0]));
    }

    private static string ValueOf(object value) => Members(new Dictionary<string, object?> { ["v"] = value });

    private static string Members(object data)
    {
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits(), SecretMask.Default).Write(
            buffer, TradeLines.Moment, "TEST", data, null);
        return "{" + TradeLines.Text(buffer)[(TradeLines.Head.Length + 2)..];
    }
}
