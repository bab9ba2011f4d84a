using System.Text;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

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
