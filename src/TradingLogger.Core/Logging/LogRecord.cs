using System.Buffers;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <summary>One event on its way from a logger to the handlers. It is valid during the call that made it.</summary>
/// <remarks>It is a <c>ref struct</c>, so that a log call allocates nothing and no handler can keep pooled
/// memory.</remarks>
public readonly ref struct LogRecord
{
    private readonly ReadOnlySpan<byte> _tradeLine;
    private readonly bool _hasFeed;

    /// <summary>Makes a record of a text message.</summary>
    /// <param name="timestamp">The moment of logging, as local wall clock with its offset from UTC.</param>
    /// <param name="level">The severity.</param>
    /// <param name="loggerName">The dotted name of the logger.</param>
    /// <param name="message">The message, unformatted and unescaped.</param>
    /// <param name="lineNumber">The line of the caller, from 1; 0 when unknown.</param>
    /// <param name="error">What went wrong, if the record tells of it.</param>
    public LogRecord(
        DateTimeOffset timestamp,
        LogLevel level,
        string loggerName,
        string message,
        int lineNumber = 0,
        ErrorDetails? error = null)
    {
        Timestamp = timestamp;
        Level = level;
        LoggerName = loggerName;
        Message = message;
        LineNumber = lineNumber;
        Error = error;
    }

    /// <summary>Makes a record of a trade event whose JSON line is already formatted.</summary>
    /// <param name="timestamp">The moment of logging, as local wall clock with its offset from UTC.</param>
    /// <param name="loggerName">The dotted name of the logger, <c>trades</c>.</param>
    /// <param name="tradeLine">The JSON object in UTF-8, without the line feed.</param>
    /// <param name="lineNumber">The line of the caller, from 1; 0 when unknown.</param>
    public LogRecord(DateTimeOffset timestamp, string loggerName, ReadOnlySpan<byte> tradeLine, int lineNumber)
        : this(timestamp, LogLevel.Info, loggerName, string.Empty, lineNumber)
    {
        _tradeLine = tradeLine;
    }

    /// <summary>Makes a record of a trade event whose JSON line ends with its line feed.</summary>
    /// <param name="timestamp">The moment of logging.</param>
    /// <param name="loggerName">The name of the logger.</param>
    /// <param name="tradeLine">The JSON object in UTF-8 and its line feed.</param>
    /// <param name="lineNumber">The line of the caller.</param>
    /// <param name="written">Receives the line as it stands in the file, if the log adds members of its own; null when
    /// nobody asks.</param>
    /// <param name="stored">The same line with encrypted members and its line feed, for the trade log alone; empty when
    /// none is encrypted.</param>
    internal LogRecord(
        DateTimeOffset timestamp,
        string loggerName,
        ReadOnlySpan<byte> tradeLine,
        int lineNumber,
        IBufferWriter<byte>? written,
        ReadOnlySpan<byte> stored = default)
    {
        Timestamp = timestamp;
        Level = LogLevel.Info;
        LoggerName = loggerName;
        Message = string.Empty;
        LineNumber = lineNumber;
        Error = null;
        _tradeLine = tradeLine;
        _hasFeed = true;
        Written = written;
        StoredLine = stored.IsEmpty ? tradeLine : stored;
    }

    /// <summary>The moment of logging, as local wall clock with its offset from UTC.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The severity.</summary>
    public LogLevel Level { get; }

    /// <summary>The dotted name of the logger that made the record.</summary>
    public string LoggerName { get; }

    /// <summary>The message, unformatted and unescaped; empty for a trade event.</summary>
    public string Message { get; }

    /// <summary>The line of the caller in its source file, from 1; 0 when unknown.</summary>
    public int LineNumber { get; }

    /// <summary>What went wrong, if the record tells of it (Python's <c>exc_info</c>).</summary>
    public ErrorDetails? Error { get; }

    /// <summary>What a text message has besides its text, as a JSON object in UTF-8 without secrets: the members that
    /// the caller gave, then those of the context; empty when there are none.</summary>
    public ReadOnlySpan<byte> Members => Data.Json;

    /// <summary>The same, with what formatters know of it.</summary>
    internal RecordMembers Data { get; init; }

    /// <summary>The JSON object of a trade event in UTF-8, without the line feed; empty for a text message.</summary>
    public ReadOnlySpan<byte> TradeLine => _hasFeed ? _tradeLine[..^1] : _tradeLine;

    /// <summary>The line for the trade log, with its line feed; empty when the record was made without it. Members that
    /// are encrypted there are masked in <see cref="TradeLine"/>.</summary>
    internal ReadOnlySpan<byte> StoredLine { get; }

    /// <summary>Receives the line as it stands in the file, if the log adds members of its own; null when nobody
    /// asks.</summary>
    internal IBufferWriter<byte>? Written { get; }

    /// <summary>Whether this is a trade event rather than a text message.</summary>
    public bool IsTradeEvent => !_tradeLine.IsEmpty;
}

