namespace TradingLogging.Json.Converters;

/// <summary>A type whose values are written as a text.</summary>
internal sealed class TextConverter(Func<object, string?> toText) : ValueConverter
{
    public override void Write(JsonLine line, object value) => line.Text(toText(value) ?? string.Empty);
}
