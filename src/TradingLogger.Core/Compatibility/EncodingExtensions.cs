using System.Text;

namespace TradingLogging.Compatibility;

// netstandard2.0 has these for arrays and pointers only.
internal static class EncodingExtensions
{
    public static unsafe int GetBytes(this Encoding encoding, ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        if (chars.IsEmpty)
            return 0;
        fixed (char* source = chars)
        fixed (byte* target = bytes)
            return encoding.GetBytes(source, chars.Length, target, bytes.Length);
    }

    public static unsafe string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return string.Empty;
        fixed (byte* source = bytes)
            return encoding.GetString(source, bytes.Length);
    }
}
