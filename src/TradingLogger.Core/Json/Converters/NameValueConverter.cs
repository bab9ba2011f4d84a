using System.Collections.Specialized;

namespace TradingLogging.Json.Converters;

/// <summary>Names with one or several texts each, as of a query or of headers; in their order.</summary>
internal sealed class NameValueConverter : PairsConverter
{
    public static readonly NameValueConverter Instance = new();

    protected override void WritePairs(JsonLine line, object value)
    {
        var pairs = (NameValueCollection)value;
        line.CheckNames();
        for (int i = 0; i < pairs.Count && !line.IsFull; i++)
            line.Member(KeyText.Of(pairs.GetKey(i)), pairs.Get(i));
    }
}
