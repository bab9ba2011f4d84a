using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using TradingLogging.Json.Converters;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>The text of a dictionary's key, the same on every machine; simple keys as Python's json writes them.</summary>
internal static class KeyText
{
    public static string Of(object? key)
    {
        if (key is string text)
            return text;
        return ValueConverter.Unwrap(key) switch
        {
            null => "null",
            string inner => inner,
            char letter => letter.ToString(),
            Enum name => EnumConverter.TextOf(name),
            { } other => OfSimple(other) ?? OfObject(other),
        };
    }

    private static string? OfSimple(object key)
    {
        Utf8Buffer buffer = Utf8BufferPool.Rent();
        bool isSimple = JsonValueWriter.TryWriteFixed(buffer, key);
        string? text = isSimple ? Encoding.UTF8.GetString(buffer.Written).Trim('"') : null;
        Utf8BufferPool.Return(buffer);
        return text;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A key without a text must not cost the other members.")]
    private static string OfObject(object key)
    {
        if (ValueConverter.IsSecret(key))
            return OpaqueConverter.SecretNote;
        try
        {
            return (key is IFormattable formattable
                ? formattable.ToString(null, CultureInfo.InvariantCulture)
                : key.ToString()) ?? string.Empty;
        }
        catch (Exception error)
        {
            return ErrorText.NoteOf(error);
        }
    }
}
