using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Json;

namespace TradingLogging.Reading;

/// <summary>Decides what another event takes over of an event that was logged. What the log itself added to the line,
/// its number, the hash of the line before and its origin, is made anew for the new line.</summary>
internal static class TradeEventCopy
{
    private const int HashDigits = 64;

    /// <summary>What is taken over.</summary>
    /// <param name="timestamp">When the event was logged.</param>
    /// <param name="members">Its members without timestamp and action.</param>
    public static EventCopy Of(DateTimeOffset timestamp, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        int count = IsChained(members) ? members.Count - 2 : members.Count;
        var kept = new List<KeyValuePair<string, object?>>(count);
        bool isTruncated = false;
        bool hasTime = false;
        foreach (KeyValuePair<string, object?> member in members.Take(count))
        {
            if (Same(member.Key, TradeLineFormat.Truncated) && member.Value is true)
            {
                isTruncated = true;
            }
            else if (!Same(member.Key, TradeLineFormat.Evidence) || member.Value is not JsonElement)
            {
                kept.Add(member);
                hasTime |= IsTime(member);
            }
        }

        return new EventCopy(kept, hasTime ? null : timestamp, isTruncated);
    }

    // Only both at the end of the line are those of a chain; another member may be called seq.
    private static bool IsChained(IReadOnlyList<KeyValuePair<string, object?>> members) =>
        members.Count >= 2
        && members[^2] is { Key: TradeLineFormat.Seq, Value: JsonElement { ValueKind: JsonValueKind.Number } }
        && members[^1] is { Key: TradeLineFormat.Prev, Value: string { Length: HashDigits } };

    private static bool IsTime(KeyValuePair<string, object?> member) =>
        member.Value is JsonElement { ValueKind: JsonValueKind.Number }
            or string { Length: > 0 }
        && TradeLineFormat.EventTimes.Any(name => Same(Plain(name), Plain(member.Key)));

    private static string Plain(string name) =>
        new([.. name.Where(character => character is not ('_' or '-' or '.' or ' '))]);

    private static bool Same(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
