using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TradingLogging.Json;

namespace TradingLogging.Formatting;

/// <summary>The form of a line of the trade log: how it opens, which member names are its own, and how its time is read
/// back. The writer, the readers and the verifier share it.</summary>
internal static class TradeLineFormat
{
    /// <summary>The name of the moment of logging, the first member of every line.</summary>
    public const string Timestamp = "timestamp";

    /// <summary>The name of what happened, the second member of every line.</summary>
    public const string Action = "action";

    /// <summary>The name of the moment at which the event happened, if that is another one.</summary>
    public const string EventTime = "event_time";

    /// <summary>The names under which events tell when they happened, the canonical one first. Neither case nor
    /// <c>_</c>, <c>-</c>, <c>.</c> and spaces count.</summary>
    public static IReadOnlyList<string> EventTimes { get; } =
        [EventTime, "transact_time", "transaction_time", "executed_at", "filled_at"];

    /// <summary>The name of what the line tells of its origin.</summary>
    public const string Evidence = "evidence";

    /// <summary>The name of the mark that something was cut.</summary>
    public const string Truncated = "truncated";

    /// <summary>The name of a line's number in a chained log.</summary>
    public const string Seq = "seq";

    /// <summary>The name of the hash of the line before, in a chained log.</summary>
    public const string Prev = "prev";

    /// <summary>The name of the number of the line that a chained line corrects.</summary>
    public const string Corrects = "corrects";

    /// <summary>Stands before the name of a member of the data that would otherwise take one of the line's own
    /// names.</summary>
    public const string DataPrefix = "data.";

    /// <summary>The action of a line of the log's own: whole lines of an unfinished batch stand before it.</summary>
    public const string UnfinishedBatch = "BATCH_UNFINISHED";

    /// <summary>The longest timestamp that is looked for, in bytes.</summary>
    public const int LongestTimestamp = 40;

    private const int SecondsLength = 19;

    private static readonly ReservedNames Plain = Names(hasEventTime: false, isChained: false);
    private static readonly ReservedNames WithEventTime = Names(hasEventTime: true, isChained: false);
    private static readonly ReservedNames Chained = Names(hasEventTime: false, isChained: true);
    private static readonly ReservedNames ChainedWithEventTime = Names(hasEventTime: true, isChained: true);

    /// <summary>What a line begins with, up to the first character of its timestamp.</summary>
    public static ReadOnlySpan<byte> Opening => "{\"timestamp\": \""u8;

    /// <summary>What a line begins with, up to the colon. Other writers may put no blank behind it.</summary>
    public static ReadOnlySpan<byte> OpeningName => "{\"timestamp\":"u8;

    /// <summary>What stands between the last character of the timestamp and the first of the action.</summary>
    public static ReadOnlySpan<byte> BeforeAction => "\", \"action\": \""u8;

    private static ReadOnlySpan<byte> BeforeUnfinishedLines => "BATCH_UNFINISHED\", \"lines\": "u8;

    /// <summary><see cref="Timestamp"/> in UTF-8.</summary>
    public static ReadOnlySpan<byte> TimestampName => "timestamp"u8;

    /// <summary><see cref="Action"/> in UTF-8.</summary>
    public static ReadOnlySpan<byte> ActionName => "action"u8;

