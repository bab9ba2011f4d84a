namespace TradingLogging.Formatting;

/// <summary>A type whose values are written as a text.</summary>
internal sealed class TextShape(Func<object, string?> toText) : ValueShape
{
    public override void Write(JsonLine line, object value) => line.Text(toText(value) ?? string.Empty);
}
