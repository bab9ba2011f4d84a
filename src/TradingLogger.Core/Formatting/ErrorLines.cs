namespace TradingLogging.Formatting;

/// <summary>Writes the details of an error as indented lines, so that none of them can pass for a record.</summary>
internal static class ErrorLines
{
    private const string Indentation = "    ";

    public static void Write(Utf8Buffer buffer, ErrorDetails error, int maxBytes)
    {
        int limit = buffer.Length + maxBytes;
        for (ErrorDetails? current = error; current is not null; current = current.Inner)
        {
            string introduction = ReferenceEquals(current, error) ? string.Empty : "caused by ";
            WriteLines(buffer, $"{introduction}{current.TypeName}: {current.Message}", Indentation, limit);
            if (current.Position is not null)
                WriteLines(buffer, current.Position, Indentation + "  ", limit);
            if (current.StackTrace is not null)
                WriteLines(buffer, current.StackTrace, Indentation + "  ", limit);
        }
    }

    private static void WriteLines(Utf8Buffer buffer, string text, string indentation, int limit)
    {
        foreach (string line in text.Split('\n'))
        {
            string content = line.TrimEnd('\r');
            if (content.Trim().Length == 0)
                continue;
            if (buffer.Length >= limit)
                return;
            TextEscaping.Write(buffer, indentation.AsSpan());
            TextEscaping.Write(buffer, content.TrimStart(' ').AsSpan(), limit - buffer.Length);
            buffer.Write((byte)'\n');
        }
    }
}
