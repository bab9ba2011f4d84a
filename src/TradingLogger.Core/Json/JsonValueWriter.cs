using TradingLogging.Json.Converters;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes one value by the converter of its type.</summary>
internal static class JsonValueWriter
{
    /// <summary>Writes a value of a type that is known when the code is compiled, so that a number is never boxed.</summary>
    public static void Write<T>(JsonLine line, T value)
    {
        if (typeof(T).IsValueType && ScalarConverter<T>.Instance is { } scalar)
            scalar.Write(line.Buffer, value);
        else
            WriteBoxed(line, value);
    }

    /// <summary>Writes a JSON null.</summary>
    public static void WriteNull(Utf8Buffer buffer) => buffer.Write("null"u8);

    /// <summary>Writes an object that may be in a wrapper of its host.</summary>
    public static void WriteObject(JsonLine line, object value)
    {
        object? content = ValueConverter.Unwrap(value);
        if (content is null)
            WriteNull(line.Buffer);
        else if (content is string text)
            line.Text(text);
        else
            ValueConverter.Of(content).Write(line, content);
    }

    private static void WriteBoxed(JsonLine line, object? value)
    {
        if (value is null)
            WriteNull(line.Buffer);
        else if (value is string text)
            line.Text(text);
        else if (ValueConverter.OfType(value) is ScalarConverter scalar)
            scalar.Write(line.Buffer, value);
        else
            line.Guarded(value);
    }
}
