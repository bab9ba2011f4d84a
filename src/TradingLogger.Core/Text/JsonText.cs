using System.Text.Json;

namespace TradingLogging.Text;

/// <summary>Takes the escapes out of texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>Writes the text in UTF-8. Half of a surrogate pair becomes U+FFFD.</summary>
    /// <param name="encoded">The text as it stands in JSON, without its quotes.</param>
    /// <param name="target">Receives it.</param>
    public static void Unescape(ReadOnlySpan<byte> encoded, Utf8Buffer target)
    {
        if (encoded.IndexOf((byte)'\\') < 0)
        {
            target.Write(encoded);
            return;
        }

        byte[] quoted = [(byte)'"', .. LoneSurrogates.Replace(encoded), (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        target.Advance(reader.CopyString(target.GetSpan(quoted.Length)));
    }
}