    /// <summary>Whether a name of a line is one of its own, without regard to case.</summary>
    /// <param name="name">The name, in UTF-8.</param>
    /// <param name="lowerCase">One of letters in lower case.</param>
    public static bool IsSameName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase)
    {
        if (name.Length != lowerCase.Length)
            return false;
        for (int index = 0; index < lowerCase.Length; index++)
        {
            if ((name[index] | 0x20) != lowerCase[index])
                return false;
        }

        return true;
    }

    /// <summary>The names that the data of an event cannot have; case does not matter.</summary>
    /// <param name="hasEventTime">Whether the line has an <see cref="EventTime"/> of its own.</param>
    /// <param name="isChained">Whether the line is one of a chained log.</param>
    public static ReservedNames ReservedNames(bool hasEventTime, bool isChained) => (hasEventTime, isChained) switch
    {
        (false, false) => Plain,
        (true, false) => WithEventTime,
        (false, true) => Chained,
        (true, true) => ChainedWithEventTime,
    };

    /// <summary>The text of a line's timestamp, without its quotes.</summary>
    /// <param name="line">The line; may lack its end.</param>
    /// <returns>The text; empty when the line does not begin as the writer begins one.</returns>
    public static ReadOnlySpan<byte> TimestampOf(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Opening))
            return default;
        ReadOnlySpan<byte> rest = line[Opening.Length..];
        int end = rest[..Math.Min(rest.Length, LongestTimestamp)].IndexOf((byte)'"');
        return end < 0 ? default : rest[..end];
    }

    /// <summary>The text of a line's action as it stands there: with its escapes, without its quotes.</summary>
    /// <param name="line">The line; may lack its end.</param>
    /// <returns>The text; empty when the line does not begin as the writer begins one.</returns>
    public static ReadOnlySpan<byte> ActionOf(ReadOnlySpan<byte> line)
    {
        int start = Opening.Length + TimestampOf(line).Length;
        if (start == Opening.Length || !line[start..].StartsWith(BeforeAction))
            return default;
        ReadOnlySpan<byte> rest = line[(start + BeforeAction.Length)..];
        return rest[..JsonExtent.EndOfText(rest, 0)];
    }

    /// <summary>Reads the day of a line back from its timestamp.</summary>
    /// <param name="line">The line; may lack its end.</param>
    /// <param name="isUtc">Whether the day in universal time is wanted instead of the day of the machine's
    /// zone.</param>
    /// <returns>The day; null when the line does not begin as the writer begins one.</returns>
    public static DateTime? ReadDay(ReadOnlySpan<byte> line, bool isUtc)
    {
        ReadOnlySpan<byte> timestamp = TimestampOf(line);
        if (timestamp.Length < SecondsLength)
            return null;
        string text = Encoding.UTF8.GetString(timestamp);
        if (!DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time))
        {
            return null;
        }

        if (isUtc)
            return time.UtcDateTime.Date;
        // A local time, with or without its offset, was the wall clock of the writer: its day stands.
        return text[^1] == 'Z' ? time.ToLocalTime().Date : time.DateTime.Date;
    }

    private static ReservedNames Names(bool hasEventTime, bool isChained) => new(
        DataPrefix,
        name => IsOwnName(name, hasEventTime) || (isChained && IsChainName(name)),
        name => IsOwnName(name, hasEventTime: true) || IsChainName(name));

    private static bool IsOwnName(string name, bool hasEventTime) => name.Length switch
    {
        6 => Same(name, Action),
        8 => Same(name, Evidence),
        9 => Same(name, Timestamp) || Same(name, Truncated),
        10 => hasEventTime && Same(name, EventTime),
        _ => false,
    };

    private static bool IsChainName(string name) => name.Length switch
    {
        3 => Same(name, Seq),
        4 => Same(name, Prev),
        8 => Same(name, Corrects),
        _ => false,
    };

    /// <summary>Makes the line that marks the whole lines of an unfinished batch, which stand right before
    /// it.</summary>
    /// <param name="lastLine">The last of these lines. The mark has its timestamp, so it belongs to the same
    /// day.</param>
    /// <param name="lines">How many whole lines there are.</param>
    /// <param name="records">How many the batch was to have.</param>
    /// <returns>The line with its line feed; null when the last line has no timestamp.</returns>
    public static byte[]? MarkUnfinishedBatch(ReadOnlySpan<byte> lastLine, int lines, int records)
    {
        ReadOnlySpan<byte> timestamp = TimestampOf(lastLine);
        if (timestamp.IsEmpty)
            return null;
        string rest = FormattableString.Invariant($"{UnfinishedBatch}\", \"lines\": {lines}, \"of\": {records}}}\n");
        return [.. Opening, .. timestamp, .. BeforeAction, .. Encoding.ASCII.GetBytes(rest)];
    }

    /// <summary>Whether a line marks lines of an unfinished batch.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="lines">How many lines right before it belong to the batch.</param>
    public static bool IsUnfinishedBatch(ReadOnlySpan<byte> line, out int lines)
    {
        lines = 0;
        ReadOnlySpan<byte> timestamp = TimestampOf(line);
        if (timestamp.IsEmpty)
            return false;
        ReadOnlySpan<byte> rest = line[(Opening.Length + timestamp.Length)..];
        return rest.StartsWith(BeforeAction)
            && rest[BeforeAction.Length..].StartsWith(BeforeUnfinishedLines)
            && Utf8Parser.TryParse(rest[(BeforeAction.Length + BeforeUnfinishedLines.Length)..], out lines, out _)
            && lines > 0;
    }

    /// <summary>Whether two names of members are the same: case does not matter.</summary>
    public static bool Same(string name, string own) => string.Equals(name, own, StringComparison.OrdinalIgnoreCase);
}
