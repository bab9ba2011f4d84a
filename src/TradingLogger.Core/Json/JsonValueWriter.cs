using System.Text;
using TradingLogging.Json.Converters;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Writes one value by the converter of its type.</summary>
internal static class JsonValueWriter
{
    /// <summary>Writes a value of a type that is known when the code is compiled, so that a number is never
    /// boxed.</summary>
    public static void Write<T>(JsonLine line, T value)
    {
        if (typeof(T).IsValueType && ScalarConverterOf<T>.Instance is { } scalar)
            scalar.Write(line.Buffer, value);
        else
            WriteBoxed(line, value);
    }

    /// <summary>Writes a JSON null.</summary>
    public static void WriteNull(Utf8Buffer buffer) => buffer.Write("null"u8);

    /// <summary>Writes an object that may be in a wrapper of its host.</summary>
    /// <param name="line">Where it is written.</param>
    /// <param name="value">The object.</param>
    /// <param name="converter">The converter of its type.</param>
    public static void WriteObject(JsonLine line, object value, ValueConverter converter)
    {
        object? content = ValueConverter.Unwrap(value);
        if (ReferenceEquals(content, value))
            ValueConverter.Of(value, converter).Write(line, value);
        else if (content is null)
            WriteNull(line.Buffer);
        else if (content is string text)
            line.Text(text);
        else
            ValueConverter.Of(content).Write(line, content);
    }

    private static void WriteBoxed(JsonLine line, object? value)
    {
        if (value is string text)
            line.Text(text);
        else if (value is null)
            WriteNull(line.Buffer);
        else if (ValueConverter.OfType(value) is var converter && converter is ScalarConverter scalar)
            scalar.Write(line.Buffer, value);
        else
            line.Guarded(value, converter);
    }
}

/// <summary>An object of the core's own that lists its members itself.</summary>
internal interface IMemberSource
{
    /// <summary>The members, in their order.</summary>
    /// <param name="isData">Whether the object is the data of an event, whose line has a timestamp and an action of its
    /// own.</param>
    IEnumerable<KeyValuePair<string, object?>> GetMembers(bool isData);

    /// <summary>What is written when a trade event is made of the object.</summary>
    EventCopy GetCopy();
}

/// <summary>What another event takes over of an event that was logged.</summary>
/// <param name="Members">The members, in their order, without those that a line has of its own.</param>
/// <param name="Time">When it was logged; null when a member tells when it happened.</param>
/// <param name="IsTruncated">Whether something had been cut when it was logged.</param>
internal sealed record EventCopy(
    IReadOnlyList<KeyValuePair<string, object?>> Members, DateTimeOffset? Time, bool IsTruncated);

/// <summary>The content of dictionaries, lists and objects as a short text, for a message that a person
/// reads.</summary>
public static class ValueText
{
    private const int MostBytes = 4096;
    private const int MostLevels = 8;
    private const int MostValues = 200;

    /// <summary>Writes a value as JSON. Secrets are masked by the built-in names.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>At most 4,096 bytes of UTF-8, 8 levels and 200 values. Where something was left out, a mark
    /// follows.</returns>
    public static string Of(object? value)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        var line = new JsonLine(buffer);
        try
        {
            line.Begin(MostBytes, MostLevels, MostValues, SecretMask.Default, ReservedNames.None);
            JsonValueWriter.Write(line, value);
            if (line.IsTruncated)
                buffer.Write(TextEscaping.CutMark);
            return Encoding.UTF8.GetString(buffer.Written);
        }
        finally
        {
            line.End();
            Utf8BufferPool.Return(buffer);
        }
    }
}
