using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes the details of an error as indented lines, so that none of them can pass for a record.</summary>
internal static class ErrorLines
{
    private const string Indentation = "    ";

    public static void Write(Utf8Buffer buffer, ErrorDetails error, int maxBytes)
    {
        long limit = (long)buffer.Length + maxBytes;
        bool isWhole = true;
        for (ErrorDetails? current = error; isWhole && current is not null; current = current.Inner)
        {
            string introduction = ReferenceEquals(current, error) ? string.Empty : "caused by ";
            isWhole = WriteLines(buffer, $"{introduction}{current.TypeName}: {current.Message}", Indentation, limit)
                && WriteLines(buffer, current.Position, Indentation + "  ", limit)
                && WriteLines(buffer, current.StackTrace, Indentation + "  ", limit);
        }
    }

    private static bool WriteLines(Utf8Buffer buffer, string? text, string indentation, long limit)
    {
        bool isWhole = true;
        ReadOnlySpan<char> rest = text.AsSpan();
        while (isWhole && !rest.IsEmpty)
        {
            int feed = rest.IndexOf('\n');
            ReadOnlySpan<char> line = feed < 0 ? rest : rest[..feed];
            rest = feed < 0 ? default : rest[(feed + 1)..];
            isWhole = line.IsWhiteSpace() || WriteLine(buffer, line.TrimEnd('\r').TrimStart(' '), indentation, limit);
        }

        return isWhole;
    }

    private static bool WriteLine(Utf8Buffer buffer, ReadOnlySpan<char> line, string indentation, long limit)
    {
        TextEscaping.Write(buffer, indentation.AsSpan());
        int room = (int)Math.Min(int.MaxValue, Math.Max(0, limit - buffer.Length));
        bool isWhole = TextEscaping.Write(buffer, line, room);
        buffer.Write((byte)'\n');
        return isWhole;
    }
}