/// <summary>The members of a text message in UTF-8.</summary>
/// <param name="json">The object; empty when there are none.</param>
/// <param name="contextStart">Where in it the members of the context begin; its last byte when there are none.</param>
/// <param name="unsaid">The object of those members of the caller that the message does not tell; empty when there are
/// none.</param>
/// <param name="isTruncated">Whether a limit was reached.</param>
internal readonly ref struct RecordMembers(
    ReadOnlySpan<byte> json,
    int contextStart,
    ReadOnlySpan<byte> unsaid,
    bool isTruncated)
{
    /// <summary>The object; empty when there are no members.</summary>
    public ReadOnlySpan<byte> Json { get; } = json;

    /// <summary>The object of the members that the message does not tell; empty when there are none.</summary>
    public ReadOnlySpan<byte> Unsaid { get; } = unsaid;

    /// <summary>Whether a limit was reached.</summary>
    public bool IsTruncated { get; } = isTruncated;

    /// <summary>Where in the object the members of the context begin.</summary>
    public int ContextStart => contextStart;

    /// <summary>All members, without the brackets.</summary>
    public ReadOnlySpan<byte> All => Json.IsEmpty ? default : Json[1..^1];

    /// <summary>The members of the context, without brackets and without the comma before them.</summary>
    public ReadOnlySpan<byte> Context
    {
        get
        {
            ReadOnlySpan<byte> members = Json.IsEmpty ? default : Json[contextStart..^1];
            return members.StartsWith(", "u8) ? members[2..] : members;
        }
    }
}

/// <summary>Writes the members of text messages, and the messages that name them.</summary>
internal abstract class RecordMemberWriter
{
    /// <summary>Writes members into a buffer that is empty.</summary>
    /// <param name="buffer">Holds what is returned.</param>
    /// <param name="message">The message; of a template it becomes the message that it makes.</param>
    /// <param name="data">The caller's members; null for none.</param>
    /// <param name="context">The context; null for none.</param>
    /// <param name="origin">What the message is.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> is a single value or a list.</exception>
    public abstract RecordMembers Write(
        Utf8Buffer buffer,
        ref string message,
        object? data,
        LogContext? context,
        in MessageOrigin origin);

    /// <summary>Takes the values of masked members out of a message that a framework has rendered.</summary>
    /// <param name="message">The message.</param>
    /// <param name="template">The template that it was made of; null when unknown.</param>
    /// <param name="data">The members.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> is a single value or a list.</exception>
    public abstract string WithoutSecrets(string message, string? template, object data);
}

/// <summary>What a message with members is.</summary>
/// <param name="IsTemplate">Whether it is a template that names members.</param>
/// <param name="Template">The template that a framework has rendered it from; null when there is none.</param>
internal readonly record struct MessageOrigin(bool IsTemplate, string? Template = null);

/// <summary>Trade events of one moment on their way to the handlers, to be written together.</summary>
/// <param name="timestamp">The moment of logging.</param>
/// <param name="loggerName">The dotted name of the logger.</param>
/// <param name="lines">The JSON objects in UTF-8, each with its line feed.</param>
/// <param name="ends">The end of each line, as an offset in <paramref name="lines"/>.</param>
/// <param name="lineNumber">The line of the caller, from 1; 0 when unknown.</param>
internal readonly ref struct LogBatch(
    DateTimeOffset timestamp,
    string loggerName,
    ReadOnlySpan<byte> lines,
    ReadOnlySpan<int> ends,
    int lineNumber)
{
    private readonly ReadOnlySpan<int> _ends = ends;
    private readonly ReadOnlySpan<byte> _stored;
    private readonly ReadOnlySpan<int> _storedEnds;

    /// <summary>Makes a batch whose lines are others in the trade log, where members are encrypted.</summary>
    public LogBatch(
        DateTimeOffset timestamp,
        string loggerName,
        ReadOnlySpan<byte> lines,
        ReadOnlySpan<int> ends,
        int lineNumber,
        ReadOnlySpan<byte> stored,
        ReadOnlySpan<int> storedEnds)
        : this(timestamp, loggerName, lines, ends, lineNumber)
    {
        _stored = stored;
        _storedEnds = storedEnds;
    }

    /// <summary>The JSON objects in UTF-8, each with its line feed.</summary>
    public ReadOnlySpan<byte> Lines { get; } = lines;

    /// <summary>The lines for the trade log.</summary>
    public ReadOnlySpan<byte> StoredLines => _storedEnds.IsEmpty ? Lines : _stored;

    /// <summary>The number of events.</summary>
    public int Count => _ends.Length;

    /// <summary>Receives the lines as they stand in the file, if the log adds members of its own; null when nobody
    /// asks.</summary>
    public IBufferWriter<byte>? Written { get; init; }

    /// <summary>The record of an event.</summary>
    public LogRecord this[int index]
    {
        get
        {
            ReadOnlySpan<byte> line = Part(Lines, _ends, index);
            ReadOnlySpan<byte> stored = _storedEnds.IsEmpty ? default : Part(_stored, _storedEnds, index);
            return new LogRecord(timestamp, loggerName, line, lineNumber, Written, stored);
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> lines, ReadOnlySpan<int> ends, int index) =>
        lines[(index == 0 ? 0 : ends[index - 1])..ends[index]];
}
