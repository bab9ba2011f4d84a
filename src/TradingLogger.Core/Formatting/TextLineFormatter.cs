using System.Globalization;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The two forms of a text line.</summary>
internal enum TextLayout
{
    /// <summary><c>2025-12-18 10:30:45 | INFO     | trading.signals      | message</c>.</summary>
    Console,

    /// <summary><c>2025-12-18 10:30:45 | INFO     | trading.signals:87 | message</c>.</summary>
    File,
}

/// <summary>Writes a record as a line of text; the details of an error follow as indented lines.</summary>
/// <param name="layout">The form of the line.</param>
/// <param name="maxRecordBytes">The longest message with its error, in bytes; at least 1,024. What is longer is cut and
/// marked. An error has at least 1,024 bytes beside its message. A logger's name has at most 1,024.</param>
/// <param name="showsContext">Whether the members of the context stand behind the message.</param>
internal sealed class TextLineFormatter(TextLayout layout, int maxRecordBytes = 262_144, bool showsContext = false)
    : LogFormatter
{
    private const int LevelWidth = 8;
    private const int NameWidth = 20;
    private const int LongestName = 1024;
    private const int LeastOfError = 1024;

    internal override bool WritesMembers => showsContext;

    private static ReadOnlySpan<byte> Separator => " | "u8;

    /// <inheritdoc/>
    public override void Format(in LogRecord record, Utf8Buffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        int start = buffer.Length;
        IsoTimeWriter.WriteSeconds(buffer, record.Timestamp.DateTime, (byte)' ');
        WriteLevel(buffer, record.Level);
        WriteSource(record, buffer);
        buffer.Write(Separator);
        if (record.IsTradeEvent)
            buffer.Write(record.TradeLine);
        else
            TextEscaping.Write(buffer, record.Message.AsSpan(), maxRecordBytes);
        if (!record.Data.Json.IsEmpty)
            WriteMembers(record, buffer);
        buffer.Write((byte)'\n');
        if (record.Error is not null)
            ErrorLines.Write(buffer, record.Error, Math.Max(LeastOfError, maxRecordBytes - (buffer.Length - start)));
    }

    // The level with its separators, ready for the levels that nearly all records have.
    private static void WriteLevel(Utf8Buffer buffer, LogLevel level)
    {
        switch (level)
        {
            case LogLevel.Debug: buffer.Write(" | DEBUG    | "u8); break;
            case LogLevel.Info: buffer.Write(" | INFO     | "u8); break;
            case LogLevel.Warning: buffer.Write(" | WARNING  | "u8); break;
            case LogLevel.Error: buffer.Write(" | ERROR    | "u8); break;
            case LogLevel.Critical: buffer.Write(" | CRITICAL | "u8); break;
            default:
                buffer.Write(Separator);
                WritePadded(buffer, LogLevelName.Of(level), LevelWidth);
                buffer.Write(Separator);
                break;
        }
    }

    private static void WritePadded(Utf8Buffer buffer, string text, int width)
    {
        TextEscaping.Write(buffer, text.AsSpan(), LongestName);
        int missing = width - CodePoints(text);
        if (missing <= 0)
            return;
        buffer.GetSpan(missing).Slice(0, missing).Fill((byte)' ');
        buffer.Advance(missing);
    }

    // Python pads by code points.
    private static int CodePoints(string text)
    {
        int count = text.Length;
        foreach (char unit in text)
        {
            if (char.IsLowSurrogate(unit))
                count--;
        }

        return count;
    }

    // JSON: ASCII without control characters, and limited.
    private void WriteMembers(in LogRecord record, Utf8Buffer buffer)
    {
        if (!record.Data.Unsaid.IsEmpty)
        {
            buffer.Write((byte)' ');
            buffer.Write(record.Data.Unsaid);
        }

        ReadOnlySpan<byte> context = record.Data.Context;
        if (!showsContext || context.IsEmpty)
            return;
        buffer.Write(" {"u8);
        buffer.Write(context);
        buffer.Write((byte)'}');
    }

    private void WriteSource(in LogRecord record, Utf8Buffer buffer)
    {
        if (layout == TextLayout.Console)
        {
            WritePadded(buffer, record.LoggerName, NameWidth);
            return;
        }

        TextEscaping.Write(buffer, record.LoggerName.AsSpan(), LongestName);
        buffer.Write((byte)':');
        NumberText.Write(buffer, record.LineNumber);
    }
}

/// <summary>Writes the details of an error as indented lines, so that none of them looks like a record.</summary>
internal static class ErrorLines
{
    private const string Indentation = "    ";
    private const string CausedBy = "caused by ";
    private const int LongestNamed = 4096;

    public static void Write(Utf8Buffer buffer, ErrorDetails error, int maxBytes)
    {
        WriteError(buffer, error, string.Empty, Indentation, (long)buffer.Length + maxBytes);
    }

    private static bool WriteError(
        Utf8Buffer buffer,
        ErrorDetails error,
        string introduction,
        string indentation,
        long limit)
    {
        bool isWhole = WriteLines(buffer, $"{introduction}{error.TypeName}: {error.Message}", indentation, limit)
            && WriteLines(buffer, error.Position, indentation + "  ", limit)
            && WriteNamed(buffer, "category: ", error.Category, indentation + "  ", limit)
            && WriteNamed(buffer, "error id: ", error.ErrorId, indentation + "  ", limit)
            && WriteNamed(buffer, "http status: ", StatusOf(error), indentation + "  ", limit)
            && WriteNamed(buffer, "target: ", error.Target, indentation + "  ", limit)
            && WriteLines(buffer, error.StackTrace, indentation + "  ", limit);
        // Of several causes each may have its own: without the indentation, they would look like further ones.
        string inner = error.Others.Count > 0 ? indentation + Indentation : indentation;
        isWhole = isWhole && (error.Inner is null || WriteError(buffer, error.Inner, CausedBy, inner, limit));
        foreach (ErrorDetails other in error.Others)
            isWhole = isWhole && WriteError(buffer, other, "and by ", inner, limit);
        return isWhole && (error.Omitted == 0 || WriteLines(buffer, OmittedNote(error.Omitted), inner, limit));
    }

    private static string? StatusOf(ErrorDetails error) => error.HttpStatus?.ToString(CultureInfo.InvariantCulture);

    private static string OmittedNote(int count) => count == 1
        ? "(1 further cause is not shown)"
        : FormattableString.Invariant($"({count} further causes are not shown)");

    // A target may be a whole script. It must leave room for the stack.
    private static bool WriteNamed(Utf8Buffer buffer, string name, string? text, string indentation, long limit)
    {
        if (string.IsNullOrEmpty(text))
            return true;
        long ownLimit = Math.Min(limit, buffer.Length + LongestNamed);
        return WriteLines(buffer, name + text, indentation, ownLimit) || ownLimit < limit;
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
