using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>What a line of a log has to be.</summary>
internal static class LogLine
{
    /// <summary>The bytes that a line of <c>trading.log</c> has beyond the event's text, the line feed
    /// included.</summary>
    public const int TextOverhead = 43;

    private const int TimeLength = 19;
    private const string Level = " | INFO     | ";
    private const string Separator = " | ";

    /// <summary>The event that is the whole of a line.</summary>
    /// <returns>Null when a byte of it is missing, added or other than written.</returns>
    public static TestEvent? ReadEvent(string line, int textLength)
    {
        string? message = MessageOf(line);
        string? text = message?.StartsWith('{') == true ? MemberOf(message) : message;
        return text is not null && TestEvent.Identify(text) is { } found && found.ToText(textLength) == text
            ? found
            : null;
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
