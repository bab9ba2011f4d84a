using TradingLogging.Text;

namespace TradingLogging.Analytics.Findings;

/// <summary>One thing in a trade log that does not reconcile.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Places">The lines concerned, in the order of the log; none for what concerns the whole log.</param>
public sealed record TradeFinding(TradeFindingKind Kind, string Message, IReadOnlyList<TradeEventPlace> Places)
{
    /// <summary>The lines concerned, in the order of the log.</summary>
    public IReadOnlyList<TradeEventPlace> Places
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of(Places);

    /// <summary>When the event happened; null for a damaged line.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The event's symbol; null when it has none.</summary>
    public string? Symbol { get; init; }

    /// <summary>The event's order id; null when it has none.</summary>
    public string? OrderId { get; init; }

    /// <summary>Kind and sentence, for people.</summary>
    public override string ToString() => $"{Kind}: {Message}";
}
