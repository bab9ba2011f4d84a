namespace TradingLogging.Resilience.Writer;

/// <summary>Where a writer's events go.</summary>
public enum Destination
{
    /// <summary>To <c>trading.log</c>.</summary>
    Text,

    /// <summary>To <c>trades.log</c>.</summary>
    Trades,

    /// <summary>To <c>trades.log</c>, and from there by propagation to <c>trading.log</c>.</summary>
    Both,
}

/// <summary>What a writer process does when it is told to.</summary>
/// <param name="Writer">Its name, without spaces; stands in each of its events.</param>
/// <param name="Directory">The log directory.</param>
/// <param name="Destination">Which log.</param>
/// <param name="TextLength">The length of an event's text.</param>
/// <param name="IsAcknowledging">Whether it tells of each event at once, on standard output.</param>
/// <param name="Settings">Settings by their INI keys.</param>
/// <param name="Zone">The time zone of a clock that the test sets; null for the machine's own clock and zone.</param>
/// <param name="BatchSize">How many trade events are written together, as one batch.</param>
public sealed record WriterJob(
    string Writer,
    string Directory,
    Destination Destination,
    int TextLength,
    bool IsAcknowledging,
    IReadOnlyDictionary<string, string> Settings,
    string? Zone = null,
    int BatchSize = 1);
