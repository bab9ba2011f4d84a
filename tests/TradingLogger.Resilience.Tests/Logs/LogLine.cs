using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>What a line of a log has to be.</summary>
internal static class LogLine
{
    /// <summary>The bytes that a line of <c>trading.log</c> has beyond the event's text, the line feed included.</summary>
    public const int TextOverhead = 43;

    private const int TimeLength = 19;
    private const string TextHead = "2025-12-18 10:30:45 | INFO     | load:1 | ";
    private const string TradeHead =
        "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"TEST_EVENT\", \"event\": \"";

    private const string PropagatedMark = "| trades:1 |";
    private const string PropagatedHead = "2025-12-18 10:30:45 | INFO     " + PropagatedMark + " ";

    /// <summary>The event that is the whole of a line.</summary>
    /// <returns>Null when a byte of the line is missing, added or other than written.</returns>
    public static TestEvent? ReadEvent(string line, int textLength)
    {
        string? text = TextOf(line);
        return text is not null && TestEvent.Identify(text) is { } found && found.ToText(textLength) == text ? found : null;
    }

    /// <summary>Whether a damaged line is the beginning of one event, as it is left by a writer that is killed in the middle
    /// of its system call.</summary>
    /// <param name="line">The line.</param>
    /// <param name="mayBeCut">The number of the one event that a killed writer had not acknowledged; null when it was not
    /// killed.</param>
    /// <param name="textLength">The length of the events' text.</param>
    public static bool IsBeginning(string line, Func<string, int?> mayBeCut, int textLength)
    {
        int head = HeadLength(line);
        if (line.Length <= head)
            return true;
        string text = line[head..].TrimEnd('"');
        if (TestEvent.Identify(text) is not { } cut)
            return text.Count(character => character == ' ') < 2;
        return mayBeCut(cut.Writer) == cut.Number && cut.ToText(textLength).StartsWith(text, StringComparison.Ordinal);
    }

    private static int HeadLength(string line)
    {
        if (line.StartsWith('{'))
            return TradeHead.Length;
        return IsPropagated(line) ? PropagatedHead.Length + TradeHead.Length : TextHead.Length;
    }

    private static string? TextOf(string line)
    {
        if (line.StartsWith('{'))
            return MemberOf(line);
        string head = IsPropagated(line) ? PropagatedHead : TextHead;
        if (line.Length <= head.Length || line[TimeLength..head.Length] != head[TimeLength..])
            return null;
        string message = line[head.Length..];
        return head == PropagatedHead ? MemberOf(message) : message;
    }

    private static bool IsPropagated(string line) => line.Contains(PropagatedMark, StringComparison.Ordinal);

    private static string? MemberOf(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty(TestEvent.Member).GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            return null;
        }
    }
}
