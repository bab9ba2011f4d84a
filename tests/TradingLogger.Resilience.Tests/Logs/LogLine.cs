using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>What a line of a log has to be.</summary>
internal static class LogLine
{
    /// <summary>The bytes that a line of <c>trading.log</c> has beyond the event's text, the line feed included.</summary>
    public const int TextOverhead = 43;

    private const int TimeLength = 19;
    private const string Level = " | INFO     | ";
    private const string Separator = " | ";
    private const string TradeHead =
        "{\"timestamp\": \"2025-12-18T10:30:45.123456+01:00\", \"action\": \"TEST_EVENT\", \"event\": \"";

    /// <summary>The event that is the whole of a line.</summary>
    /// <returns>Null when a byte of it is missing, added or other than written.</returns>
    public static TestEvent? ReadEvent(string line, int textLength)
    {
        string? message = MessageOf(line);
        string? text = message?.StartsWith('{') == true ? MemberOf(message) : message;
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
        string? message = MessageOf(line);
        if (message is null)
            return line.Length < TimeLength + Level.Length + "trades:1".Length + Separator.Length;
        if (message.StartsWith('{'))
        {
            if (message.Length <= TradeHead.Length)
                return true;
            message = message[TradeHead.Length..].TrimEnd('"');
        }

        if (TestEvent.Identify(message) is not { } cut)
            return message.Count(character => character == ' ') < 2;
        return mayBeCut(cut.Writer) == cut.Number && cut.ToText(textLength).StartsWith(message, StringComparison.Ordinal);
    }

    // A line of trades.log is its own message; one of trading.log has time, level, name and line in front.
    private static string? MessageOf(string line)
    {
        if (line.StartsWith('{'))
            return line;
        int name = TimeLength + Level.Length;
        if (line.Length < name || line[TimeLength..name] != Level)
            return null;
        int end = line.IndexOf(Separator, name, StringComparison.Ordinal);
        return end < 0 ? null : line[(end + Separator.Length)..];
    }

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
