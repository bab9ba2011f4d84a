using System.Text;

namespace TradingLogging.Json.Converters;

/// <summary>A string builder, of which no more is copied than can fit.</summary>
internal sealed class StringBuilderConverter : ValueConverter
{
    public static readonly StringBuilderConverter Instance = new();

    public override void Write(JsonLine line, object value)
    {
        var text = (StringBuilder)value;
        // One character more than there are bytes, so that the line sees that it has to cut.
        int most = Math.Max(0, line.End - line.Buffer.Length) + 1;
        line.Text(text.ToString(0, Math.Min(text.Length, most)));
    }
}
