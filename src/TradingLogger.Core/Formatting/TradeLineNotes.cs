namespace TradingLogging.Formatting;

/// <summary>What the caller of a trade event should be warned of.</summary>
/// <param name="RenamedMembers">The members of the data whose names belong to the line itself, as the caller wrote them;
/// they are kept as <c>data.</c> and the name. Null when there are none.</param>
/// <param name="IsTruncated">Whether a limit was reached and something was cut.</param>
public readonly record struct TradeLineNotes(IReadOnlyList<string>? RenamedMembers, bool IsTruncated)
{
    /// <summary>Whether the line holds the event exactly as it was given.</summary>
    public bool IsEmpty => RenamedMembers is null && !IsTruncated;
}
