using System.Globalization;

namespace TradingLogging.Resilience.Writer;

/// <summary>An event whose text follows from its writer and number, so that a reader can tell whether it is
/// whole.</summary>
/// <param name="Writer">The writer's name.</param>
/// <param name="Number">Counted from 0 by the writer.</param>
public readonly record struct TestEvent(string Writer, int Number)
{
    /// <summary>The action of the trade events.</summary>
    public const string Action = "TEST_EVENT";

    /// <summary>The member of the trade events that holds the text.</summary>
    public const string Member = "event";

    private const string End = " end";

    /// <summary>The text of a length.</summary>
    public string ToText(int length)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{Writer} {Number:D8} ");
        char filler = (char)('a' + (Number % 26));
        return head + new string(filler, Math.Max(length - head.Length - End.Length, 0)) + End;
    }

    /// <summary>The event that a text says it is, whole or cut.</summary>
    /// <returns>Null when too little of it is there.</returns>
    public static TestEvent? Identify(string text)
    {
        string[] parts = text.Split(' ', 3);
        return parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new TestEvent(parts[0], number)
            : null;
    }
}
