using System.Buffers.Text;
using TradingLogging.Json;
using TradingLogging.Json.Converters;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Writes trade events as JSON, one object each, as Python's <c>json.dumps</c> lays it out and escapes
/// it.</summary>
/// <remarks>The line is ASCII alone: no content can end it, forge a second one, or drive a terminal. May be used by
/// several threads at once, each with a buffer of its own.</remarks>
/// <param name="form">How the event's times are written.</param>
/// <param name="limits">How large a line may become.</param>
/// <param name="mask">Masks the secrets of the data; null for the built-in names.</param>
/// <param name="isChained">Whether the members <c>seq</c>, <c>prev</c> and <c>corrects</c> are the log's own, because
/// its lines are chained.</param>
internal sealed class TradeLineWriter(
    TimestampForm form,
    TradeLineLimits limits,
    SecretMask? mask = null,
    bool isChained = false)
{
    private const string MessageAction = "MESSAGE";
    private const int MostDigits = 20;

    private readonly TradeLineLimits _limits = limits ?? throw new ArgumentNullException(nameof(limits));
    private readonly SecretMask _mask = mask ?? SecretMask.Default;

    /// <summary>Masks text messages; null for the mask of events. Members that are encrypted in events are masked in
    /// messages.</summary>
    internal SecretMask? MessageMask { get; init; }

    /// <summary>Writes the origin of each event; null for none.</summary>
    internal TradeEvidence? Evidence { get; init; }

    /// <summary>Writes an event: <c>timestamp</c>, <c>action</c>, <c>event_time</c> where there is one, then the
    /// members of the data in their order, then those of the context that the event does not have itself.</summary>
    /// <param name="buffer">Receives the object, without a line feed. It is unchanged if this method throws.</param>
    /// <param name="timestamp">The moment of logging.</param>
    /// <param name="action">What happened, for example <c>ORDER_FILLED</c>.</param>
    /// <param name="data">A dictionary or any object with members; null for none. Of an event that was logged, the
    /// members are written with every digit, but not those of its chain and its origin.</param>
    /// <param name="eventTime">When the event itself happened, if that was another moment. Null for data that is an
    /// event means the moment at which that one was logged, unless a member tells when it happened.</param>
    /// <param name="lineNumber">The line of the caller, from 1; 0 when unknown.</param>
    /// <param name="corrects">The number of the line that this event corrects; null for none.</param>
    /// <returns>How the line differs from what was given.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="action"/> is null, empty or white space, or
    /// <paramref name="data"/> is a single value or a list instead of an object.</exception>
    public TradeLineNotes Write(
        Utf8Buffer buffer,
        DateTimeOffset timestamp,
        string action,
        object? data,
        DateTimeOffset? eventTime,
        int lineNumber = 0,
        long? corrects = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        RequireAction(action);
        ObjectConverter? converter = ObjectConverter.Require(ref data, "a trade event");
        EventCopy? copy = MemberSourceConverter.CopyOf(data, converter);
        // Without its offset, a time of another zone would be read as one of this machine's.
        eventTime ??= form == TimestampForm.Naive ? copy?.Time?.ToLocalTime() : copy?.Time;
        LineTools tools = LineTools.Rent(buffer);
        JsonLine line = tools.Line;
        try
        {
            Begin(line, _mask, TradeLineFormat.ReservedNames(eventTime is not null, isChained));
            line.OpenRoot(data);
            WriteOpening(tools, timestamp, action);
            if (eventTime is { } time)
                WriteEventTime(buffer, time);
            if (corrects is { } seq)
                WriteCorrects(buffer, seq);
            Evidence?.Write(buffer, timestamp, lineNumber);
            if (copy is null)
                converter?.WriteMembers(line, data!);
            else
                MemberSourceConverter.Write(line, copy);
            if (LogContext.Current is { } context)
                ContextMembers.Write(line, context, _mask);
            bool isCutHere = line.IsTruncated;
            if (copy is { IsTruncated: true })
                line.MarkTruncated();
            line.CloseRoot();
            return new TradeLineNotes(line.RenamedMembers, isCutHere);
        }
        finally
        {
            tools.Return(line);
        }
    }

    /// <summary>Writes a text message that was logged where trade events are: an object with <c>timestamp</c>,
    /// <c>action</c> (always <c>MESSAGE</c>), <c>level</c>, <c>message</c> and, if there is one,
    /// <c>error</c>.</summary>
    /// <param name="buffer">Receives the object, without a line feed.</param>
    /// <param name="record">The record of the message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
    public void WriteMessage(Utf8Buffer buffer, in LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        LineTools tools = LineTools.Rent(buffer);
        JsonLine line = tools.Line;
        try
        {
            Begin(line, MessageMask ?? _mask, TradeLineFormat.ReservedNames(hasEventTime: false, isChained));
            line.OpenRoot(null);
            WriteOpening(tools, record.Timestamp, MessageAction);
            line.Member("level", LogLevelName.Of(record.Level));
            line.Member("message", record.Message);
            if (!record.Data.Json.IsEmpty)
                line.MissingMembers([.. EncodedMember.Read(record.Data.Json)]);
            if (record.Error is { } error)
                line.Member("error", error);
            line.CloseRoot();
        }
        finally
        {
            tools.Return(line);
        }
    }

    /// <summary>Replaces the timestamp of a written line.</summary>
    /// <param name="line">The line, from its beginning on.</param>
    /// <param name="timestamp">The moment of logging.</param>
    /// <param name="opening">Writes the timestamp. It belongs to the caller, because it is not thread-safe.</param>
    internal void Stamp(Span<byte> line, DateTimeOffset timestamp, TradeLineOpening opening) =>
        opening.Stamp(line, timestamp, form);

    // The exception names no parameter: .NET would append it to a message that the user of a cmdlet reads.
    private static void RequireAction(string action)
    {
        if (string.IsNullOrWhiteSpace(action))
        {
            throw new ArgumentException(
                "The action of a trade event is empty. Name what happened, for example ORDER_FILLED.");
        }
    }

    private void Begin(JsonLine line, SecretMask mask, ReservedNames reserved) =>
        line.Begin(_limits.MaxBytes, _limits.MaxDepth, _limits.MaxNodes, mask, reserved);

    private void WriteOpening(LineTools tools, DateTimeOffset timestamp, string action)
    {
        if (!tools.Opening.TryWrite(tools.Line.Buffer, timestamp, form, action, _mask))
            tools.Line.MarkTruncated();
    }

    private static void WriteCorrects(Utf8Buffer buffer, long seq)
    {
        buffer.Write(", \"corrects\": "u8);
        Span<byte> digits = buffer.GetSpan(MostDigits);
        Utf8Formatter.TryFormat(seq, digits, out int length);
        buffer.Advance(length);
    }

    private void WriteEventTime(Utf8Buffer buffer, DateTimeOffset time)
    {
        buffer.Write(", \"event_time\": \""u8);
        TimestampWriter.Write(buffer, time, form);
        buffer.Write((byte)'"');
    }
}
